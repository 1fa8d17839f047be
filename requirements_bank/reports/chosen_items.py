"""What was chosen from the bank, for a basket or elsewhere, as its page shows it: by kind, numbered, filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from requirements_bank.calculations.proportionality import FollowUpRates, follow_up_hours
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.variable_values import open_variables
from requirements_bank.calculations.wording import Value
from requirements_bank.models import RequirementVersion
from requirements_bank.reports.basket_words import KIND_HEADINGS
from requirements_bank.reports.requirement_words import ShownRequirement, shown
from requirements_bank.reports.value_words import variable_name


class ChosenLine(Protocol):
    """A version that was chosen, with the values of its variables."""

    @property
    def version(self) -> RequirementVersion | None:
        """The version, None where its owner took it out of sight."""

    @property
    def content(self) -> RequirementContent | None:
        """What the version says."""

    @property
    def values(self) -> Mapping[str, Value]:
        """The values of its variables that were chosen."""


Chosen = TypeVar("Chosen", bound=ChosenLine)


@dataclass(slots=True)
class ShownItem(Generic[Chosen]):
    """One line with its requirement, None where that is out of sight, its number, and the form that fills it."""

    line: Chosen
    shown: ShownRequirement | None
    missing: tuple[str, ...]
    hours: Decimal
    form: Any = None
    is_first: bool = False
    is_last: bool = False
    number: str = ""


@dataclass(slots=True)
class ShownGroup(Generic[Chosen]):
    """The items of one kind, under its heading."""

    heading: str | Promise
    items: list[ShownItem[Chosen]] = field(default_factory=list)


def shown_groups(lines: Sequence[Chosen], rates: FollowUpRates) -> list[ShownGroup[Chosen]]:
    """Return the items by kind in the order of a procurement; what is out of sight stands under its own heading."""
    groups: list[ShownGroup[Chosen]] = []
    for kind, found in groupby(lines, key=lambda line: line.version.kind if line.version else ""):
        items = [_shown_item(line, rates) for line in found]
        items[0].is_first = items[-1].is_last = True
        for place, item in enumerate(items, start=1):
            item.number = f"{len(groups) + 1}.{place}"
        groups.append(ShownGroup(KIND_HEADINGS.get(kind, gettext_lazy("No longer in sight")), items))
    return groups


def _shown_item(line: Chosen, rates: FollowUpRates) -> ShownItem[Chosen]:
    content = line.content
    if line.version is None or content is None:
        return ShownItem(line, None, (), Decimal(0))
    names = open_variables(content, line.values)
    missing = tuple(variable_name(content.variables[name]) for name in names if name in content.variables)
    return ShownItem(line, shown(line.version, values=line.values), missing, follow_up_hours(content, rates))
