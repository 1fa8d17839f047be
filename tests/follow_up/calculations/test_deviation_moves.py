"""The moves of a deviation, and the page that tells them."""

from datetime import date
from itertools import product
from pathlib import Path

from follow_up.calculations.deviation_moves import (
    DAYS_TO_MEND,
    ESCALATION,
    MOVES,
    OPEN_STATES,
    State,
    Who,
    can_move,
    default_deadline,
    possible_moves,
    state_after,
)
from follow_up.models import OPEN, DeviationState, Severity

PAGE = Path("docs/methods/deviations.md").read_text(encoding="utf-8")
EVERYTHING = frozenset(Who)


def rows_of(heading: str) -> list[list[str]]:
    lines = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]


def test_the_page_and_the_table_are_equal() -> None:
    told = {
        (
            move.action,
            start.value,
            end.value,
            move.who.value,
            ", ".join(move.needed) or "–",
            "yes" if move.by_another else "no",
        )
        for move in MOVES.values()
        for start, end in move.leads.items()
    }

    assert {tuple(row) for row in rows_of("Moves")} == told
    assert len(rows_of("Moves")) == len(told)
    assert {severity: int(days) for severity, days in rows_of("Deadlines")} == dict(DAYS_TO_MEND)
    assert ", ".join(ESCALATION) in PAGE


def test_states_and_severities_are_those_of_the_tables() -> None:
    assert {state.value for state in State} == set(DeviationState.values)
    assert {state.value for state in OPEN_STATES} == {state.value for state in OPEN}
    assert set(DAYS_TO_MEND) == set(Severity.values)


def test_what_is_not_in_the_table_is_not_possible() -> None:
    known = {(action, start.value) for action, move in MOVES.items() for start in move.leads}

    for action, state in product([*MOVES, "fly"], [*DeviationState.values, "gone"]):
        assert can_move(action, state) == ((action, state) in known)


def test_nothing_leaves_withdrawn_and_closed_is_left_by_reopening_alone() -> None:
    leaving = {
        (start, action) for action, move in MOVES.items() for start, end in move.leads.items() if start is not end
    }

    assert [action for start, action in leaving if start in (State.CLOSED, State.WITHDRAWN)] == ["reopen"]
    assert [action for action, move in MOVES.items() if State.CLOSED in move.leads.values()] == [
        "revoke_link",
        "close",
    ]


def test_who_says_it_is_mended_does_not_close_it() -> None:
    mine, anothers = (
        {move.action for move in possible_moves("mended", EVERYTHING, said_mended=said)} for said in (True, False)
    )

    assert anothers - mine == {"close"}
    assert state_after("close", "mended") is State.CLOSED
    assert [move.action for move in possible_moves("told", frozenset({Who.SUPPLIER}), said_mended=False)] == [
        "answer",
        "supplier_mended",
    ]


def test_the_example_of_the_page() -> None:
    assert default_deadline("critical", date(2026, 3, 1)) == date(2026, 3, 8)
