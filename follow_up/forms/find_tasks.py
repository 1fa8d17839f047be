"""What an address asks the plan for; what makes no sense is left out."""

from collections.abc import Mapping
from uuid import UUID

from follow_up.models import TaskKind
from follow_up.queries.tasks import NOBODY, STATES, WantedTasks

MOST_LETTERS = 200
FIRST_YEAR, LAST_YEAR = 2000, 2199


def read_plan_address(sent: Mapping[str, str]) -> WantedTasks:
    """Return what is looked for."""
    kind, state, person = (sent.get(name, "") for name in ("kind", "state", "person"))
    return WantedTasks(
        words=" ".join(sent.get("q", "")[:MOST_LETTERS].split()),
        person=person if person == NOBODY or read_uuid(person) else "",
        contract=read_uuid(sent.get("contract", "")),
        kind=kind if kind in TaskKind.values else "",
        state=state if state in STATES else "",
        mine=sent.get("mine") == "1",
    )


def read_year(sent: Mapping[str, str], usual: int) -> int:
    """Return the year that is asked for, the usual one where none is."""
    typed = sent.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == len(str(LAST_YEAR)) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else usual


def read_uuid(said: str) -> UUID | None:
    """Return the id that is written there, None where none is."""
    try:
        return UUID(said)
    except ValueError:
        return None
