"""The page behind a supplier's link: one deviation without an account, its files alone, until it is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from follow_up.models import ControlPhoto, Deviation, DeviationEvent, SupplierStatement
from follow_up.services.change_deviation import withdraw_deviation
from follow_up.services.supplier_statements import Statement, receive_statement
from follow_up.services.tell_supplier import revoke_deviation_link
from foundation.access import open_access
from foundation.models import AccessLink, Change, Message
from foundation.scoping import access_for_work
from tests.factories.cast import Cast
from tests.factories.follow_up import a_file, make_deviation, make_photo, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def deviation(cast: Cast) -> Deviation:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_deviation(cast.ekby)


@pytest.fixture
def link(cast: Cast, deviation: Deviation) -> str:
    with open_access(access_for_work(cast.ekby.pk)):
        return f"/deviation/{tell(deviation)}/"


def of_photo(photo: ControlPhoto) -> dict[str, Any]:
    """What a deviation from the question of a picture is about."""
    assert photo.item
    return {"obligation": photo.item.obligation, "control": photo.control, "item": photo.item}


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_supplier_reads_what_was_found_and_answers(client: Client, cast: Cast, link: str) -> None:
    page = client.get(link)
    for words in ("Ekby kommun", "Two of five cars run on diesel.", "at least 50 % (step 1)", "40 %", "14 days left"):
        assert words in text_of(page), words
    assert "no-store" in page["Cache-Control"]

    paper = SimpleUploadedFile("rent.pdf", b"%PDF-1.7 x")
    sent = client.post(link, {"name": "Nils", "explanation": "On repair", "plan": "Hire one", "file": paper})
    assert sent["Location"] == f"{link}?saved=1#saved"
    again = text_of(client.get(f"{link}?saved=1"))
    for words in ("Your answer has come in", "On repair", "Hire one", "rent"):
        assert words in again, words
    with open_access(access_for_work(cast.ekby.pk)):
        assert Deviation.objects.get().state == "answered"
        assert SupplierStatement.objects.get().files.count() == 1


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_the_page_speaks_the_language_of_the_letter(
    client: Client, cast: Cast, deviation: Deviation, language: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        link = f"/deviation/{tell(deviation, language)}/"

    assert f'lang="{language}"' in text_of(client.get(link))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"explanation": "Kept words"}, "name"),
        ({"name": "Nils"}, "Say what happened"),
        ({"name": "Nils", "explanation": "Kept words", "mended_on": "31.02.2026"}, "mended_on"),
        ({"name": "Nils", "explanation": "a\0b"}, "Null"),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_typed_is_lost(
    client: Client, cast: Cast, link: str, typed: dict[str, str], sentence: str
) -> None:
    refused = client.post(link, typed)
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    if typed.get("explanation") == "Kept words":
        assert "Kept words" in text_of(refused)
    with open_access(access_for_work(cast.ekby.pk)):
        assert not SupplierStatement.objects.exists()


def test_a_file_that_is_a_program_is_refused(client: Client, cast: Cast, link: str) -> None:
    program = SimpleUploadedFile("rent.pdf", b"MZ\x00")
    refused = client.post(link, {"name": "Nils", "explanation": "x", "file": program})

    assert refused.status_code == 422
    assert "not what its name says" in text_of(refused)
    with open_access(access_for_work(cast.ekby.pk)):
        assert not SupplierStatement.objects.exists()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: Client, link: str) -> None:
    refused = client.post(link, b"x" * 100, content_type="text/plain", CONTENT_LENGTH=str(10**9))

    assert refused.status_code == 413
    assert "larger than" in text_of(refused)


def test_a_link_opens_its_one_deviation_and_its_files_alone(client: Client, cast: Cast, link: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        photo = make_photo(cast.ekby)
        other = make_deviation(cast.ekby, "Secret of another", **of_photo(photo))
        others_link = f"/deviation/{tell(other)}/"
        paper = receive_statement(other, Statement("Other", "Never"), [a_file()]).files.get()

    assert "Secret of another" not in text_of(client.get(link))
    for path in (f"files/{paper.uuid}/", f"photos/{photo.uuid}/"):
        assert client.get(f"{link}{path}").status_code == 404
        given = client.get(f"{others_link}{path}")
        assert (given.status_code, bool(given.getvalue())) == (200, True)
        assert given["Content-Disposition"].startswith("attachment")
    assert f"photos/{photo.uuid}/" in text_of(client.get(others_link))


def test_a_new_receiver_reads_nothing_of_what_the_former_one_said_or_sent(
    client: Client, cast: Cast, deviation: Deviation
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        former = f"/deviation/{tell(deviation, email='Post@former.example')}/"
    client.post(former, {"name": "Nils", "explanation": "Our trade secret", "file": SimpleUploadedFile("a.txt", b"x")})
    with open_access(access_for_work(cast.ekby.pk)):
        paper = SupplierStatement.objects.get(receiver="post@former.example").files.get()
        newer = f"/deviation/{tell(deviation, email='post@newer.example')}/"
        receipt = Message.objects.get(subject__startswith="Your answer")

    page = text_of(client.get(f"{newer}?saved=1"))
    assert [words for words in ("trade secret", "Nils", "former.example", "has come in") if words in page] == []
    assert client.get(f"{newer}files/{paper.uuid}/").status_code == 404
    assert receipt.receiver == "post@former.example"

    with open_access(access_for_work(cast.ekby.pk)):
        again = f"/deviation/{tell(deviation, email='post@former.example')}/"
    assert "trade secret" in text_of(client.get(again))
    assert client.get(f"{again}files/{paper.uuid}/").getvalue() == b"x"


def test_the_record_names_the_supplier_beside_the_name_that_was_typed(client: Client, cast: Cast, link: str) -> None:
    client.post(link, {"name": cast.ada.name, "explanation": "x"})

    with open_access(access_for_work(cast.ekby.pk)):
        change = Change.objects.get(kind="follow_up.deviation", action="answer")
        event = DeviationEvent.objects.get(action="answer")
    assert change.actor_name == event.by_name == f"Nordbygg AS (by link): {cast.ada.name}"


def test_a_picture_that_was_taken_away_is_given_out_no_more(client: Client, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        photo = make_photo(cast.ekby)
        deviation = make_deviation(cast.ekby, **of_photo(photo))
        link = f"/deviation/{tell(deviation)}/"
        photo.removed_because = "A face"
        photo.save()

    assert client.get(f"{link}photos/{photo.uuid}/").status_code == 404


def test_a_link_that_was_taken_back_or_has_run_out_says_so(
    client: Client, cast: Cast, deviation: Deviation, link: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        AccessLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    over = client.get(link)
    assert (over.status_code, "Ekby kommun" in text_of(over), "diesel" in text_of(over)) == (410, True, False)

    with open_access(access_for_work(cast.ekby.pk)):
        AccessLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
        revoke_deviation_link(deviation)
    assert client.get(link).status_code == 410
    assert client.post(link, {"name": "Nils", "explanation": "x"}).status_code == 410
    assert client.get(f"{link}files/{deviation.uuid}/").status_code == 410
    assert client.get("/deviation/made-up/").status_code == 404


def test_a_withdrawn_one_is_read_and_not_answered(client: Client, cast: Cast, deviation: Deviation, link: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        withdraw_deviation(deviation, because="Wrong contract")

    assert "has withdrawn it" in text_of(client.get(link))
    assert "<form" not in text_of(client.get(link)).split("<main")[1].split("</main>")[0]
    assert client.post(link, {"name": "Nils", "explanation": "x"}).status_code == 422
