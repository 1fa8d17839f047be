"""The demonstration's evidence: waiting, accepted, rejected, about to expire, expired, and newer versions."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from follow_up.models import Evidence
from follow_up.services.decide_evidence import accept_evidence, reject_evidence
from follow_up.services.evidence import Handed, Told, file_evidence
from foundation.spreadsheets import Column, Kind, Sheet, workbook_of
from leadership.demonstration.followed_people import (
    at_follow_up,
    contract_called,
    days_ago,
    id_of,
    obligation_called,
)
from leadership.demonstration.followed_pictures import picture_of
from organisations.models import Organisation
from procurement.models import Contract

SAID = Path(__file__).parent / "followed_evidence.yaml"


def fill_evidence(organisations: Mapping[str, Organisation]) -> None:
    """File the evidence that is not there yet, and decide it as is told."""
    for said in _said():
        organisation = organisations[said["org"]]
        with at_follow_up(organisation, said["by"]):
            contract = contract_called(organisation, said["contract"])
            if contract and not Evidence.objects.filter(uuid=_key(organisation, said)).exists():
                _file(organisation, contract, said)


def _file(organisation: Organisation, contract: Contract, said: Mapping[str, Any]) -> None:
    obligations = [each for name in said["shows"] if (each := obligation_called(contract, name))]
    before = Evidence.objects.filter(uuid=_key(organisation, {**said, "id": said.get("replaces", "-")})).first()
    if not obligations:
        return
    filed = file_evidence(contract, _told(organisation, said), _handed(said), obligations=obligations, replaces=before)
    if said.get("state") == "accepted":
        accept_evidence(filed)
    elif "rejected" in said:
        reject_evidence(filed, because=said["rejected"])


def _told(organisation: Organisation, said: Mapping[str, Any]) -> Told:
    effective, until = days_ago(said["ago"]), said.get("until")
    return Told(
        title=said["title"],
        effective_on=effective,
        valid_until=days_ago(-until) if until is not None else None,
        note=said.get("note", ""),
        confidential_because=said.get("confidential", ""),
        key=_key(organisation, said),
    )


def _handed(said: Mapping[str, Any]) -> Handed:
    if "link" in said:
        return Handed(link=said["link"])
    name = said["title"].replace("/", "-")
    if "table" in said:
        head, *rows = said["table"]
        kinds: list[Kind] = ["text" if isinstance(value, str) else "number" for value in rows[0]]
        columns = [Column(str(called), kind) for called, kind in zip(head, kinds, strict=True)]
        return Handed(io.BytesIO(workbook_of([Sheet(said["title"][:30], columns, rows)])), f"{name}.xlsx")
    return Handed(io.BytesIO(picture_of("paper", name)), f"{name}.jpg")


def _key(organisation: Organisation, said: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an id
    return id_of(organisation, "evidence", said["contract"], said["id"])


@cache
def _said() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
