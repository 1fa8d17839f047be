"""The demonstration's market dialogues: invented suppliers that answer by link and in talks, one of them over.

Each is made if it is not there, by the services that the pages call; nobody is sent a letter.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from leadership.demonstration.procurements import at_work
from organisations.models import Organisation
from procurement.models import DialogueEntry, MarketDialogue, Procurement
from procurement.queries.market_answers import asked_of_market
from procurement.services.dialogue_log import log_talk, plan_follow_up, set_done
from procurement.services.market_dialogues import set_dialogue_up
from procurement.services.supplier_answers import SaidInAll, SaidOfStep, answer_by_link, note_answer
from procurement.services.supplier_invitations import invite_supplier

SAID = Path(__file__).parent / "dialogues.yaml"
TEXTS = ("parties", "topics", "heard", "told")


def fill_dialogues(organisations: Mapping[str, Organisation]) -> None:
    """Give some of the demonstration's procurements a dialogue with the market."""
    for said in _said()["dialogues"]:
        lead = organisations[said["lead"]]
        with at_work(lead):
            procurement = Procurement.objects.filter(organisation=lead, title=said["title"]).first()
            if procurement and not MarketDialogue.objects.filter(procurement=procurement).exists():
                _dialogue(procurement, said)


def _dialogue(procurement: Procurement, said: Mapping[str, Any]) -> None:
    closes_on = _in_days(said["closes_in"])
    set_dialogue_up(
        procurement, introduction=said["introduction"], closes_on=closes_on, for_neighbours=True, revision=0
    )
    talks = [_talk(procurement, talk) for talk in said["talks"]]
    for invited in said.get("invited", ()):
        invite_supplier(procurement, supplier=invited["supplier"], email=invited["email"], by_mail=False)
    for answer in said["answers"]:
        _answer(procurement, talks, answer)


def _talk(procurement: Procurement, said: Mapping[str, Any]) -> DialogueEntry:
    texts = {name: said.get(name, "").strip() for name in TEXTS}
    entry = log_talk(procurement, kind=said["kind"], day=_in_days(-said["days_ago"]), **texts)
    for planned in said.get("follow_ups", ()):
        made = plan_follow_up(entry, what=planned["what"], who=planned["who"], due_on=_in_days(planned["due_in"]))
        if planned.get("done"):
            set_done(made, is_done=True)
    return entry


def _answer(procurement: Procurement, talks: list[DialogueEntry], said: Mapping[str, Any]) -> None:
    supplier = said["supplier"]
    everything = SaidInAll(
        tuple(_steps(procurement, said["steps"])),
        comment=said.get("comment", ""),
        is_reusable=said.get("reusable", False),
        is_named=said.get("named", False),
    )
    if "talk" in said:
        note_answer(talks[said["talk"]], everything, supplier=supplier)
        return
    invitation = invite_supplier(procurement, supplier=supplier, email=said["email"], by_mail=False)
    answer_by_link(invitation, everything, revision=0)


def _steps(procurement: Procurement, said: Mapping[str, Any]) -> Iterator[SaidOfStep]:
    for each in asked_of_market(procurement):
        for step, words in zip(each.steps, said.get(each.asked.code, ()), strict=False):
            says, _slash, price = str(words).partition("/")
            month = date.fromisoformat(f"{says}-01") if says[:1].isdecimal() else None
            yield SaidOfStep(
                asked=each.asked,
                threshold=step.threshold,
                asked_day=step.day,
                says="later" if month else says,
                possible_from=month,
                price_effect=Decimal(price) if price else None,
            )


def _in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days)


@cache
def _said() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
