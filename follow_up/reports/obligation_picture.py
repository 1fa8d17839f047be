"""What an obligation asks for over time, and what was measured, in one picture."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from follow_up.models import CheckResult
from foundation import charts, figures
from foundation.charts import Dot, Drawing, Rising, Tread
from procurement.calculations.contract_period import months_later
from procurement.models import Obligation, ObligationStep
from procurement.reports.contract_words import threshold_in_words
from procurement.reports.staircase_words import number


def obligation_picture(
    obligation: Obligation, steps: Iterable[ObligationStep], results: Iterable[CheckResult], today: date
) -> Drawing | None:
    """Return the steps as stairs with what was measured as dots; None without steps on days.

    Results that do not count, or have no value, are not drawn. Steps of extensions that are not used are dashed.
    """
    held = [step for step in steps if step.first_day and step.last_day]
    if not held:
        return None
    treads = tuple(_tread(obligation, step) for step in held)
    dots = _dots(obligation, results)
    first, last = min(tread.first for tread in treads), max(tread.last for tread in treads)
    picture = Rising(
        treads=treads,
        first=months_later(min(first, *(dot.day for dot in dots)) if dots else first, -1),
        last=max(last, *(dot.day for dot in dots)) if dots else last,
        unit=obligation.unit,
        today=(today, _("Today")),
        dots=dots,
    )
    title = _("What is asked for, and what was measured")
    language = get_language() or "en"
    return charts.rising(
        picture, title=title, description=_described(obligation, held, dots), language=language, broad=True
    )


def _tread(obligation: Obligation, step: ObligationStep) -> Tread:
    assert step.first_day is not None and step.last_day is not None  # noqa: S101, PT018 - tells the type checker
    note = _("from %(day)s") % {"day": date_format(step.first_day, "SHORT_DATE_FORMAT")}
    label = _figure(step.threshold, obligation.unit)
    return Tread(step.first_day, step.last_day, step.threshold, label, note, is_possible=step.needs_option)


def _dots(obligation: Obligation, results: Iterable[CheckResult]) -> tuple[Dot, ...]:
    found = [
        Dot(each.on, each.value, _figure(each.value, each.unit or obligation.unit), each.is_kept)
        for each in results
        if each.value is not None and not each.void_because
    ]
    return tuple(sorted(found, key=lambda dot: dot.day))


def _described(obligation: Obligation, steps: Sequence[ObligationStep], dots: Sequence[Dot]) -> str:
    asked = [
        _("%(asked)s from %(day)s")
        % {
            "asked": threshold_in_words(obligation.direction, obligation.unit, step.threshold),
            "day": date_format(step.first_day),
        }
        for step in steps
        if step.first_day
    ]
    measured = [
        _("%(figure)s measured on %(day)s") % {"figure": dot.label, "day": date_format(dot.day)} for dot in dots
    ]
    return "; ".join([*asked, *measured])


def _figure(value: Decimal, unit: str) -> str:
    return f"{figures.plain(number(value), get_language() or 'en')}{figures.NO_BREAK_SPACE}{unit}".strip()
