"""Reports of suppliers in words: lines, periods, figures, what is wrong with a value, and where a report stands."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from follow_up.calculations import measured_value, reported_values
from follow_up.models import WITH_SUPPLIER, LineKind, ReportLine, ReportRequest, ReportState, SupplierReport
from foundation import figures, quantities
from foundation.problems import Problem
from procurement.reports.staircase_words import number

SENTENCES: Final = {**quantities.PROBLEM_TEXTS, **measured_value.PROBLEM_TEXTS, **reported_values.PROBLEM_TEXTS}
QUARTERS: Final = {1: 1, 4: 2, 7: 3, 10: 4}
STATE_LOOKS: Final = {
    ReportState.WAITING: ("outline", "calendar"),
    ReportState.RECEIVED: ("info", "file"),
    ReportState.RETURNED: ("warning", "warning"),
    ReportState.ACCEPTED: ("good", "check-circle"),
}
ABOUT: Final = {
    LineKind.KM: gettext_lazy("Kilometres driven"),
    LineKind.LITRES: gettext_lazy("Litres used"),
    LineKind.KWH: gettext_lazy("Energy used"),
    LineKind.KG: gettext_lazy("Weight"),
    LineKind.SHARE: gettext_lazy("Share"),
    LineKind.NUMBER: gettext_lazy("Number"),
    LineKind.YES_NO: gettext_lazy("Is it so?"),
}


def line_name(line: ReportLine) -> str:
    """Return what a line is called in the reader's language, with what it is parted by."""
    name = line.label or str(ABOUT[LineKind(line.kind)])
    return f"{name}: {line.dimension}" if line.dimension else name


def period_words(first: date, last: date) -> str:
    """Return a period as people say it: "March 2026", "2nd quarter 2026", "2026", else from day to day."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    starts_whole, ends_whole = first.day == 1, _is_last_of_month(last)
    if starts_whole and ends_whole:
        if months == 1:
            return date_format(first, "F Y")
        if months == 3 and first.month in QUARTERS:  # noqa: PLR2004 - months of a quarter
            return _("quarter %(number)s of %(year)s") % {"number": QUARTERS[first.month], "year": first.year}
        if months == 12 and first.month == 1:  # noqa: PLR2004 - months of a year
            return str(first.year)
    days = {"first": date_format(first, "SHORT_DATE_FORMAT"), "last": date_format(last, "SHORT_DATE_FORMAT")}
    return _("%(first)s to %(last)s") % days


def series_label(request: ReportRequest, report: SupplierReport) -> str:
    """Return what a period is called in an activity series: 2026-03, 2026 Q1, 2026, else its days."""
    first = report.first_day
    if request.period_kind == "month":
        return f"{first:%Y-%m}"
    if request.period_kind == "quarter":
        return f"{first.year} Q{(first.month + 2) // 3}"
    return f"{first.year}" if request.period_kind == "year" else f"{first} – {report.last_day}"


def told_words(line: ReportLine, amount: Decimal | None) -> str | None:
    """Return a figure of a line with its unit, yes or no; None where nothing was told."""
    if amount is None:
        return None
    if line.kind == LineKind.YES_NO:
        return _("Yes") if amount else _("No")
    return figure_words(amount, line.unit)


def figure_words(amount: Decimal, unit: str) -> str:
    """Return a figure with its unit, all digits."""
    shown = figures.plain(number(amount), get_language() or "en")
    return f"{shown}{figures.NO_BREAK_SPACE}{unit}" if unit else shown


def sentence_of(problem: Problem) -> str:
    """Return what is wrong, or to be confirmed, in the reader's language."""
    language = get_language() or "en"
    values = {
        name: figures.plain(number(value), language) if isinstance(value, Decimal) else str(value)
        for name, value in problem.values.items()
    }
    return _(SENTENCES[problem.code]).format(**values)


def state_of(report: SupplierReport, today: date) -> Mapping[str, Any]:
    """Return what the tag component shows of a report's state: text, tone, icon; a late one is late."""
    if report.state in WITH_SUPPLIER and report.due_on < today:
        return {"text": _("Late"), "tone": "bad", "icon": "warning"}
    state = ReportState(report.state)
    tone, icon = STATE_LOOKS[state]
    return {"text": str(state.label), "tone": tone, "icon": icon}


def _is_last_of_month(day: date) -> bool:
    return day.toordinal() + 1 == date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()
