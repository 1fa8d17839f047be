"""Named panels: where a page of a lower app shows what only an upper app knows.

A page about a requirement says "used by 7, kept in 92 %", and the contracts that know how often it was kept lie in an
app that the bank must not import. So the lower app names a panel and defines its rows, and each upper app registers
what fills it when Django is ready:

    register_panel("requirements_bank.usage", usage_in_contracts)          # in apps.ready of the upper app
    rows = panel("requirements_bank.usage", versions=[…])                  # in a query of the lower one

A provider takes the same keywords as the panel is asked with and returns rows that cannot be changed (frozen
dataclasses of the lower app). It sees what the reader may see, since it reads within the reader's open access. Where
nobody fills a panel, it is empty: the page says so, and never shows a zero for what is not known.
"""

from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from typing import Any

Provider = Callable[..., Iterable[Any]]

_PANELS: dict[str, list[Provider]] = {}


class RowsCanChangeError(TypeError):
    """A provider gave rows that a page could change."""


def register_panel(name: str, provider: Provider) -> None:
    """Let `provider` fill the panel, after those that do already; apps call this when they are ready, each once."""
    providers = _PANELS.setdefault(name, [])
    if provider not in providers:
        providers.append(provider)


def panel(name: str, **about: object) -> tuple[Any, ...]:
    """Return what all providers of the panel know about this, in the order in which they were registered."""
    rows = tuple(row for provider in _PANELS.get(name, ()) for row in provider(**about))
    for row in rows:
        if not _is_frozen(row):
            raise RowsCanChangeError(f"Rows of the panel {name} must be frozen dataclasses, not {type(row).__name__}.")
    return rows


def _is_frozen(row: object) -> bool:
    parameters = getattr(type(row), "__dataclass_params__", None)
    return is_dataclass(row) and bool(parameters and parameters.frozen)
