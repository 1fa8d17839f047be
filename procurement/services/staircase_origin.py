"""What a staircase keeps of the contract it was carried over from, once somebody has looked at its steps."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol


class Begins(Protocol):
    """The first of a staircase's steps: what it asks, and from when on."""

    @property
    def threshold(self) -> Decimal: ...  # noqa: D102 - said by the class

    @property
    def months(self) -> int | None: ...  # noqa: D102 - said by the class


def looked_at(origin: Mapping[str, Any], steps: Sequence[Begins]) -> dict[str, Any]:
    """Return what is kept when somebody saves the steps: days that were moved are looked at now.

    That it begins where the former contract stood is kept while it does.
    """
    kept = {name: value for name, value in origin.items() if name != "moved"}
    if "stood" in kept and not (steps and steps[0].months == 0 and steps[0].threshold == Decimal(kept["stood"])):
        del kept["stood"]
    return kept
