"""The days of a contract and of what it obliges to, as the plan of a year needs them."""

from collections.abc import Iterable

from follow_up.calculations.report_periods import PeriodKind
from follow_up.calculations.year_plan import FollowedDays
from procurement.models import Contract, Obligation

CONSTRUCTION = "construction"
REPORTED = {kind.value: kind for kind in PeriodKind if kind is not PeriodKind.SEASON}


def followed_days(contract: Contract) -> FollowedDays | None:
    """Return the days of a signed contract, None for one that has none."""
    if contract.first_day is None or contract.last_day is None:
        return None
    obligations = list(Obligation.objects.filter(contract=contract).prefetch_related("steps"))
    notices = contract.options.filter(used_on=None).exclude(notice_on=None).values_list("notice_on", flat=True)
    return FollowedDays(
        first=contract.first_day,
        last=contract.last_day,
        is_construction=contract.category.partition(".")[0] == CONSTRUCTION,
        steps=tuple(
            (each.pk, step.first_day)
            for each in obligations
            for step in each.steps.all()
            if step.first_day and not step.needs_option
        ),
        reports=tuple(_reported(obligations)),
        notices=tuple(day for day in notices if day),
    )


def _reported(obligations: Iterable[Obligation]) -> Iterable[tuple[int, PeriodKind]]:
    """Yield what is reported by a period; what is told of each delivery has no day of its own."""
    for each in obligations:
        if kind := REPORTED.get(each.period):
            yield each.pk, kind
