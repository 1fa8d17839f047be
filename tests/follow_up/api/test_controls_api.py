"""Controls and evidence as programs read and write them."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from follow_up.models import ControlAnswer, Evidence
from organisations.models import Organisation, Role
from procurement.models import Obligation
from tests.api.callers import Caller, make_caller
from tests.factories.controls import PDF, items_of, make_control

HOME = "organisations/ekby"


@pytest.fixture
def caller(at_work_in_ekby: Organisation) -> Caller:
    cache.clear()
    return make_caller(at_work_in_ekby, Role.CONTROLLER).sign_in()


def test_answers_are_handed_over_once_and_read_back(at_work_in_ekby: Organisation, caller: Caller) -> None:
    control = make_control(at_work_in_ekby)
    row = {"answer": str(uuid4()), "item": str(items_of(control)[0].uuid), "seen": "kept", "value": "64.5"}
    row["answered_at"] = timezone.now().isoformat()
    sent = [caller.post(f"{HOME}/controls/{control.uuid}/answers/", {"answers": [row]}).json() for _each in range(2)]
    read = caller.get(f"{HOME}/controls/{control.uuid}/").json()
    listed = caller.get(f"{HOME}/controls/?contract={control.contract.uuid}&state=under_way").json()

    assert [each["rows"][0]["outcome"] for each in sent] == ["kept", "known"]
    assert (read["items"][0]["threshold"], read["items"][0]["answers"][0]["value"]) == ("50", "64.5")
    assert ([each["control"] for each in listed["results"]], ControlAnswer.objects.count()) == ([str(control.uuid)], 1)


def test_a_wrong_answer_names_its_field(at_work_in_ekby: Organisation, caller: Caller) -> None:
    control = make_control(at_work_in_ekby)
    answer = caller.post(f"{HOME}/controls/{control.uuid}/answers/", {"answers": [{"seen": "maybe"}]})

    assert answer.status_code in (400, 422)
    assert not ControlAnswer.objects.exists()


def test_evidence_is_filed_and_decided(at_work_in_ekby: Organisation, caller: Caller) -> None:
    contract = make_control(at_work_in_ekby).contract
    said = {"contract": str(contract.uuid), "title": "EPD", "effective_on": "2026-03-01"}
    said["obligations"] = str(Obligation.objects.get().uuid)
    refused = caller.upload(f"{HOME}/evidence/", {**said, "link": "javascript:x"})
    made = caller.upload(f"{HOME}/evidence/", {**said, "file": SimpleUploadedFile("epd.pdf", PDF)})
    address = f"{HOME}/evidence/{made.json()['evidence']}/decision/"
    no_reason = caller.post(address, {"decision": "rejected", "revision": 1})
    accepted = caller.post(address, {"decision": "accepted", "revision": 1})
    stale = caller.post(address, {"decision": "accepted", "revision": 1})

    assert [each.status_code for each in (refused, made, no_reason, accepted, stale)] == [422, 201, 422, 200, 409]
    assert (accepted.json()["state"], Evidence.objects.get().state) == ("accepted", "accepted")
