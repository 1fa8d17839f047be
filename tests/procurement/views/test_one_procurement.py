"""The overview, the people, the buyers and the documents of one procurement."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from foundation.access import open_access
from foundation.files.store import store_file
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from procurement.models import Buyer, Part, Participant, Procurement, ProcurementDocument, Stage
from procurement.services.documents import add_document
from procurement.services.procurements import move_to, name_buyers, name_participant
from procurement.views.handed_over import MOST_IN_A_REQUEST
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample
from tests.factories.procurements import make_planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def planned(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_planned(cast.ekby, category="food")


@pytest.fixture
def place(planned: Procurement) -> str:
    return f"/o/ekby/procurements/{planned.uuid}/"


def paper(content: bytes = PDF, name: str = "Plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_overview_says_first_what_is_next(cast: Cast, client_for: In, planned: Procurement, place: str) -> None:
    due = timezone.localdate() + timedelta(41)
    with open_access(access_for_work(cast.ekby.pk)):
        Procurement.objects.filter(pk=planned.pk).update(bids_due_on=due)
        move_to(planned, Stage.TENDER)
    page = client_for(cast.bo).get(place)

    assert page.context["answer"] == "Bids are due in 41 days."
    assert [(step.stage, step.is_done) for step in page.context["path"] if step.is_current] == [(Stage.TENDER, False)]
    assert page.content.decode().count('aria-current="step"') == 1


def test_what_is_at_stake_is_missing_with_a_way_on_until_there_is_a_footprint(
    cast: Cast, client_for: In, planned: Procurement, place: str
) -> None:
    ada = client_for(cast.ada)
    assert "/o/ekby/footprints/" in ada.get(place).content.decode()

    with open_access(access_for_work(cast.ekby.pk)):
        footprint = footprint_of_sample(cast.ekby)
    page = ada.get(place)
    assert page.context["stake"].footprint == footprint
    assert f"/o/ekby/footprints/{footprint.uuid}/" in page.content.decode()

    with open_access(access_for_work(cast.ekby.pk)):
        Procurement.objects.filter(pk=planned.pk).update(category="")
    assert "edit/#id_category" in ada.get(place).content.decode()


def test_a_person_is_added_changed_and_taken_out(cast: Cast, client_for: In, place: str) -> None:
    ada = client_for(cast.ada)
    bo = f"{place}people/{cast.bo.uuid}/"

    def part() -> list[str]:
        with open_access(access_for_work(cast.ekby.pk)):
            return list(Participant.objects.filter(user=cast.bo).values_list("part", flat=True))

    assert ada.post(f"{place}people/add/", {"person": cast.bo.uuid, "part": "member"})["Location"] == f"{place}people/"
    assert part() == [Part.MEMBER]
    ada.post(bo, {"part": "evaluator"})
    assert part() == [Part.EVALUATOR]
    ada.post(bo, {"part": "nonsense"})
    assert part() == [Part.EVALUATOR]
    ada.post(bo, {"do": "remove"})
    assert part() == []
    assert ada.post(bo, {"do": "remove"}).status_code == 404


def test_nobody_from_elsewhere_is_added(cast: Cast, client_for: In, place: str) -> None:
    ada = client_for(cast.ada)
    for sent in ({"person": cast.cilla.uuid, "part": "member"}, {"person": "", "part": "member"}, {}):
        answer = ada.post(f"{place}people/add/", sent)
        assert (answer.status_code, "person" in answer.context["person_form"].errors) == (422, True)


def test_buyers_are_chosen_among_those_near_the_lead(cast: Cast, client_for: In, place: str) -> None:
    ada = client_for(cast.ada)

    def along() -> list[str]:
        with open_access(access_for_work(cast.ekby.pk)):
            return list(Buyer.objects.values_list("buyer__slug", flat=True))

    assert ada.post(f"{place}buyers/", {"buyers": [cast.granby.uuid]}).status_code == 302
    assert along() == ["granby"]
    refused = ada.post(f"{place}buyers/", {"buyers": [cast.ekby.uuid]})
    assert (refused.status_code, along()) == (422, ["granby"])
    ada.post(f"{place}buyers/", {})
    assert along() == []


def test_a_document_is_handed_over_saved_and_taken_out(cast: Cast, client_for: In, place: str) -> None:
    ada = client_for(cast.ada)
    sent = {"file": paper(), "title": "Bud på mat", "confidential_because": "offentleglova § 23"}
    assert ada.post(f"{place}documents/", sent).status_code == 302
    assert "offentleglova § 23" in ada.get(f"{place}documents/").content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        document = ProcurementDocument.objects.get()
    address = f"{place}documents/{document.uuid}/"

    saved = client_for(cast.bo).get(address)
    assert saved["Content-Disposition"] == 'attachment; filename="bud-pa-mat.pdf"'
    assert (saved["Content-Type"], saved.getvalue()) == ("application/octet-stream", PDF)

    ada.post(f"{address}remove/", {"reason": " "})
    assert ada.get(address).getvalue() == PDF
    ada.post(f"{address}remove/", {"reason": "Wrong case"})
    assert ada.get(address).status_code == 404


@pytest.mark.parametrize(("content", "name"), [(b"<html>", "a.pdf"), (b"", "a.pdf"), (PDF, "a.exe")])
def test_what_is_no_document_is_refused_at_the_field_and_the_title_stays(
    cast: Cast, client_for: In, place: str, content: bytes, name: str
) -> None:
    answer = client_for(cast.ada).post(f"{place}documents/", {"file": paper(content, name), "title": "Bids"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert answer.context["form"]["title"].value() == "Bids"


def test_a_file_too_large_is_refused_before_it_is_read(cast: Cast, client_for: In, place: str) -> None:
    declared = str(MOST_IN_A_REQUEST + 1)
    answer = client_for(cast.ada).post(f"{place}documents/", {"file": paper()}, CONTENT_LENGTH=declared)

    assert answer.status_code == 413
    assert "larger than 20" in str(answer.context["form"].errors["file"])


def test_a_form_without_its_token_keeps_no_document(cast: Cast, place: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(f"{place}documents/", {"file": paper()}).status_code == 403


def test_who_reads_changes_nothing(cast: Cast, client_for: In, place: str) -> None:
    bo = client_for(cast.bo)

    assert [bo.get(f"{place}{page}/").status_code for page in ("people", "documents")] == [200, 200]
    assert bo.post(f"{place}documents/", {"file": paper()}).status_code == 404
    for address in ("people/add/", "buyers/", "next/", "move/"):
        assert bo.post(f"{place}{address}", {}).status_code == 404


def handed_over(cast: Cast, planned: Procurement, content: bytes, **said: str) -> ProcurementDocument:
    with open_access(access_for_work(cast.ekby.pk)):
        return add_document(planned, stream=BytesIO(content), file_name="Plan.pdf", **said)


def test_who_buys_along_reads_documents_unless_they_are_confidential(
    cast: Cast, client_for: In, planned: Procurement, place: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(planned, [cast.granby])
        name_participant(planned, cast.cilla, Part.EVALUATOR)
    is_open = handed_over(cast, planned, PDF)
    same = handed_over(cast, planned, PDF, confidential_because="OSL 19 kap. 3 §", title="Underbilag")
    secret = handed_over(cast, planned, PDF + b" secret", confidential_because="OSL 19 kap. 3 §", title="Prisliste")
    cilla, there = client_for(cast.cilla), place.replace("/o/ekby/", "/o/granby/")

    assert "Cilla Lind" in cilla.get(f"{there}people/").content.decode()
    listed = cilla.get(f"{there}documents/").content.decode()
    for words in ("Underbilag", "Prisliste", "OSL 19", "onfidential"):
        assert words not in listed, "not even that there is one"
    assert cilla.get(there).context["documents"] == 1
    with open_access(access_for_work(cast.granby.pk)):
        assert [each.title for each in ProcurementDocument.objects.all()] == ["Plan"]
    assert "/documents/" + str(is_open.uuid) in listed
    assert "/documents/" + str(secret.uuid) not in listed
    assert cilla.get(f"{there}documents/{is_open.uuid}/").getvalue() == PDF
    for document in (same, secret):
        assert cilla.get(f"{there}documents/{document.uuid}/").status_code == 404
    assert cilla.post(f"{there}documents/{is_open.uuid}/remove/", {"reason": "No"}).status_code == 404


def test_the_fence_itself_lets_files_of_open_documents_through_and_no_others(
    cast: Cast, client_for: In, planned: Procurement
) -> None:
    handed_over(cast, planned, PDF)
    handed_over(cast, planned, PDF + b" secret", confidential_because="OSL 19 kap. 3 §")
    with open_access(access_for_work(cast.ekby.pk)):
        other = make_planned(cast.ekby, title="Renhold")
        store_file(organisation_id=cast.ekby.pk, stream=BytesIO(b"a ledger"), name="ledger.csv")
    is_elsewhere = handed_over(cast, other, b"%PDF-1.7 elsewhere")
    assert files_in_sight(cast.granby) == []

    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(planned, [cast.granby])
    assert files_in_sight(cast.granby) == [hashlib.sha256(PDF).hexdigest()]
    assert files_in_sight(cast.network) == [], "a neighbour who does not buy along"
    there = f"/o/granby/procurements/{other.uuid}/documents/{is_elsewhere.uuid}/"
    assert client_for(cast.cilla).get(there).status_code == 404

    with open_access(access_for_work(cast.granby.pk)), connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_storedfile SET name = 'taken'")
        assert cursor.rowcount == 0
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(planned, [])
    assert files_in_sight(cast.granby) == [], "who bought along once"


def files_in_sight(organisation: Organisation) -> list[str]:
    """The hashes of the files that the database itself shows an organisation."""
    with open_access(access_for_work(organisation.pk)), connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM foundation_storedfile ORDER BY sha256")
        return [sha256 for (sha256,) in cursor.fetchall()]
