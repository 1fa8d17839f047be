"""Panels: an upper app fills what a lower one names; rows cannot be changed, and nobody's panel is empty."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from foundation import panels
from foundation.panels import RowsCanChangeError, panel, register_panel


@dataclass(frozen=True)
class Row:
    words: str


@dataclass
class Loose:
    words: str


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_PANELS", {})


def contracts(*, code: str) -> Iterator[Row]:
    yield Row(f"contract on {code}")


def plans(*, code: str) -> list[Row]:
    return [Row(f"plan for {code}")]


def test_a_panel_that_nobody_fills_is_empty() -> None:
    assert panel("tests.uses", code="A") == ()


def test_a_panel_holds_what_each_provider_knows_in_the_order_of_registration() -> None:
    for provider in (contracts, plans, contracts):
        register_panel("tests.uses", provider)
    register_panel("tests.others", plans)

    assert panel("tests.uses", code="A") == (Row("contract on A"), Row("plan for A"))


def test_rows_that_could_be_changed_are_refused() -> None:
    register_panel("tests.uses", lambda: [Loose("x")])
    with pytest.raises(RowsCanChangeError, match=r"tests\.uses must be frozen dataclasses, not Loose"):
        panel("tests.uses")
