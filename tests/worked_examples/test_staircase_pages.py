"""The worked examples of docs/methods/staircase.md and step_saving.md, recomputed from the pages themselves."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.next_staircase import next_staircase
from procurement.calculations.staircase import OnLateStart, Staircase, Step, StepInForce, steps_in_force
from procurement.calculations.step_saving import Assumption, SavingBasis, savings_of
from requirements_bank.calculations.requirement import Direction

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"
PLANNED = date(2025, 3, 1)
HEAD = "| threshold | months | first day | last day | extension |\n"


def tables(page: str, head: str) -> list[list[list[str]]]:
    """The rows of each of the page's tables with this head."""
    _before, *parts = (METHODS / page).read_text(encoding="utf-8").split(head)
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in part.partition("\n\n")[0].splitlines()[1:]]
        for part in parts
    ]


def written(steps: list[StepInForce], months: dict[Decimal, int]) -> list[list[str]]:
    return [
        [f"{step.threshold}", f"{months[step.threshold]}", f"{step.first}", f"{step.last}", f"{step.option}"]
        for step in steps
    ]


def test_the_steps_of_the_page_hold_on_its_days() -> None:
    on_time, late, following = tables("staircase.md", HEAD)
    months = {Decimal(row[0]): int(row[1]) for row in on_time}
    steps = tuple(Step(threshold, months=later) for threshold, later in months.items())
    staircase = Staircase(Direction.AT_LEAST, steps, on_late_start=OnLateStart.FROM_PLANNED_START)
    period = ContractPeriod(PLANNED, 48, (12, 12))

    assert written(steps_in_force(staircase, period), months) == on_time
    delayed = period.beginning(date(2025, 9, 1))
    assert written(steps_in_force(staircase, delayed, planned_first=PLANNED), months) == late

    first = date(2029, 3, 1)
    carried = [each.step for each in next_staircase(staircase, period, first).steps]
    then = steps_in_force(Staircase(Direction.AT_LEAST, tuple(carried)), period.beginning(first))
    assert written(then, {step.threshold: step.months or 0 for step in carried}) == following


def test_the_savings_of_the_page_come_out() -> None:
    (rows,) = tables("step_saving.md", "| threshold | tonnes a year | low | high | tonnes in all |\n")
    steps = tuple(Step(Decimal(row[0]), months=24 * number) for number, row in enumerate(rows))
    held = steps_in_force(Staircase(Direction.AT_LEAST, steps), ContractPeriod(date(2026, 3, 1), 48))
    quantities = [("1000", "800", "1300"), ("0.6", "0.6", "0.6"), ("0.2", "0.1", "0.3"), ("0.9", "0.8", "0.95")]
    basis = SavingBasis(
        *(Assumption(Decimal(value), Decimal(low), Decimal(high), "the page") for value, low, high in quantities)
    )

    found = savings_of(held, basis, direction=Direction.AT_LEAST, unit="%").steps.values()

    assert [[each.a_year, each.a_year_low, each.a_year_high, round(each.in_all, 2)] for each in found] == [
        [Decimal(cell) for cell in row[1:]] for row in rows
    ]
