"""What became of the demonstration's deviations: told, answered, mended, closed – move by move, as people make them."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

from follow_up.models import Deviation
from follow_up.services.change_deviation import SaidOfDeviation, change_deviation, withdraw_deviation
from follow_up.services.corrective_actions import finish_action, plan_action
from follow_up.services.escalate_deviation import escalate_deviation
from follow_up.services.mend_deviation import close_deviation, reopen_deviation, say_mended, send_back
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.supplier_statements import Statement, receive_statement
from follow_up.services.tell_supplier import tell_supplier
from foundation.changes.record import Actor, acting
from leadership.demonstration.followed_contracts import LANGUAGES
from leadership.demonstration.followed_people import (
    as_person,
    at_follow_up,
    contract_called,
    days_ago,
    obligation_called,
)
from organisations.models import Organisation
from procurement.models import Contract

SAID = Path(__file__).parent / "followed_deviations.yaml"
Told = Mapping[str, Any]


def fill_deviations(organisations: Mapping[str, Organisation]) -> None:
    """Note the deviations that no control found and that are not there yet; each takes its course."""
    for said in _said():
        organisation = organisations[said["org"]]
        with at_follow_up(organisation, said["by"]):
            contract = contract_called(organisation, said["contract"])
            if contract and not _is_there(contract, said["title"]):
                take_its_course(_noted(contract, said), said.get("course", ()), by=said["by"])


def take_its_course(deviation: Deviation, course: Iterable[Mapping[str, Told]], *, by: str) -> None:
    """Make one move after the other, each by who is named in it, else by `by`."""
    for move in course:
        ((name, told),) = move.items()
        deviation.refresh_from_db()
        with as_person((told or {}).get("by", by)):
            MOVES[name](deviation, told or {})


def _is_there(contract: Contract, title: str) -> bool:
    """Whether it was noted before, even if somebody has given it another title since: the history keeps the first."""
    called = Q(title=title) | Q(events__before__title=title)
    return Deviation.objects.filter(called, contract=contract).exists()


def _noted(contract: Contract, said: Told) -> Deviation:
    obligation = obligation_called(contract, said["about"]) if "about" in said else None
    found = Found(said["title"], said["facts"], days_ago(said["ago"]), said.get("severity", "major"), obligation)
    return note_deviation(contract, found)


def _tell(deviation: Deviation, told: Told) -> None:
    party = deviation.party or deviation.contract.parties.first()
    tell_supplier(
        deviation,
        deadline=days_ago(-told.get("within", 14)),
        email=party.email if party else "",
        language=LANGUAGES[deviation.contract.country],
        message=told.get("message", ""),
    )


def _answer(deviation: Deviation, told: Told) -> None:
    said = Statement(
        told["name"],
        told.get("explanation", ""),
        told.get("plan", ""),
        disputes=told.get("disputes", False),
        mended_on=days_ago(told["mended"]) if "mended" in told else None,
    )
    with acting(Actor(said.name)):
        receive_statement(deviation, said)


def _plan(deviation: Deviation, told: Told) -> None:
    action = plan_action(deviation, what=told["what"], owner=told.get("owner", ""), due_on=days_ago(told["due"]))
    if "done" in told:
        finish_action(action, done_on=max(days_ago(told["done"]), deviation.found_on))


def _mended(deviation: Deviation, told: Told) -> None:
    day = max(days_ago(told.get("ago", 5)), deviation.found_on)
    say_mended(deviation, mended_on=day, text=told.get("text", ""))


def _escalate(deviation: Deviation, told: Told) -> None:
    day = max(days_ago(told.get("ago", 3)), deviation.found_on)
    escalate_deviation(deviation, text=told["text"], on=day, by_mail=told.get("by_mail", True))


def _deadline(deviation: Deviation, told: Told) -> None:
    """Set the day that was agreed on; one that has passed makes the deviation overdue."""
    said = SaidOfDeviation(
        deviation.title,
        deviation.facts,
        deviation.severity,
        deviation.found_on,
        max(days_ago(told["ago"]), deviation.found_on),
        told.get("case_number", deviation.case_number),
    )
    change_deviation(deviation, said, because=told["because"])


MOVES: Mapping[str, Callable[[Deviation, Told], object]] = {
    "tell": _tell,
    "answer": _answer,
    "plan": _plan,
    "mended": _mended,
    "close": lambda deviation, told: close_deviation(deviation, checked=told["checked"]),
    "send_back": lambda deviation, told: send_back(deviation, because=told["because"]),
    "reopen": lambda deviation, told: reopen_deviation(deviation, because=told["because"]),
    "escalate": _escalate,
    "deadline": _deadline,
    "withdraw": lambda deviation, told: withdraw_deviation(deviation, because=told["because"]),
}


@cache
def _said() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
