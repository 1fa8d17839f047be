"""The pages of a market dialogue: the log, who is invited, what the market says, and what everyone was told."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import (
    AskedRequirement,
    DialogueEntry,
    DialoguePaper,
    FollowUp,
    MarketDialogue,
    StepAnswer,
    SupplierAnswer,
    SupplierInvitation,
)
from procurement.services.ask import Wanted, ask_for
from procurement.services.procurements import name_buyers
from procurement.services.staircases import PlannedStep, Rules, let_rise
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.dialogues import make_invited, make_talk, noted, open_dialogue
from tests.factories.procurements import make_asking, make_rising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
TALK = {"kind": "visit", "day": "2026-11-02", "topics": "Charging at night", "told": "We build a charger."}


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_rising(cast.ekby)


@pytest.fixture
def place(asked: AskedRequirement) -> str:
    return f"/o/ekby/procurements/{asked.procurement.uuid}/dialogue/"


@pytest.fixture
def ada(cast: Cast, client_for: In) -> Client:
    return client_for(cast.ada)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_dialogue_begins_with_a_day_and_a_sentence_for_all(ada: Client, cast: Cast, place: str) -> None:
    assert f"{place}terms/" in text_of(ada.get(place))
    terms = {"introduction": "We plan electric buses.", "closes_on": "2026-12-24", "revision": "0"}
    assert ada.post(f"{place}terms/", terms)["Location"] == place
    with open_access(access_for_work(cast.ekby.pk)):
        kept = MarketDialogue.objects.get()
    assert (kept.introduction, str(kept.closes_on), kept.for_neighbours) == (terms["introduction"], "2026-12-24", False)

    refused = ada.post(f"{place}terms/", terms | {"introduction": "Something else"})
    assert refused.status_code == 422
    assert "Something else" in text_of(refused)
    assert 'name="revision" value="1"' in text_of(refused)
    assert "We plan electric buses." in text_of(ada.get(f"{place}told/"))


def test_a_talk_is_written_down_and_changed(ada: Client, cast: Cast, place: str) -> None:
    assert ada.get(f"{place}talks/new/").status_code == 200
    refused = ada.post(f"{place}talks/new/", TALK | {"topics": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["topics"])
    made = ada.post(f"{place}talks/new/", TALK)
    with open_access(access_for_work(cast.ekby.pk)):
        entry = DialogueEntry.objects.get()
    assert made["Location"] == f"{place}talks/{entry.uuid}/"

    ada.post(f"{made['Location']}edit/", TALK | {"topics": "Charging", "revision": "1"})
    late = ada.post(f"{made['Location']}edit/", TALK | {"topics": "Mine", "revision": "1"})
    assert late.status_code == 422
    assert "Mine" in text_of(late)
    assert "Charging" in text_of(ada.get(place))
    assert "We build a charger." in text_of(ada.get(f"{place}told/"))

    ada.post(f"{made['Location']}remove/", {"reason": ""})
    assert ada.get(made["Location"]).status_code == 200
    ada.post(f"{made['Location']}remove/", {"reason": "Wrong case"})
    assert ada.get(made["Location"]).status_code == 404


def test_follow_ups_and_papers_of_a_talk(ada: Client, cast: Cast, asked: AskedRequirement, place: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        entry = make_talk(asked.procurement)
    talk = f"{place}talks/{entry.uuid}/"
    assert ada.post(f"{talk}follow-ups/", {"what": ""}).status_code == 422
    ada.post(f"{talk}follow-ups/", {"what": "Send the map", "who": "Bo", "due_on": "2026-12-01"})
    with open_access(access_for_work(cast.ekby.pk)):
        planned = FollowUp.objects.get()
    assert "Send the map" in text_of(ada.get(place))
    done = ada.post(f"{talk}follow-ups/{planned.uuid}/", {"do": "done", "next": "dialogue"})
    assert done["Location"] == place
    assert "Send the map" not in text_of(ada.get(place))
    ada.post(f"{talk}follow-ups/{planned.uuid}/", {"do": "remove"})

    wrong = ada.post(f"{talk}papers/", {"file": SimpleUploadedFile("run.exe", b"MZ")})
    assert wrong.status_code == 422
    ada.post(f"{talk}papers/", {"file": SimpleUploadedFile("Slides.pdf", b"%PDF-1.7 a"), "is_handed_out": "on"})
    with open_access(access_for_work(cast.ekby.pk)):
        paper = DialoguePaper.objects.get()
    saved: Any = ada.get(f"{talk}papers/{paper.uuid}/")
    assert (saved.getvalue(), saved["Content-Disposition"]) == (b"%PDF-1.7 a", 'attachment; filename="slides.pdf"')
    assert "Slides" in text_of(ada.get(f"{place}told/"))
    ada.post(f"{talk}papers/{paper.uuid}/remove/")
    assert ada.get(f"{talk}papers/{paper.uuid}/").status_code == 404


def test_suppliers_are_invited_reminded_and_revoked(
    ada: Client, cast: Cast, asked: AskedRequirement, place: str
) -> None:
    said = {"supplier": "Vidde Buss AS", "email": "vidde@supplier.example", "number": "", "language": "nb"}
    assert ada.post(f"{place}invitations/", said).status_code == 422
    with open_access(access_for_work(cast.ekby.pk)):
        open_dialogue(asked.procurement)
    assert ada.post(f"{place}invitations/", said)["Location"] == f"{place}invitations/"
    again = ada.post(f"{place}invitations/", said)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["email"])
    overview = ada.get(place.removesuffix("dialogue/"))
    assert overview.context["dialogue_said"].startswith("0 of 1 invited suppliers have answered.")
    with open_access(access_for_work(cast.ekby.pk)):
        invited = SupplierInvitation.objects.get()

    too_soon = ada.post(f"{place}invitations/{invited.uuid}/remind/", follow=True)
    assert "Wait until tomorrow" in text_of(too_soon)
    assert "less than a day ago" in text_of(ada.post(f"{place}invitations/remind/", follow=True))
    gone = ada.post(f"{place}invitations/{invited.uuid}/revoke/", follow=True)
    assert "Revoked" in text_of(gone)


def test_the_market_is_counted_step_by_step(ada: Client, cast: Cast, asked: AskedRequirement, place: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        entry = make_talk(asked.procurement)
        noted(entry, asked, "Vidde", "yes", "no", price=4)
        noted(entry, asked, "Nordre", "yes", "yes", price=8)
    page = text_of(ada.get(place))

    assert "2 of 2 say yes by 1 August 2027. Price +6% (+4% to +8%)." in page
    assert "1 of 2 say yes by 1 August 2029, 1 no." in page
    answers = text_of(ada.get(f"{place}answers/"))
    assert "Nordre" in answers
    assert "Confidential" in answers

    staircase = f"/o/ekby/procurements/{asked.procurement.uuid}/staircases/{asked.uuid}/"
    drawn = ada.get(staircase)
    assert "2 of 2 can" in drawn.context["drawing"].wide
    assert drawn.context["table"]["rows"][1][-1] == "1 of 2 can, +8%"
    assert ada.get(f"{staircase}what-if/?months_later=0").status_code == 200
    word = Document(BytesIO(ada.get(f"{staircase}document.docx").getvalue()))
    assert "1 of 2 can, +8%" in [cell.text for row in word.tables[0].rows for cell in row.cells]


def test_an_officer_notes_changes_and_takes_out_an_answer(
    ada: Client, cast: Cast, asked: AskedRequirement, place: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        entry = make_talk(asked.procurement)
    note = f"{place}talks/{entry.uuid}/answers/"
    plan = ada.get(note).context["forms"].plan
    said = {
        "plan": plan,
        "supplier": "Vidde",
        f"{asked.uuid.hex}-40-says": "later",
        f"{asked.uuid.hex}-40-price_effect": "4,5",
        f"{asked.uuid.hex}-60-says": "no",
        f"{asked.uuid.hex}-60-possible_from": "nonsense",
        "revision": "0",
    }
    refused = ada.post(note, said)
    assert refused.status_code == 422
    assert "Say from which month" in text_of(refused)
    assert 'value="4,5"' in text_of(refused)

    assert ada.post(note, said | {f"{asked.uuid.hex}-40-possible_from": "06.2027"}).status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        kept = SupplierAnswer.objects.get()
        assert list(StepAnswer.objects.order_by("threshold").values_list("says", "price_effect")) == [
            ("later", pytest.approx(4.5)),
            ("no", None),
        ]
    change = f"{note}{kept.uuid}/"
    assert 'value="2027-06"' in text_of(ada.get(change))
    late = ada.post(change, said | {f"{asked.uuid.hex}-40-says": "yes"})
    assert late.status_code == 409
    ada.post(change, {"do": "remove"})
    assert ada.get(change).status_code == 404


def test_a_plan_that_changed_meanwhile_is_shown_before_it_is_answered(
    ada: Client, cast: Cast, asked: AskedRequirement, place: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        entry = make_talk(asked.procurement)
    note = f"{place}talks/{entry.uuid}/answers/"
    said = {"plan": ada.get(note).context["forms"].plan, "supplier": "Vidde", f"{asked.uuid.hex}-40-says": "yes"}
    with open_access(access_for_work(cast.ekby.pk)):
        let_rise(asked, [PlannedStep(asked.staircase.steps.all()[0].threshold, months=6)], Rules(), revision=1)
    refused = ada.post(note, said)

    assert refused.status_code == 422
    assert "The plan was changed meanwhile" in text_of(refused)
    assert ada.post(note, said | {"plan": refused.context["forms"].plan}).status_code == 302


def test_those_who_buy_along_read_and_others_do_not(
    client_for: In, cast: Cast, asked: AskedRequirement, place: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        entry = make_talk(asked.procurement)
        (seen,) = ask_for(asked.procurement, [Wanted(make_published(cast.ekby))])
        noted(entry, asked, "Vidde", "no")  # to a requirement of Ekby's own, which Granby does not see
        noted(entry, seen, "Nordre", "yes")
        make_invited(asked.procurement)
    cilla, theirs = client_for(cast.cilla), place.replace("ekby", "granby")
    assert cilla.get(theirs).status_code == 404
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(asked.procurement, [cast.granby])

    for page in ("", "answers/", "told/", "invitations/", f"talks/{entry.uuid}/"):
        assert cilla.get(f"{theirs}{page}").status_code == 200, page
    for words in ("1 of 1 say yes", "Answers to 1 requirement are left out"):
        assert words in text_of(cilla.get(theirs)), words
    for page in ("terms/", "talks/new/", f"talks/{entry.uuid}/edit/", f"talks/{entry.uuid}/answers/"):
        assert cilla.get(f"{theirs}{page}").status_code == 404, page
    assert cilla.post(f"{theirs}invitations/", {"supplier": "X", "email": "x@x.example"}).status_code == 404


def test_neighbours_see_counts_beside_their_own_steps(client_for: In, cast: Cast, asked: AskedRequirement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        entry = make_talk(asked.procurement)
        noted(entry, asked, "Vidde", "yes", is_reusable=True, is_named=True, price=4)
        noted(entry, asked, "Nordre", "no", is_reusable=True)
        noted(entry, asked, "Fjell", "yes")
    with open_access(access_for_work(cast.granby.pk)):
        _procurement, (own,) = make_asking(cast.granby)  # without steps yet
    page = client_for(cast.cilla).get(f"/o/granby/procurements/{own.procurement.uuid}/staircases/{own.uuid}/")

    ((neighbour, asks, said, price, names), *_more) = page.context["neighbours_market"]["rows"]
    assert neighbour.startswith("Ekby kommun")
    assert (asks, said, price) == ("at least 40%", "1 of 2 say yes by 1 August 2027, 1 no.", "")
    assert names == "Vidde: by August 2027"
    assert "Market answers of neighbours" in text_of(page)
    assert "Fjell" not in text_of(page)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(
    ada: Client,
    cast: Cast,
    asked: AskedRequirement,
    place: str,
    number: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for place_of in range(number):
            entry = make_talk(asked.procurement, day=timezone.localdate() - timedelta(place_of))
            noted(entry, asked, f"Supplier {place_of}", "yes", "no")
            make_invited(asked.procurement, f"Supplier{place_of} AS")
    ada.get(place)
    with django_assert_num_queries(18):
        ada.get(place)
