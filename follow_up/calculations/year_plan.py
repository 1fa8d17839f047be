"""What to plan on a contract in a year: a proposal from its days. Method: docs/methods/year_plan.md.

Every proposal has a key that is the same whenever it is worked out, so that what was taken over is known again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from follow_up.calculations.recurrence import Recurrence
from follow_up.calculations.report_periods import PeriodKind, ReportPeriod, report_periods
from procurement.calculations.contract_period import months_later

METHOD_VERSION = "1.0"
STATUS_EVERY = 6
INSPECTION_EVERY = 6
INSPECTION_FIRST = 3
BEFORE_A_STEP = timedelta(days=30)
BEFORE_NOTICE = timedelta(days=60)
REPORT_AFTER = 30
SATURDAY = 5


class Template(StrEnum):
    """What is proposed; the words are in follow_up/reference/plan_templates.yaml."""

    START_MEETING = "start_meeting"
    STATUS_MEETING = "status_meeting"
    DESK_CONTROL = "desk_control"
    SITE_INSPECTION = "site_inspection"
    REPORT_DUE = "report_due"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class FollowedDays:
    """The days of a contract, both within, and of what it obliges to.

    `steps` are obligations with the days on which their steps take effect, `reports` obligations with the period that
    they are reported by, `notices` the last days to tell the supplier of an extension that is not used yet.
    """

    first: date
    last: date
    is_construction: bool = False
    steps: tuple[tuple[int, date], ...] = ()
    reports: tuple[tuple[int, PeriodKind], ...] = ()
    notices: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to do: its day, the day `about` which it is (a step, a notice, a period's end), and what it covers."""

    template: Template
    day: date
    about: date
    covers: tuple[int, ...] = ()
    period: ReportPeriod | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """What it is known by: its template and what it is about.

        >>> Proposal(Template.DESK_CONTROL, date(2028, 1, 31), date(2028, 3, 1)).key
        'desk_control:2028-03-01'
        """
        first = f":{self.period.first}" if self.period else ""
        return f"{self.template}:{self.about}{first}"


def year_plan(days: FollowedDays, year: int) -> list[Proposal]:
    """Return what is proposed for a calendar year, by day; empty for a year in which the contract does not run.

    >>> days = FollowedDays(date(2026, 3, 1), date(2030, 2, 28), steps=((7, date(2028, 3, 1)),))
    >>> [f"{each.day} {each.template}" for each in year_plan(days, 2028)]
    ['2028-01-31 desk_control', '2028-03-01 status_meeting', '2028-09-01 status_meeting']
    """
    every = (*_meetings(days), *_before_steps(days), *_inspections(days), *_reports(days), *_evaluations(days))
    return sorted(
        (each for each in every if each.day.year == year), key=lambda each: (each.day, each.template, each.key)
    )


def working_day(day: date) -> date:
    """Return the day, or the Monday after a Saturday or Sunday.

    >>> working_day(date(2026, 3, 1))
    datetime.date(2026, 3, 2)
    """
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _meetings(days: FollowedDays) -> Iterator[Proposal]:
    if days.first <= days.last:
        yield Proposal(Template.START_MEETING, working_day(days.first), days.first)
    for day in Recurrence(months_later(days.first, STATUS_EVERY), STATUS_EVERY, days.last).days():
        yield Proposal(Template.STATUS_MEETING, working_day(day), day)


def _before_steps(days: FollowedDays) -> Iterator[Proposal]:
    """Yield one control for all steps of a day; those of the first day are talked about in the start meeting."""
    for day, covers in _by_day((day, each) for each, day in days.steps if days.first < day <= days.last):
        yield Proposal(Template.DESK_CONTROL, max(day - BEFORE_A_STEP, days.first), day, covers)


def _inspections(days: FollowedDays) -> Iterator[Proposal]:
    if days.is_construction:
        for day in Recurrence(months_later(days.first, INSPECTION_FIRST), INSPECTION_EVERY, days.last).days():
            yield Proposal(Template.SITE_INSPECTION, working_day(day), day)


def _reports(days: FollowedDays) -> Iterator[Proposal]:
    """Yield one report for all obligations that are reported by the same period."""
    by_kind: dict[PeriodKind, list[int]] = {}
    for each, kind in days.reports:
        by_kind.setdefault(kind, []).append(each)
    for kind, covers in by_kind.items():
        for period in report_periods(kind, days.first, days.last):
            yield Proposal(Template.REPORT_DUE, period.due_on(REPORT_AFTER), period.last, tuple(covers), period)


def _evaluations(days: FollowedDays) -> Iterator[Proposal]:
    for notice in days.notices:
        if notice >= days.first:
            yield Proposal(Template.EVALUATION, working_day(max(notice - BEFORE_NOTICE, days.first)), notice)


def _by_day(found: Iterable[tuple[date, int]]) -> Iterator[tuple[date, tuple[int, ...]]]:
    by_day: dict[date, list[int]] = {}
    for day, each in found:
        by_day.setdefault(day, []).append(each)
    for day in sorted(by_day):
        yield day, tuple(dict.fromkeys(by_day[day]))
