"""One followed obligation in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from follow_up.models import CheckResult, KeptState, ObligationStanding, ResultSource
from follow_up.reports.register_words import asked_next, asked_now
from foundation import figures
from procurement.models import Obligation
from procurement.reports.staircase_words import number


@dataclass(frozen=True, slots=True)
class ShownResult:
    """One result as a page says it."""

    result: CheckResult
    value: str
    asked: str
    source: str


def obligation_answer(standing: ObligationStanding, today: date) -> str:
    """Return where an obligation stands, in one or two sentences."""
    return " ".join(filter(None, [_state(standing), _coming(standing, today)]))


def shown_results(results: Iterable[CheckResult], obligation: Obligation) -> list[ShownResult]:
    """Return what was found out, the newest first, in words."""
    return [
        ShownResult(
            each,
            _figure(each.value, each.unit or obligation.unit),
            _figure(each.threshold, each.unit or obligation.unit),
            str(ResultSource(each.source).label),
        )
        for each in results
    ]


def _state(standing: ObligationStanding) -> str:
    now = asked_now(standing)
    words = {"asked": now or "", "day": date_format(standing.told_on) if standing.told_on else ""}
    if standing.state == KeptState.KEPT:
        return (_("It is kept: %(asked)s.") % words) if now else _("It is kept.")
    if standing.state == KeptState.NOT_KEPT and standing.open_deviations:
        return _("It is not kept: a deviation is open.")
    if standing.state == KeptState.NOT_KEPT:
        return _("It is not kept, as found on %(day)s.") % words if standing.told_on else _("It is not kept.")
    if standing.state == KeptState.NOT_YET_DUE:
        return _("It does not hold yet.")
    if standing.told_on:
        return _("Nobody has shown that the step in force is kept. The newest result is of %(day)s.") % words
    return _("Nobody has looked whether it is kept.")


def _coming(standing: ObligationStanding, today: date) -> str:
    step = asked_next(standing)
    if step is None or standing.next_on is None:
        return ""
    words = {"asked": step, "days": (standing.next_on - today).days, "day": date_format(standing.next_on)}
    return _("The next step, %(asked)s, takes effect in %(days)s days, on %(day)s.") % words


def _figure(value: object, unit: str) -> str:
    if value is None:
        return ""
    return f"{figures.plain(number(value), get_language() or 'en')}{figures.NO_BREAK_SPACE}{unit}".strip()  # type: ignore[arg-type] # a Decimal
