"""Procurements as a program asks for them: by words, stage, category, when they end, and what has changed since."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import DateField, DurationField, ExpressionWrapper, F, Func, Q, QuerySet
from django.db.models.expressions import Combinable

from organisations.models import Organisation
from procurement.models import Procurement
from procurement.queries.categories_below import codes_below
from procurement.queries.procurements import procurements_of


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked for; an area brings all its categories, and what says nothing of its end never ends before a day.

    The end is the one of the agreed time, without extensions.
    """

    words: str = ""
    stage: str = ""
    category: str = ""
    ends_before: date | None = None
    changed_since: datetime | None = None


def narrowed_procurements(organisation: Organisation, asked: Narrowed) -> QuerySet[Procurement]:
    """Return what is asked for of what the organisation leads or buys along in."""
    found = procurements_of(organisation).order_by()
    for word in asked.words.split():
        found = found.filter(Q(title__icontains=word) | Q(description__icontains=word) | Q(case_number__icontains=word))
    if asked.stage:
        found = found.filter(stage=asked.stage)
    if asked.category:
        found = found.filter(category__in=codes_below(asked.category))
    if asked.changed_since:
        found = found.filter(updated_at__gte=asked.changed_since)
    if asked.ends_before:
        found = found.filter(months__isnull=False).annotate(over_on=_over_on())
        found = found.filter(over_on__lte=asked.ends_before)  # the last day lies one day before
    return found


def _over_on() -> Combinable:
    return ExpressionWrapper(F("first_day") + _months(), output_field=DateField())


def _months() -> Func:
    template = "%(function)s(months => %(expressions)s::integer)"
    return Func(F("months"), function="make_interval", template=template, output_field=DurationField())
