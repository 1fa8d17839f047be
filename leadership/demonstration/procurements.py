"""The demonstration's procurements and joint staircases: invented, in all stages, alone and together.

Each is made if it is not there, by the services that the pages call; what people have done with it since is left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from leadership.demonstration.cast import NETWORK
from organisations.models import Organisation, User
from procurement.calculations.joint_staircase import Way
from procurement.calculations.staircase import Step
from procurement.models import JointStaircase, JointState, Part, Procurement, Stage
from procurement.queries.joint_followed import offered_to
from procurement.queries.staircases import content_asked
from procurement.services.ask import Wanted, ask_for
from procurement.services.joint_staircases import agree, propose_joint_staircase, propose_version, take_over, vote
from procurement.services.procurements import make_procurement, move_to, name_buyers, name_participant
from procurement.services.staircases import PlannedStep, Rules, let_rise
from requirements_bank.models import RequirementVersion, State

SAID = Path(__file__).parent / "procurements.yaml"
INVENTED = {"NO": "Oppdiktet for demonstrasjonen.", "SE": "Påhittat för demonstrationen."}
PLAIN = ("title", "case_number", "category", "cpv", "procedure", "agreement", "months", "options")


def fill_procurements(organisations: Mapping[str, Organisation]) -> None:
    """Give the demonstration's organisations their procurements, and their network its joint staircases."""
    for said in _said()["joint_staircases"]:
        _joint_staircase(organisations, said)
    for said in _said()["procurements"]:
        with at_work(organisations[said["lead"]]):
            _procurement(organisations, said)


@contextmanager
def at_work(organisation: Organisation) -> Iterator[None]:
    """Write for one organisation as the demonstration, all or nothing."""
    with open_access(access_for_work(organisation.pk)), acting(Actor("Demonstration")), transaction.atomic():
        yield


def _procurement(organisations: Mapping[str, Organisation], said: Mapping[str, Any]) -> None:
    lead = organisations[said["lead"]]
    if Procurement.objects.filter(organisation=lead, title=said["title"]).exists():
        return
    procurement = make_procurement(
        organisation=lead,
        description=INVENTED[lead.country],
        value=Decimal(said["value"]),
        **{name: said[name] for name in PLAIN if name in said},
        **said.get("days", {}),
    )
    name_participant(procurement, User.objects.get(email=_said()["responsible"][lead.slug]), Part.RESPONSIBLE)
    name_buyers(procurement, [organisations[slug] for slug in said.get("buyers", ())])
    for asks in said.get("asks", ()):
        _ask(procurement, asks)
    move_to(procurement, Stage(said["stage"]), because=said.get("stopped_because", ""))


def _ask(procurement: Procurement, asks: Mapping[str, Any]) -> None:
    (asked,) = ask_for(procurement, [Wanted(shipped_requirement(asks["code"]))])
    content = content_asked(asked)
    if content is None or "steps" not in asks:
        return
    steps = [(step.threshold, step.month) for step in content.staircase]
    followed = None
    if asks["steps"] == "joint":
        (offered,) = offered_to(procurement, content)
        followed, steps = offered.followed, [(step.threshold, step.months or 0) for step in offered.steps]
    elif asks["steps"] != "suggested":
        steps = [(Decimal(threshold), month) for threshold, month in asks["steps"]]
    planned = [PlannedStep(threshold, months=month, notice_months=6 if month else 0) for threshold, month in steps]
    let_rise(asked, planned, Rules(seen_by=asks.get("shown", "own"), follows=followed))


def _joint_staircase(organisations: Mapping[str, Organisation], said: Mapping[str, Any]) -> None:
    network = organisations[NETWORK[0]]
    with at_work(network):
        if JointStaircase.objects.filter(organisation=network, title=said["title"]).exists():
            return
        joint = propose_joint_staircase(
            network=network,
            title=said["title"],
            description=said["description"],
            requirement=shipped_requirement(said["code"]),
            category=said["category"],
            seen_by=said["seen_by"],
            steps=_steps(said["steps"]),
        )
    _vote(joint, organisations, said["votes"])
    with at_work(network):
        agree(joint.versions.get(state=JointState.PROPOSED))
    for slug, follows in said["followed"].items():
        with at_work(organisations[slug]):
            take_over(
                joint,
                member=organisations[slug],
                way=Way(follows["way"]),
                months_later=follows.get("months_later", 0),
                steps=_steps(follows.get("steps", ())),
                reason=follows.get("reason", ""),
            )
    if revision := said.get("revision"):
        with at_work(network):
            propose_version(joint, _steps(revision["steps"]), note=revision["note"])
        _vote(joint, organisations, revision["votes"])


def _vote(joint: JointStaircase, organisations: Mapping[str, Organisation], votes: Mapping[str, str]) -> None:
    for slug, answer in votes.items():
        with at_work(organisations[slug]):
            vote(joint.versions.get(state=JointState.PROPOSED), member=organisations[slug], answer=answer)


def shipped_requirement(code: str) -> RequirementVersion:
    """Return the published version of the shipped bank with this code."""
    known = RequirementVersion.objects.filter(requirement__code=code, state=State.PUBLISHED)
    return known.select_related("requirement").get(organisation=None)


def _steps(said: Sequence[Sequence[int]]) -> tuple[Step, ...]:
    return tuple(Step(Decimal(threshold), months=months) for threshold, months in said)


@cache
def _said() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
