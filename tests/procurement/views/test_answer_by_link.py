"""The page behind a supplier's link: without an account, for one supplier alone, until the dialogue closes."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.access import open_access
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from procurement.models import AskedRequirement, MarketDialogue, StepAnswer, SupplierAnswer, SupplierInvitation
from procurement.services.dialogue_papers import add_paper
from procurement.services.staircases import PlannedStep, Rules, let_rise
from procurement.services.supplier_invitations import revoke_invitation
from tests.factories.cast import Cast
from tests.factories.dialogues import make_invited, make_talk, noted, open_dialogue, secret_of
from tests.factories.procurements import make_rising

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_rising(cast.ekby)


@pytest.fixture
def invited(cast: Cast, asked: AskedRequirement) -> SupplierInvitation:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_invited(asked.procurement, language="en")


@pytest.fixture
def link(cast: Cast, invited: SupplierInvitation) -> str:
    with open_access(access_for_work(cast.ekby.pk)):
        return f"/market/{secret_of(invited)}/"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def typed(asked: AskedRequirement, plan: str, *says: str, **more: str) -> dict[str, str]:
    steps = zip(("40", "60", "80"), says, strict=False)
    return {"plan": plan, "revision": "0", **{f"{asked.uuid.hex}-{key}-says": word for key, word in steps}, **more}


def test_a_supplier_sees_the_plan_and_answers_in_its_language(
    client: Client, cast: Cast, asked: AskedRequirement, link: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_talk(asked.procurement)
    page = client.get(link)
    for words in (
        "Vi planlegger skoleskyss med el.",
        "The steps take precedence over the number",
        "from 1 August 2031, if the contract is extended",
        "Kommunen bygger lading ved skolen.",
        "60%",
    ):
        assert words in text_of(page), words
    for secret in ("Lading om natten", "Depotet har plass", "26/1234"):
        assert secret not in text_of(page), secret
    assert "no-store" in page["Cache-Control"]

    sent = client.post(link, typed(asked, page.context["forms"].plan, "yes", "no", is_reusable="on"))
    assert sent["Location"] == f"{link}?saved=1#saved"
    assert "Your answers have come in" in text_of(client.get(f"{link}?saved=1"))
    with open_access(access_for_work(cast.ekby.pk)):
        assert list(StepAnswer.objects.order_by("threshold").values_list("says", flat=True)) == ["yes", "no"]
        assert SupplierAnswer.objects.get().is_reusable
        assert SupplierInvitation.objects.get().opened_at is not None
    client.cookies["django_language"] = "sv"
    assert 'lang="sv"' in text_of(client.get(link))


def test_an_empty_answer_is_no_answer(client: Client, cast: Cast, asked: AskedRequirement, link: str) -> None:
    plan = client.get(link).context["forms"].plan
    refused = client.post(link, typed(asked, plan, "", "", "", is_reusable="on"))
    assert refused.status_code == 422
    assert "Answer at least one step, or write a comment" in text_of(refused)
    with open_access(access_for_work(cast.ekby.pk)):
        assert SupplierInvitation.objects.get().answered_at is None
        assert not SupplierAnswer.objects.exists()
    assert client.post(link, typed(asked, plan, comment="We deliver nothing in the north.")).status_code == 302


def test_the_wording_asks_for_what_the_first_step_does(
    client: Client, cast: Cast, asked: AskedRequirement, link: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        let_rise(asked, [PlannedStep(Decimal(share), months=share) for share in (30, 60)], Rules(), revision=1)

    assert "Minst 30\u00a0% av leveransene" in text_of(client.get(link))


def test_one_supplier_sees_nothing_of_another(client: Client, cast: Cast, asked: AskedRequirement, link: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        other = make_invited(asked.procurement, "Nordre Trafikk")
        noted(make_talk(asked.procurement, parties="Fjell Taxi"), asked, "Fjell Taxi", "no", comment="Never")
        others_link = f"/market/{secret_of(other)}/"
    plan = client.get(others_link).context["forms"].plan
    client.post(others_link, typed(asked, plan, "yes", comment="Only we know this"))

    for words in ("Nordre", "Fjell", "Never", "Only we know this", 'checked="" value="no"'):
        assert words not in text_of(client.get(link)), words
    assert "Only we know this" in text_of(client.get(others_link))


def test_what_does_not_fit_is_named_and_nothing_typed_is_lost(
    client: Client, cast: Cast, asked: AskedRequirement, link: str
) -> None:
    plan = client.get(link).context["forms"].plan
    wrong = typed(asked, plan, "later", "yes", comment="We have twelve buses", is_named="on")
    refused = client.post(link, wrong)

    assert refused.status_code == 422
    for words in ("Say from which month", "Tick this too", "We have twelve buses"):
        assert words in text_of(refused), words
    with open_access(access_for_work(cast.ekby.pk)):
        assert not SupplierAnswer.objects.exists()


def test_two_colleagues_and_a_plan_that_moved_are_told(client: Client, asked: AskedRequirement, link: str) -> None:
    plan = client.get(link).context["forms"].plan
    client.post(link, typed(asked, plan, "yes"))
    conflict = client.post(link, typed(asked, plan, "no"))
    moved = client.post(link, typed(asked, "another plan", "no", revision="1"))

    assert (conflict.status_code, moved.status_code) == (409, 409)
    assert 'name="revision" value="1"' in text_of(conflict)
    assert "The plan was changed meanwhile" in text_of(moved)
    assert client.post(link, typed(asked, plan, "no", revision="1")).status_code == 302


def test_after_the_day_it_can_be_read_and_not_written(
    client: Client, cast: Cast, asked: AskedRequirement, link: str
) -> None:
    plan = client.get(link).context["forms"].plan
    client.post(link, typed(asked, plan, "yes", comment="We have twelve buses"))
    with open_access(access_for_work(cast.ekby.pk)):
        revision = MarketDialogue.objects.get().revision
        open_dialogue(asked.procurement, closes_on=timezone.localdate() - timedelta(1), revision=revision)
    page = client.get(link)

    assert (page.status_code, page.context["is_open"]) == (200, False)
    assert '<form class="form market-answer"' not in text_of(page)
    late = client.post(link, typed(asked, plan, "no", revision="1", comment="Typed too late"))
    assert late.status_code == 422
    for words in ("The dialogue is closed", "Typed too late"):
        assert words in text_of(late), words


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_link_that_works_no_more_says_whom_to_ask(
    client: Client, cast: Cast, invited: SupplierInvitation, link: str, how: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        if how == "revoked":
            revoke_invitation(invited)
        else:
            AccessLink.objects.update(expires_at=timezone.now())
    answer = client.get(link)

    assert answer.status_code == 410
    assert "Ekby kommun" in text_of(answer)
    assert client.post(link).status_code == 410


def test_a_wrong_link_names_nobody(client: Client) -> None:
    answer = client.get("/market/wrong/")

    assert answer.status_code == 404
    assert "Ekby" not in text_of(answer)


def test_papers_that_were_handed_out_are_there_and_others_are_not(
    client: Client, cast: Cast, asked: AskedRequirement, invited: SupplierInvitation, link: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        entry = make_talk(asked.procurement)
        offer = add_paper(entry, stream=BytesIO(b"%PDF-1.7 a"), file_name="Offer.pdf")
        slides = add_paper(entry, stream=BytesIO(b"%PDF-1.7 b"), file_name="Slides.pdf", is_handed_out=True)
    saved: Any = client.get(f"{link}papers/{slides.uuid}/")

    assert saved.getvalue() == b"%PDF-1.7 b"
    assert "Offer" not in text_of(client.get(link))
    assert client.get(f"{link}papers/{offer.uuid}/").status_code == 404
    with open_access(access_for_work(cast.ekby.pk)):
        revoke_invitation(invited)
    assert client.get(f"{link}papers/{slides.uuid}/").status_code == 410
