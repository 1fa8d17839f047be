"""The days and months of a procurement as a notice says them: announced, bids due, awarded, the contract's time.

Days stand in the order in which they come; one that comes before what leads to it is left missing and told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.problems import Problem
from procurement.calculations.contract_period import MOST_OPTIONS
from procurement.calculations.notice import Form, Notice
from procurement.calculations.notice_lots import DeadlineKind, Extension, NoticeLot, Period
from procurement.calculations.notice_periods import Months, months_in_period, renewal_months
from procurement.calculations.notice_problems import WHOLE, noticed, warned

IN_ORDER = ("announced_on", "bids_due_on", "awarded_on", "first_day")


@dataclass(frozen=True, slots=True)
class Days:
    """Days and months of a procurement; `options` are the months of each renewal, empty without `months`."""

    announced_on: date | None = None
    bids_due_on: date | None = None
    awarded_on: date | None = None
    first_day: date | None = None
    months: int | None = None
    options: tuple[int, ...] = ()


def notice_days_of(notice: Notice, lots: Sequence[NoticeLot], longest: int, told: list[Problem]) -> Days:
    """Return the days of the notice and its lots, at most `longest` months; what is wrong or taken freely is told."""
    periods = [lot.project.period for lot in lots if lot.project.period] or _as_list(notice.project.period)
    months = _months(periods, longest, told)
    days = Days(
        announced_on=_announced(notice, told),
        bids_due_on=_bids_due(notice, lots, told),
        awarded_on=max((each.awarded_on for each in notice.results.contracts if each.awarded_on), default=None),
        first_day=_first_day(periods, told),
        months=months,
        options=_options(notice, lots, months, longest, told) if months else (),
    )
    return _in_order(days, told)


def _as_list(period: Period | None) -> list[Period]:
    return [period] if period else []


def _announced(notice: Notice, told: list[Problem]) -> date | None:
    """Return the dispatch of a contract notice, or the day for which a prior information notice foresees it."""
    if notice.form is Form.CONTRACT_NOTICE:
        return notice.issued_on or notice.published_on
    if notice.form is Form.PRIOR_INFORMATION_NOTICE:
        told.append(noticed("announcement_is_foreseen", WHOLE, "BT-127", day=notice.planned_on or ""))
        return notice.planned_on
    told.append(warned("announcement_is_not_said", WHOLE, "BT-05"))
    return None


def _bids_due(notice: Notice, lots: Sequence[NoticeLot], told: list[Problem]) -> date | None:
    due = sorted({each.day for lot in lots for each in lot.deadlines if each.kind is DeadlineKind.TENDERS})
    if len(due) > 1:
        told.append(warned("deadlines_differ", WHOLE, "BT-131", first=due[0], last=due[-1]))
    if not due and notice.form is Form.CONTRACT_NOTICE:
        told.append(noticed("deadline_is_missing", WHOLE, "BT-131"))
    return due[0] if due else None


def _first_day(periods: Iterable[Period], told: list[Problem]) -> date | None:
    days = sorted({each.first for each in periods if each.first})
    if len(days) > 1:
        told.append(warned("first_days_differ", WHOLE, "BT-536", first=days[0], last=days[-1]))
    return days[0] if days else None


def _months(periods: Sequence[Period], longest: int, told: list[Problem]) -> int | None:
    """Return the months of the longest period; None where no period says any, or all are too long."""
    found = [_told_months(period, longest, told) for period in dict.fromkeys(periods)]
    known = {each.number for each in found if each}
    if not periods:
        told.append(noticed("period_is_missing", WHOLE, "BT-36"))
    if len(known) > 1:
        told.append(warned("periods_differ", WHOLE, "BT-36", shortest=min(known), longest=max(known)))
    return max(known, default=None)


def _told_months(period: Period, longest: int, told: list[Problem]) -> Months | None:
    months = months_in_period(period)
    length = (
        f"{period.length} {period.unit}" if period.length is not None else f"{period.first or ''}–{period.last or ''}"
    )
    if months is None:
        told.append(warned("period_is_not_readable", WHOLE, "BT-36", said=period.note or length))
    elif months.number > longest:
        told.append(warned("period_is_too_long", WHOLE, "BT-36", said=length, most=longest))
        return None
    elif not months.is_exact:
        told.append(warned("period_is_rounded", WHOLE, "BT-36", said=length, months=months.number))
    return months


def _options(
    notice: Notice, lots: Sequence[NoticeLot], agreed: int, longest: int, told: list[Problem]
) -> tuple[int, ...]:
    """Return the months of each renewal, as the words of the first lot with the longest of them say."""
    projects = [notice.project, *(lot.project for lot in lots)]
    extensions = [each.extension for each in projects if each.extension]
    read = {_renewals(each, notice.language, agreed, longest, told) for each in extensions}
    if len(read - {()}) > 1:
        told.append(warned("renewals_differ", WHOLE, "BT-58"))
    return max(read, key=sum, default=())


def _renewals(
    extension: Extension, language: str | None, agreed: int, longest: int, told: list[Problem]
) -> tuple[int, ...]:
    texts = [words[language or ""] if language in words else " ".join(words.values())
             for words in (extension.renewals, extension.options) if words]  # fmt: skip
    if extension.most_renewals == 0 or not (texts or extension.most_renewals):
        return ()
    most = extension.most_renewals
    found = renewal_months(texts, most, agreed) if (most or 0) <= MOST_OPTIONS else None
    said = {"said": " ".join(texts), "most": "–" if most is None else most}
    if not found or len(found) > MOST_OPTIONS or agreed + sum(found) > longest:
        told.append(warned("renewals_are_not_readable", WHOLE, "BT-58", **said))
        return ()
    told.append(noticed("renewals_are_read", WHOLE, "BT-58", **said, months=" + ".join(map(str, found))))
    return found


def _in_order(days: Days, told: list[Problem]) -> Days:
    last: date | None = None
    kept: dict[str, date | None] = {}
    for name in IN_ORDER:
        day: date | None = getattr(days, name)
        if day and last and day < last:
            told.append(warned("day_is_before_another", WHOLE, name, day=day, other=last))
            day = None
        kept[name], last = day, day or last
    return Days(**kept, months=days.months, options=days.options)
