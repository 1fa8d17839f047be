"""Controls and evidence of followed contracts; each function works within the open access."""

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from PIL import Image

from follow_up.models import Control, ControlItem, ControlKind, ControlPhoto, Evidence
from follow_up.queries.checklist import general_questions
from follow_up.services.control_photos import Taken, add_photo
from follow_up.services.evidence import Handed, Told, file_evidence
from follow_up.services.receive_answers import Received, Said, receive_answers
from follow_up.services.start_control import Begun, start_control
from organisations.models import Organisation
from procurement.models import Contract, Obligation
from tests.factories.follow_up import make_followed, make_obligation

PDF = b"%PDF-1.7\n% a certificate"


def make_control(organisation: Organisation, contract: Contract | None = None, **said: Any) -> Control:
    """A site inspection of today of a contract with one measured obligation and two general questions."""
    if contract is None:
        contract = make_followed(organisation)
        make_obligation(contract)
    begun = {
        "kind": ControlKind.SITE,
        "held_on": timezone.localdate(),
        "is_announced": True,
        "place": "Skole Øst",
        **said,
    }
    general = general_questions(ControlKind.SITE, "transport", "nb")[:2]
    return start_control(
        contract, Begun(**begun), obligations=list(Obligation.objects.filter(contract=contract)), general=general
    )


def items_of(control: Control) -> list[ControlItem]:
    return list(control.items.all())


def answer(control: Control, item: ControlItem, seen: str = "kept", **said: Any) -> Received:
    """Take in one answer; `ago` is how many minutes before now it was given."""
    moment = timezone.now() - timedelta(minutes=said.pop("ago", 0))
    value = said.pop("value", None)
    key: UUID = said.pop("uuid", None) or uuid4()
    figure = None if value is None else Decimal(str(value))
    return receive_answers(control, [Said(key, item.uuid, seen, moment, figure, **said)])[0]


def picture(size: tuple[int, int] = (40, 30), kind: str = "JPEG", *, place: bool = False) -> io.BytesIO:
    """A small picture, with the place where it was taken if asked."""
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x8825] = {1: "N", 2: (59.0, 54.0, 0.0)}
    stream = io.BytesIO()
    Image.new("RGB", size, "green").save(stream, kind, exif=exif)
    stream.seek(0)
    return stream


def make_photo(control: Control) -> ControlPhoto:
    return add_photo(control, Taken(uuid4(), timezone.now(), items_of(control)[0].uuid), picture())


def make_evidence(contract: Contract, title: str = "Certificate", **said: Any) -> Evidence:
    """A PDF of today for all that the contract obliges to."""
    handed = said.pop("handed", None) or Handed(io.BytesIO(PDF), "certificate.pdf")
    replaces = said.pop("replaces", None)
    obligations = said.pop("obligations", None) or list(Obligation.objects.filter(contract=contract))
    told = Told(title, **{"effective_on": timezone.localdate(), **said})
    return file_evidence(contract, told, handed, obligations=obligations, replaces=replaces)
