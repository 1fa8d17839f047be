"""On which screens a long journey is taken: on one in the suite, on both in `make endurance`."""

import os
from typing import Any

import pytest

WIDTHS = {"desk": 1440, "phone": 390}
ENDURANCE = bool(os.environ.get("KLIMATRAPPA_ENDURANCE"))


def long_on(screen: str) -> pytest.MarkDecorator:
    """Take the journey on this screen; every page is looked at on both in test_every_page.py."""
    cases = {name: (width,) for name, width in WIDTHS.items()}
    return long_as("width", {screen: cases.pop(screen)}, cases)


def long_as(names: str, now: dict[str, tuple[Any, ...]], later: dict[str, tuple[Any, ...]]) -> pytest.MarkDecorator:
    """Take the journey as `now` says, by name of the case; as `later` says in `make endurance` alone."""
    cases = [pytest.param(*values, id=name) for name, values in now.items()]
    cases += [pytest.param(*values, id=f"endurance-{name}") for name, values in later.items() if ENDURANCE]
    return pytest.mark.parametrize(names, cases)
