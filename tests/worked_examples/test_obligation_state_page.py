"""The worked example of docs/methods/obligation_state.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from follow_up.calculations.obligation_state import OpenDeviation, Result, ResultKind, obligation_state
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import Staircase, Step, steps_in_force
from requirements_bank.calculations.requirement import Direction


def test_the_obligation_of_the_page_has_its_states(table: Callable[[str, str], list[list[str]]]) -> None:
    written = Staircase(Direction.AT_LEAST, (Step(Decimal(50), months=0), Step(Decimal(70), months=12)))
    steps = steps_in_force(written, ContractPeriod(date(2026, 1, 1), 24))
    results = [
        Result(ResultKind.REPORT, date(2026, 4, 1), Decimal(60)),
        Result(ResultKind.REPORT, date(2027, 3, 15), Decimal(75)),
        Result(ResultKind.CONTROL, date(2027, 6, 1), Decimal(66)),
        Result(ResultKind.MENDED, date(2027, 9, 1), is_kept=True),
        Result(ResultKind.REPORT, date(2027, 10, 1), Decimal(71)),
    ]
    deviations = [OpenDeviation(date(2027, 6, 1), date(2027, 9, 1))]
    rows = table("obligation_state.md", "Worked example")

    assert len(rows) == 8
    for day, state, rule in rows:
        found = obligation_state(Direction.AT_LEAST, steps, results, deviations, date.fromisoformat(day))
        assert (found.state.value, found.rule.value) == (state, rule)
