"""The days of all procurements, as a calendar shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from organisations.models import Organisation
from procurement.calculations.contract_period import months_later
from procurement.models import Procurement, Stage
from procurement.queries.procurements import procurements_of
from procurement.queries.staircases import period_of

DAYS = ("dialogue_on", "announced_on", "bids_due_on", "awarded_on", "first_day")
END, LAST_END = "end", "last_end"


@dataclass(frozen=True, slots=True)
class DatedMilestone:
    """One day of one procurement; `kind` is the name of its field, or END or LAST_END with all extensions."""

    day: date
    kind: str
    procurement: Procurement


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day, with its milestones in order."""

    first: date
    milestones: tuple[DatedMilestone, ...]


def months_of(organisation: Organisation, first: date, number: int) -> list[Month]:
    """Return so many months from the one that begins on `first`; procurements that are stopped have no days."""
    after = months_later(first, number)
    by_month: dict[date, list[DatedMilestone]] = {months_later(first, each): [] for each in range(number)}
    for procurement in _dated(organisation):
        for each in _milestones(procurement):
            if first <= each.day < after:
                by_month[each.day.replace(day=1)].append(each)
    order = (*DAYS, END, LAST_END)
    return [
        Month(month, tuple(sorted(those, key=lambda each: (each.day, order.index(each.kind), each.procurement.title))))
        for month, those in by_month.items()
    ]


def _dated(organisation: Organisation) -> Iterator[Procurement]:
    some = Q()
    for name in DAYS:
        some |= Q(**{f"{name}__isnull": False})
    yield from procurements_of(organisation).filter(some).exclude(stage=Stage.STOPPED)


def _milestones(procurement: Procurement) -> Iterator[DatedMilestone]:
    for name in DAYS:
        if day := getattr(procurement, name):
            yield DatedMilestone(day, name, procurement)
    period = period_of(procurement)
    if period:
        yield DatedMilestone(period.last, END, procurement)
        if period.options:
            yield DatedMilestone(period.last_possible, LAST_END, procurement)
