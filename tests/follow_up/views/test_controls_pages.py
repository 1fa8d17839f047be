"""Pages of controls and evidence: start, answer, finish, report, file, decide."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from follow_up.forms.controls import FinishForm
from follow_up.models import Control, ControlAnswer, ControlPhoto, Deviation, Evidence
from follow_up.queries.controls import looked_at
from follow_up.services.control_signatures import Signed, add_signature
from follow_up.services.finish_control import seen_until
from organisations.models import Organisation, User
from procurement.models import Contract, Obligation
from tests.factories.controls import PDF, answer, items_of, make_control, make_evidence, make_photo, picture
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_task

pytestmark = pytest.mark.usefixtures("in_english")
In = Callable[[User], Client]
HOME = "/o/ekby/follow-up/controls/"


@pytest.fixture
def contract(at_work_in_ekby: Organisation) -> Contract:
    made = make_followed(at_work_in_ekby)
    make_obligation(made)
    return made


@pytest.fixture
def control(at_work_in_ekby: Organisation, contract: Contract) -> Control:
    return make_control(at_work_in_ekby, contract)


@pytest.fixture
def browser(client_for: In, ada: User) -> Client:
    client = client_for(ada)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def told(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_starting_asks_for_place_day_and_whether_it_is_announced(contract: Contract, browser: Client) -> None:
    page = f"{HOME}new/?contract={contract.uuid}"
    key, obligation = str(uuid4()), str(Obligation.objects.get().uuid)
    typed = {"key": key, "kind": "site", "is_announced": "no", "held_on": timezone.localdate().isoformat()}
    typed |= {"place": "Skole Øst", "obligations": obligation, "own": "Is it tidy?\n\nWho leads?"}
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    refused = browser.post(page, {**typed, "held_on": tomorrow})
    first, again = browser.post(page, typed), browser.post(page, typed)
    made = Control.objects.get()

    assert "start it on the day" in told(refused)
    assert (first["Location"], again["Location"]) == (f"{HOME}{key}/inspect/",) * 2
    assert (made.is_announced, made.place, made.items.count()) == (False, "Skole Øst", 3)


def test_a_planned_control_is_proposed_until_one_was_started_for_it(
    at_work_in_ekby: Organisation, contract: Contract, browser: Client
) -> None:
    today = timezone.localdate()
    of_it: dict[str, Any] = {"contract": contract, "kind": "site_inspection", "is_announced": False}
    task = make_task(at_work_in_ekby, "Look at the machines", due_on=today, **of_it)
    later = make_task(at_work_in_ekby, "Look again", due_on=today + timedelta(days=20), **of_it)
    make_task(at_work_in_ekby, "Talk", due_on=today, contract=contract)
    page = f"{HOME}new/?contract={contract.uuid}"
    first = browser.get(page).context["form"]
    typed = {"kind": "site", "is_announced": "no", "held_on": today.isoformat(), "own": "Is it tidy?"}
    sent = {**typed, "key": str(uuid4()), "planned": str(task.uuid)}
    codes = [browser.post(page, sent).status_code, browser.post(page, sent).status_code]
    second = browser.get(page).context["form"]

    assert [key for key, _ in first.fields["planned"].choices] == [str(task.uuid), str(later.uuid), ""]
    assert (first["planned"].initial, first["is_announced"].initial) == (str(task.uuid), "no")
    assert (codes, Control.objects.get().task) == ([302, 302], task)
    assert [key for key, _ in second.fields["planned"].choices] == [str(later.uuid), ""]
    assert (second["planned"].initial, second["is_announced"].initial) == ("", "yes")


def test_a_file_that_is_lost_is_told_of_in_words(control: Control, contract: Contract, browser: Client) -> None:
    photo, evidence = make_photo(control), make_evidence(contract)
    for lost in (photo.file, evidence.file):
        assert lost is not None
        default_storage.delete(lost.path)
    answers = [
        browser.get(f"{HOME}{control.uuid}/photos/{photo.uuid}/"),
        browser.get(f"{HOME}{control.uuid}/report.pdf"),
        browser.get(f"/o/ekby/follow-up/evidence/{evidence.uuid}/file"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    for each in answers:
        assert "is no longer where files are kept. Ask whoever runs Klimatrappa to restore it." in told(each)


def test_a_reader_looks_and_does_not_answer(control: Control, client_for: In, bo: User) -> None:
    client = client_for(bo)

    assert client.get(f"{HOME}{control.uuid}/").status_code == 200
    for name in ("inspect", "token", "finish"):
        assert client.get(f"{HOME}{control.uuid}/{name}/").status_code == 404


def test_a_phone_sends_answers_and_hears_of_each(control: Control, browser: Client, ada: User) -> None:
    item, key = items_of(control)[0], str(uuid4())
    row = {"uuid": key, "item": str(item.uuid), "seen": "kept", "value": "64,5", "unit": "%"}
    row["answered_at"] = timezone.now().isoformat()
    rows = [row, row, "x", {**row, "uuid": str(uuid4()), "answered_at": "yesterday"}]
    body = json.dumps({"by": str(ada.uuid), "answers": rows})
    sent = browser.post(f"{HOME}{control.uuid}/answers/", body, content_type="application/json")

    assert [each["outcome"] for each in sent.json()["rows"]] == ["kept", "known", "refused", "refused"]
    assert ControlAnswer.objects.count() == 1


def test_half_a_sign_in_a_note_keeps_nothing_from_coming_in(control: Control, browser: Client, ada: User) -> None:
    item, now = items_of(control)[0], timezone.now().isoformat()
    row = {"uuid": str(uuid4()), "item": str(item.uuid), "seen": "kept", "value": "64", "answered_at": now}
    body = json.dumps({"by": str(ada.uuid), "answers": [{**row, "note": "wall \ud83d"}]})
    sent = browser.post(f"{HOME}{control.uuid}/answers/", body, content_type="application/json")

    assert [each["outcome"] for each in sent.json()["rows"]] == ["kept"]
    assert ControlAnswer.objects.get().note == "wall ?"


def test_answers_of_somebody_else_and_nonsense_are_refused(control: Control, browser: Client, bo: User) -> None:
    address = f"{HOME}{control.uuid}/answers/"
    others = browser.post(address, json.dumps({"by": str(bo.uuid), "answers": []}), content_type="application/json")
    codes = [
        browser.post(address, body, content_type="application/json").status_code
        for body in ("", "[", "[]", '{"answers": 1}', "[" * 100_000)
    ]

    assert (others.status_code, codes) == (409, [400] * 5)


def test_a_photo_is_sent_once_and_no_other_file(control: Control, browser: Client, ada: User) -> None:
    said = {"by": str(ada.uuid), "uuid": str(uuid4()), "taken_at": timezone.now().isoformat()}
    codes = []
    for content in (b"%PDF-1.7", picture().getvalue(), picture().getvalue()):
        file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
        codes.append(browser.post(f"{HOME}{control.uuid}/photos/", {**said, "file": file}).status_code)
    missing = browser.post(f"{HOME}{control.uuid}/photos/", {**said, "uuid": "x"})

    assert (codes, missing.status_code, ControlPhoto.objects.count()) == ([422, 200, 200], 422, 1)


def test_a_picture_is_given_out_as_an_attachment(control: Control, browser: Client) -> None:
    photo = make_photo(control)
    given = browser.get(f"{HOME}{control.uuid}/photos/{photo.uuid}/")

    assert (given["Content-Type"], given["Content-Disposition"][:10]) == ("image/jpeg", "attachment")
    b"".join(given)
    browser.post(f"{HOME}{control.uuid}/photos/{photo.uuid}/remove/", {"reason": "A face."})
    assert browser.get(f"{HOME}{control.uuid}/photos/{photo.uuid}/").status_code == 404


def test_finishing_shows_each_finding_and_takes_the_decision(control: Control, browser: Client) -> None:
    measured, general, _other = items_of(control)
    answer(control, measured, value=40)
    answer(control, general, "not_kept")
    address = f"{HOME}{control.uuid}/finish/"
    shown = told(browser.get(address))
    typed = {"seen": seen_until(looked_at(control)), "hours": "1,5"}
    for item in (measured, general):
        typed |= {f"{item.uuid}-{name}": "x" for name in ("title", "facts")}
        typed |= {f"{item.uuid}-severity": "critical", f"{item.uuid}-is_deviation": "yes"}
    typed[f"{general.uuid}-is_deviation"] = "no"
    refused = browser.post(address, typed)
    done = browser.post(address, {**typed, f"{general.uuid}-because": "Agreed in May."})
    deviation = Deviation.objects.get()

    assert "2 things are not kept" in shown
    assert (refused.status_code, "is no deviation." in told(refused)) == (422, True)
    assert (done["Location"], deviation.severity, deviation.title) == (f"{HOME}{control.uuid}/", "critical", "x")
    assert "No deviation: Agreed in May." in told(browser.get(f"{HOME}{control.uuid}/"))


def test_the_report_has_answers_pictures_and_signatures(control: Control, browser: Client) -> None:
    answer(control, items_of(control)[0], value=40, note="Two vans run on diesel.")
    make_photo(control)
    add_signature(control, Signed(uuid4(), "Per Plass", timezone.now(), "Nordbygg AS", [[(1, 2), (900, 800)]]))
    given = browser.get(f"{HOME}{control.uuid}/report.pdf")
    pages = PdfReader(io.BytesIO(given.content)).pages
    text = " ".join(page.extract_text() for page in pages)

    assert given["Content-Type"] == "application/pdf"
    assert all(words in text for words in ("Two vans run on diesel.", "Per Plass, Nordbygg AS", "40 %"))
    assert sum(len(page.images) for page in pages) >= 1


def test_a_control_shows_who_signed_and_takes_no_picture_out_once_it_is_finished(
    control: Control, browser: Client
) -> None:
    make_photo(control)
    add_signature(control, Signed(uuid4(), "Per Plass", timezone.now(), "Nordbygg AS", [[(1, 2), (900, 800)]]))
    page = told(browser.get(f"{HOME}{control.uuid}/"))
    Control.objects.filter(pk=control.pk).update(state="finished", finished_at=timezone.now())
    finished = told(browser.get(f"{HOME}{control.uuid}/"))

    assert "Signature of Per Plass" in page
    assert '<polyline points="1,2 900,800"/>' in page
    assert ("Take this picture out?" in page, "Take this picture out?" in finished) == (True, False)


def test_what_is_asked_is_said_to_be_the_least(control: Control, browser: Client) -> None:
    phone, page = told(browser.get(f"{HOME}{control.uuid}/inspect/")), told(browser.get(f"{HOME}{control.uuid}/"))
    assert "Asked now: at least 50 %" in phone
    assert "asked: at least 50 %" in page
    assert ">On behalf of <" in phone


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_as_much_for_many_as_for_one(
    at_work_in_ekby: Organisation,
    control: Control,
    browser: Client,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _each in range(more):
        make_control(at_work_in_ekby, control.contract)
    browser.get(HOME)
    with django_assert_num_queries(QUERIES):
        shown = browser.get(HOME)

    assert told(shown).count(f'<a href="{HOME}') == 3 + more


QUERIES = 7


def test_evidence_is_filed_decided_and_replaced(contract: Contract, browser: Client) -> None:
    home = f"/o/ekby/follow-up/evidence/contracts/{contract.uuid}/"
    typed = {"title": "EPD of the concrete", "effective_on": "2026-03-01", "valid_until": "2027-03-01"}
    typed |= {"key": str(uuid4()), "obligations": str(Obligation.objects.get().uuid)}
    neither = browser.post(f"{home}new/", typed)
    file = SimpleUploadedFile("epd.pdf", PDF)
    filed = browser.post(f"{home}new/", {**typed, "file": file})
    evidence = Evidence.objects.get()
    place = f"/o/ekby/follow-up/evidence/{evidence.uuid}/"
    browser.post(f"{place}decide/?as=accepted&revision=1", {})
    stale = browser.post(f"{place}decide/?revision=1", {"reason": "No."}, follow=True)
    given = browser.get(f"{place}file")
    newer = {**typed, "key": str(uuid4()), "title": "EPD 2027", "link": "https://example.org/epd"}
    browser.post(f"{home}new/?replaces={evidence.uuid}", newer)
    page = told(browser.get(home))

    assert (neither.status_code, "one of them" in told(neither)) == (422, True)
    assert (filed["Location"], Evidence.objects.filter(state="accepted").count()) == (home, 1)
    assert "Somebody else changed this evidence" in told(stale)
    assert (b"".join(given), given["Content-Disposition"][:10]) == (PDF, "attachment")
    assert "Former version:" in page
    assert "EPD 2027" in page


def test_evidence_of_another_contract_is_not_replaced_here(
    at_work_in_ekby: Organisation, contract: Contract, browser: Client
) -> None:
    other = make_followed(at_work_in_ekby, "Another")
    make_obligation(other)
    evidence = make_evidence(other)
    home = f"/o/ekby/follow-up/evidence/contracts/{contract.uuid}/new/"

    assert browser.get(f"{home}?replaces={evidence.uuid}").status_code == 404
    assert browser.get(f"{home}?replaces=x").status_code == 404


def test_a_control_takes_as_many_hours_as_a_task_may() -> None:
    whole, too_many = (FinishForm({"summary": "", "hours": hours}) for hours in ("200", "201"))

    assert (whole.is_valid(), list(too_many.errors)) == (True, ["hours"])
