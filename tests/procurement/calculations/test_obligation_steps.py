"""The steps of a contract: an offer only adds, an extension brings its own, late starts and short months are kept."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod, months_later
from procurement.calculations.obligation_steps import (
    ContractDays,
    Origin,
    ResolvedStep,
    resolved_steps,
    written_steps,
)
from procurement.calculations.option_days import option_days
from procurement.calculations.staircase import (
    OnExtension,
    OnLateStart,
    Staircase,
    Step,
    is_stricter,
    steps_in_force,
    threshold_on,
)
from procurement.calculations.standstill import standstill_end
from requirements_bank.calculations.requirement import Direction

FIRST = date(2027, 8, 1)
CALM = settings(deadline=None, max_examples=60)  # on a busy machine a first example takes long
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
PERIODS = st.builds(
    ContractPeriod, first=DAYS, months=st.integers(1, 72), options=st.lists(st.integers(1, 24), max_size=3).map(tuple)
)
STEPS = st.lists(
    st.one_of(
        st.builds(Step, st.integers(0, 100).map(Decimal), months=st.integers(0, 120)),
        st.builds(Step, st.integers(0, 100).map(Decimal), day=DAYS),
    ),
    max_size=5,
)


def staircase(direction: Direction = Direction.AT_LEAST, **rules: str) -> Staircase:
    return Staircase(
        direction,
        (),
        on_extension=OnExtension(rules.get("on_extension", "steps_go_on")),
        on_late_start=OnLateStart(rules.get("on_late_start", "from_actual_start")),
    )


STAIRCASES = st.builds(
    lambda direction, extension, late: staircase(direction, on_extension=extension, on_late_start=late),
    st.sampled_from(Direction),
    st.sampled_from(OnExtension),
    st.sampled_from(OnLateStart),
)


def fixed_steps(resolved: list[ResolvedStep]) -> list[Step]:
    """The steps that hold, as they are passed on to a call-off."""
    return [Step(each.in_force.threshold, day=each.in_force.first) for each in resolved if not each.needs_option]


def share(percent: int, months: int) -> Step:
    return Step(Decimal(percent), months=months)


@CALM
@given(STAIRCASES, STEPS, STEPS, PERIODS, DAYS, st.integers(0, 4000))
def test_every_day_asks_for_the_stricter_of_what_was_asked_and_offered(
    rules: Staircase, asked: list[Step], offered: list[Step], period: ContractPeriod, planned: date, later: int
) -> None:
    days = ContractDays(period, len(period.options), planned)
    written = written_steps(asked, offered, period.first)
    both = resolved_steps(rules, [each.step for each in written], days)
    day = period.first + timedelta(later)
    alone = [
        threshold_on(
            day,
            steps_in_force(
                Staircase(
                    rules.direction, tuple(steps), on_extension=rules.on_extension, on_late_start=rules.on_late_start
                ),
                period,
                planned_first=planned,
            ),
        )
        for steps in (asked, offered)
    ]
    known = [threshold for threshold in alone if threshold is not None]
    strictest = (max if rules.direction is Direction.AT_LEAST else min)(known) if known else None

    assert threshold_on(day, [each.in_force for each in both]) == strictest


@CALM
@given(STAIRCASES, STEPS, PERIODS, st.data())
def test_steps_that_hold_end_with_the_extensions_that_are_used_and_the_others_come_after(
    rules: Staircase, steps: list[Step], period: ContractPeriod, data: st.DataObject
) -> None:
    days = ContractDays(period, data.draw(st.integers(0, len(period.options))))
    resolved = resolved_steps(rules, steps, days)
    firm = [each.in_force for each in resolved if not each.needs_option]

    assert all(step.last <= days.last for step in firm)
    assert not firm or firm[-1].last == days.last
    assert all(each.in_force.first > days.last for each in resolved if each.needs_option)
    numbers = [each.in_force.number for each in resolved]
    assert len(numbers) == len(set(numbers))


@CALM
@given(STAIRCASES, STEPS, PERIODS)
def test_using_an_extension_changes_nothing_before_it(
    rules: Staircase, steps: list[Step], period: ContractPeriod
) -> None:
    for used in range(len(period.options)):
        before = ContractDays(period, used)
        after = ContractDays(period, used + 1)
        earlier = [each.in_force for each in resolved_steps(rules, steps, before) if not each.needs_option]
        later = [each.in_force for each in resolved_steps(rules, steps, after) if not each.needs_option]

        assert [step.first for step in later[: len(earlier)]] == [step.first for step in earlier]
        added = later[len(earlier) :]
        assert all(
            is_stricter(rules.direction, step.threshold, before.threshold) for step in added for before in earlier
        )


@CALM
@given(STAIRCASES, STEPS, PERIODS, PERIODS, st.integers(0, 2000))
def test_a_call_off_asks_what_its_framework_asks_that_day(
    rules: Staircase, steps: list[Step], framework: ContractPeriod, call_off: ContractPeriod, later: int
) -> None:
    in_framework = resolved_steps(rules, steps, ContractDays(framework))
    called_off = resolved_steps(
        rules, fixed_steps(in_framework), ContractDays(ContractPeriod(call_off.first, call_off.months))
    )
    day = framework.first + timedelta(later)

    if call_off.first <= day <= min(call_off.last, framework.last):
        assert threshold_on(day, [each.in_force for each in called_off]) == threshold_on(
            day, [each.in_force for each in in_framework if not each.needs_option]
        )


def test_a_contract_that_begins_late_counts_as_was_agreed() -> None:
    late = ContractDays(ContractPeriod(date(2027, 10, 31), 24), planned_first=FIRST)
    steps = [share(40, 0), share(60, 12)]

    from_start, from_plan = (
        [each.in_force.first for each in resolved_steps(staircase(on_late_start=rule), steps, late)]
        for rule in ("from_actual_start", "from_planned_start")
    )
    assert from_start == [date(2027, 10, 31), date(2028, 10, 31)]
    assert from_plan == [date(2027, 10, 31), date(2028, 8, 1)]


def test_months_are_counted_from_the_first_day_over_short_months_and_leap_days() -> None:
    days = ContractDays(ContractPeriod(date(2027, 8, 31), 24))
    steps = [share(10, 0), share(20, 6), share(30, 7)]

    assert [each.in_force.first for each in resolved_steps(staircase(), steps, days)] == [
        date(2027, 8, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
    ]


def test_a_better_offer_takes_the_place_of_what_was_asked() -> None:
    period = ContractPeriod(FIRST, 36)
    written = written_steps([share(40, 0), share(60, 24)], [share(40, 0), share(60, 12), share(90, 30)], FIRST)

    assert [(int(each.step.threshold), each.step.months, each.origin) for each in written] == [
        (40, 0, Origin.ASKED),
        (60, 12, Origin.OFFERED),
        (60, 24, Origin.ASKED),
        (90, 30, Origin.OFFERED),
    ]
    resolved = resolved_steps(staircase(), [each.step for each in written], ContractDays(period))
    assert [each.in_force.number for each in resolved] == [1, 2, 4]


@CALM
@given(PERIODS, st.integers(0, 24))
def test_extensions_follow_each_other_and_are_told_before_they_begin(period: ContractPeriod, notice: int) -> None:
    found = option_days(period, notice)

    assert [each.number for each in found] == list(range(1, len(period.options) + 1))
    assert all(each.notice < each.first <= each.last for each in found)
    assert all(each.notice == months_later(each.first, -notice) for each in found if notice)
    assert not found or found[-1].last == period.last_possible


def test_the_standstill_is_counted_from_the_day_after_suppliers_were_told() -> None:
    assert standstill_end(date(2028, 2, 20), 10) == date(2028, 3, 1)
    assert [standstill_end(date(2026, 3, day), 10).day for day in (3, 4, 5, 6)] == [13, 16, 16, 16]  # from Friday on
