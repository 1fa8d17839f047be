"""The demonstration's controls: started, answered, photographed, signed and finished as people do it on a phone."""

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from follow_up.models import Control, ControlItem, ControlKind, Deviation, Seen
from follow_up.queries.checklist import general_questions
from follow_up.services.control_photos import Taken, add_photo
from follow_up.services.control_signatures import Signed, add_signature
from follow_up.services.finish_control import Judged, cancel_control, finish_control
from follow_up.services.receive_answers import Outcome, Said, receive_answers
from follow_up.services.start_control import Begun, start_control
from leadership.demonstration.followed_contracts import LANGUAGES
from leadership.demonstration.followed_deviations import take_its_course
from leadership.demonstration.followed_people import (
    at_follow_up,
    contract_called,
    days_ago,
    id_of,
    moment,
    obligation_called,
)
from leadership.demonstration.followed_pictures import picture_of, strokes_of_name
from organisations.models import Organisation
from procurement.models import Contract

SAID = Path(__file__).parent / "followed_controls.yaml"
WHOLE = Decimal(100)
GENERAL = "general"


def fill_controls(organisations: Mapping[str, Organisation]) -> None:
    """Hold the controls that are not there yet; what they found takes its course."""
    for said in _said():
        organisation = organisations[said["org"]]
        with at_follow_up(organisation, said["by"]):
            contract = contract_called(organisation, said["contract"])
            is_there = Control.objects.filter(uuid=id_of(organisation, said["id"])).exists()
            if contract and not is_there:
                _hold(organisation, contract, said)


def _hold(organisation: Organisation, contract: Contract, said: Mapping[str, Any]) -> None:
    control = _started(organisation, contract, said)
    if said.get("cancelled"):
        cancel_control(control, because=said["cancelled"])
        return
    asked = _asked(control, said)
    _answer(organisation, control, said, asked)
    _show(organisation, control, said, asked)
    if said.get("under_way"):
        return
    for name, behalf in said.get("signed", ()):
        strokes = strokes_of_name(name)
        signed_at = moment(control.held_on, 170)
        add_signature(control, Signed(id_of(organisation, said["id"], name), name, signed_at, behalf, strokes))
    hours = Decimal(str(said["hours"])) if "hours" in said else None
    finish_control(control, judged=_judged(said, asked), summary=said.get("summary", ""), hours=hours)
    for name, told in said["look"].items():
        found = Deviation.objects.filter(control=control, item=asked[name][0]).first() if name in asked else None
        if found:
            take_its_course(found, (told or {}).get("course", ()), by=said["by"])


def _started(organisation: Organisation, contract: Contract, said: Mapping[str, Any]) -> Control:
    kind, language = ControlKind(said["kind"]), LANGUAGES[organisation.country]
    wanted = [obligation_called(contract, name) for name in said["look"] if name != GENERAL]
    general = general_questions(kind, contract.category, language)
    return start_control(
        contract,
        Begun(
            kind,
            max(days_ago(said["ago"]), contract.first_day or days_ago(said["ago"])),
            said.get("announced", True),
            place=said.get("place", ""),
            method=said.get("method", ""),
            third_party=said.get("third_party", ""),
            party=contract.parties.first(),
            key=id_of(organisation, said["id"]),
        ),
        obligations=[each for each in wanted if each],
        general=general if GENERAL in said["look"] else (),
        own=said.get("own", ()),
        language=language,
    )


def _asked(control: Control, said: Mapping[str, Any]) -> dict[str, list[ControlItem]]:
    """Return the questions of each thing that was looked at; those without an obligation under GENERAL."""
    asked: dict[str, list[ControlItem]] = {}
    for name in said["look"]:
        obligation = None if name == GENERAL else obligation_called(control.contract, name)
        key = obligation.pk if obligation else None
        those = [each for each in control.items.all() if each.obligation_id == key]
        if those and (obligation or name == GENERAL):
            asked[name] = those
    return asked


def _answer(
    organisation: Organisation, control: Control, said: Mapping[str, Any], asked: Mapping[str, list[ControlItem]]
) -> None:
    answers = [
        Said(
            id_of(organisation, said["id"], item.position),
            item.uuid,
            seen,
            moment(control.held_on, 4 * item.position),
            value=value,
            note=note,
        )
        for name, items in asked.items()
        for item, seen, value, note in _seen(items, said["look"][name] or {})
    ]
    refused = [each.because for each in receive_answers(control, answers) if each.outcome == Outcome.REFUSED]
    if refused:
        raise ValueError(f"{said['id']}: {refused}")


def _seen(items: list[ControlItem], told: Mapping[str, Any]) -> Iterator[tuple[ControlItem, str, Decimal | None, str]]:
    """Yield an answer to each question: the first one as it is told, the others kept unless nothing was seen."""
    for place, item in enumerate(items):
        seen = told.get("seen", Seen.KEPT) if place == 0 or told.get("seen") == Seen.NOT_SEEN else Seen.KEPT
        if place >= told.get("answered", len(items)):
            return
        measured = _measured(item, told) if item.threshold is not None and seen != Seen.NOT_SEEN else None
        yield item, seen, measured, told.get("note", "") if place == 0 else ""


def _measured(item: ControlItem, told: Mapping[str, Any]) -> Decimal:
    """Return what is told, or as many per cent better than asked (worse where negative) as is told."""
    asked = item.threshold or Decimal(0)
    if "value" in told:
        return Decimal(str(told["value"]))
    better = Decimal(told.get("beside", 3)) / 100
    value = asked * (1 + better if item.direction == "at_least" else 1 - better)
    exact = round(value, 1) if asked >= 1 else round(value, 3)
    return min(exact, WHOLE) if item.unit == "%" else exact


def _show(
    organisation: Organisation, control: Control, said: Mapping[str, Any], asked: Mapping[str, list[ControlItem]]
) -> None:
    for place, (scene, name, caption) in enumerate(said.get("photos", ())):
        item = asked[name][0].uuid if name in asked else None
        identifier = id_of(organisation, said["id"], "photo", place)
        taken = Taken(identifier, moment(control.held_on, 20 + 7 * place), item, caption)
        add_photo(control, taken, io.BytesIO(picture_of(scene, f"{said['id']}{place}")))


def _judged(said: Mapping[str, Any], asked: Mapping[str, list[ControlItem]]) -> dict[UUID, Judged]:
    judged = {}
    for name, items in asked.items():
        told = said["look"][name] or {}
        if "excused" in told:
            judged[items[0].uuid] = Judged(no_deviation_because=told["excused"], is_deviation=False)
        elif "called" in told:
            judged[items[0].uuid] = Judged(told["called"], told.get("facts", ""), told.get("severity", "major"))
    return judged


@cache
def _said() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
