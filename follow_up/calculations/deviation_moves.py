"""What can be done with a deviation, from which state, by whom, and what is needed. Method: docs/methods/deviations.md.

The table on that page is this table: a test holds them equal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a deviation stands."""

    NOTED = "noted"
    TOLD = "told"
    ANSWERED = "answered"
    MENDING = "mending"
    MENDED = "mended"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Who(StrEnum):
    """Who may make a move: people and API clients by their permission, or the supplier by its link."""

    CONTROL = "control"
    DECIDE = "decide"
    SUPPLIER = "supplier"


class Needed(StrEnum):
    """What has to be said with a move."""

    DEADLINE = "deadline"
    EMAIL = "email"
    REASON = "reason"
    TEXT = "text"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Move:
    """What can be done: from each of `leads` to its state. `by_another`: not by who says that it is mended."""

    action: str
    leads: Mapping[State, State]
    who: Who
    needed: tuple[Needed, ...] = field(default=())
    by_another: bool = False


N, T, A, G, M, C, W = State
OPEN_STATES: Final = (N, T, A, G, M)


def _staying(*states: State) -> dict[State, State]:
    return {state: state for state in states}


def _to(state: State, *states: State) -> dict[State, State]:
    return dict.fromkeys(states, state)


MOVES: Final[Mapping[str, Move]] = {
    move.action: move
    for move in (
        Move("tell", {**_staying(T, A, G, M), N: T}, Who.CONTROL, (Needed.DEADLINE, Needed.EMAIL)),
        Move("remind", _staying(T, A, G), Who.CONTROL),
        Move("revoke_link", _staying(T, A, G, M, C, W), Who.CONTROL),
        Move("answer", {**_staying(A, G, M), T: A}, Who.SUPPLIER, (Needed.TEXT,)),
        Move("supplier_mended", _to(M, T, A, G), Who.SUPPLIER, (Needed.DAY,)),
        Move("plan_action", _to(G, N, T, A, G), Who.CONTROL, (Needed.TEXT,)),
        Move("change_action", _staying(N, T, A, G, M), Who.CONTROL),
        Move("say_mended", _to(M, N, T, A, G), Who.CONTROL, (Needed.DAY,)),
        Move("close", _to(C, M), Who.DECIDE, (Needed.TEXT,), by_another=True),
        Move("send_back", _to(G, M), Who.CONTROL, (Needed.REASON,)),
        Move("reopen", _to(G, C), Who.CONTROL, (Needed.REASON,)),
        Move("escalate", _staying(T, A, G, M), Who.DECIDE, (Needed.TEXT, Needed.DAY)),
        Move("change", _staying(N, T, A, G, M), Who.CONTROL, (Needed.REASON,)),
        Move("withdraw", _to(W, N, T, A, G, M), Who.DECIDE, (Needed.REASON,)),
    )
}

DAYS_TO_MEND: Final[Mapping[str, int]] = {"critical": 7, "major": 14, "minor": 30}
"""How many days a supplier gets to answer and mend, unless somebody says otherwise."""

ESCALATION: Final = ("reminder", "warning", "sanction")
"""The steps beside the talk with the supplier, in their order."""


def can_move(action: str, state: str) -> bool:
    """Return whether the action is possible from the state; an action that nobody knows is not.

    >>> can_move("close", "mended"), can_move("close", "told"), can_move("fly", "told")
    (True, False, False)
    """
    move = MOVES.get(action)
    return move is not None and state in move.leads


def state_after(action: str, state: str) -> State:
    """Return where the action leads from the state; KeyError where it is not possible there."""
    return MOVES[action].leads[State(state)]


def possible_moves(state: str, permissions: frozenset[Who], *, said_mended: bool) -> Iterator[Move]:
    """Yield what a person may do now, by what they hold; `said_mended`: it is they who say that it is mended.

    >>> [move.action for move in possible_moves("mended", frozenset({Who.DECIDE}), said_mended=True)]
    ['escalate', 'withdraw']
    """
    for move in MOVES.values():
        if state in move.leads and move.who in permissions and not (move.by_another and said_mended):
            yield move


def default_deadline(severity: str, told_on: date) -> date:
    """Return until when the supplier gets, by how serious it is.

    >>> default_deadline("critical", date(2026, 3, 1))
    datetime.date(2026, 3, 8)
    """
    return told_on + timedelta(days=DAYS_TO_MEND[severity])
