"""The worked example of docs/methods/contract_steps.md, recomputed from the page itself."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.obligation_steps import ContractDays, Origin, resolved_steps, written_steps
from procurement.calculations.staircase import Staircase, Step
from requirements_bank.calculations.requirement import Direction

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "contract_steps.md"
HEAD = "| threshold | months | origin | first day | last day | needs an extension |\n"


def test_the_steps_of_the_page_hold_on_its_days() -> None:
    _before, _head, table = PAGE.read_text(encoding="utf-8").partition(HEAD)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[1:]]
    steps = [(row[2], Step(Decimal(row[0]), months=int(row[1]))) for row in rows]
    asked = [step for origin, step in steps if origin == Origin.ASKED] + [Step(Decimal(60), months=18)]
    offered = [step for origin, step in steps if origin == Origin.OFFERED]
    period = ContractPeriod(date(2027, 8, 31), 36, (12,))
    written = written_steps(sorted(asked, key=lambda step: step.months or 0), offered, period.first)
    found = resolved_steps(Staircase(Direction.AT_LEAST, ()), [each.step for each in written], ContractDays(period))

    assert [
        [
            f"{each.in_force.threshold}",
            f"{written[each.in_force.number - 1].step.months}",
            written[each.in_force.number - 1].origin.value,
            f"{each.in_force.first}",
            f"{each.in_force.last}",
            "yes" if each.needs_option else "no",
        ]
        for each in found
    ] == rows
