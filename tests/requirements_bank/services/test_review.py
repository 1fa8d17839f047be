"""From draft to published and out of use: reasons are asked for where they should be, and the log keeps them."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.errors import DomainError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.calculations.bank_check import Entry, check_entries
from requirements_bank.models import Decision, RequirementVersion, SeenBy, State
from requirements_bank.queries.banks import contents_of_bank, known_in
from requirements_bank.services import review
from requirements_bank.services.drafts import begin_version
from requirements_bank.services.review import ReasonNeededError
from tests.factories.bank import make_draft, make_published, texts
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def log(organisation: Organisation) -> list[tuple[str, str]]:
    with open_access(access_for_work(organisation.pk)):
        return [(decision.verdict, decision.reason) for decision in Decision.objects.order_by("pk")]


def as_eva(cast: Cast) -> AbstractContextManager[None]:
    return acting(Actor(cast.eva.name, cast.eva.pk))


def asked_for(version: RequirementVersion, **given: str) -> str:
    with pytest.raises(ReasonNeededError) as refused:
        review.publish(version, **given)
    return refused.value.field


@pytest.mark.usefixtures("at_work_in_ekby")
def test_who_alone_wrote_a_version_says_why_they_publish_it(cast: Cast) -> None:
    draft = make_draft(cast.ekby)
    assert asked_for(draft) == "alone"
    with as_eva(cast):
        review.publish(draft)
    second, _is_new = begin_version(draft.requirement)
    assert asked_for(second, alone="Ferie") == "change_note"
    published = review.publish(second, change_note="Ny måned", alone="Alle andre har ferie")

    assert (published.state, published.change_note) == (State.PUBLISHED, "Ny måned")
    assert log(cast.ekby) == [
        ("published", ""),
        ("published", "Ny måned\nPublisert av den som skrev det: Alle andre har ferie"),
    ]


@pytest.mark.usefixtures("at_work_in_ekby")
def test_words_that_may_not_be_asked_for_need_a_reason(cast: Cast) -> None:
    wording = texts(
        "Minst {share} skal være kortreist eller Svanemerket.", sv="Minst {share} ska vara lokalproducerad."
    )
    draft = make_draft(cast.ekby, wording=wording)
    assert {(found.rule, found.words) for found in review.findings_of(draft)} == {
        ("origin", "kortreist"),
        ("label", "Svanemerket"),
        ("origin", "lokalproducerad"),
    }
    with as_eva(cast):
        assert asked_for(draft) == "words_stand"
        review.publish(draft, words_stand="Juristen har sett på det")
    assert "Juristen" in log(cast.ekby)[0][1]


@pytest.mark.usefixtures("at_work_in_ekby")
def test_the_way_through_review_stands_in_the_log_for_those_who_see_the_version(cast: Cast) -> None:
    draft = make_draft(cast.ekby)
    review.send_to_review(draft, open_to=SeenBy.NETWORK)
    assert len(log(cast.granby)) == 1
    with pytest.raises(ReasonNeededError):
        review.send_back(draft, reason=" ")
    review.send_back(draft, reason="Uklart mål")
    assert log(cast.granby) == []
    with as_eva(cast):
        published = review.publish(draft)
        review.show_to(published.requirement, SeenBy.NETWORK)
        with pytest.raises(ReasonNeededError):
            review.retire(published, reason="")
        review.retire(published, reason="Ny lov")

    verdicts = ["sent_to_review", "sent_back", "published", "shown", "retired"]
    assert [verdict for verdict, _reason in log(cast.ekby)] == verdicts
    assert len(log(cast.granby)) == len(verdicts)


@pytest.mark.usefixtures("at_work_in_ekby")
def test_what_is_still_good_is_looked_at_again_in_18_months(cast: Cast) -> None:
    published = make_published(cast.ekby, review_on="2025-01-01")
    review.still_good(published, reason="Markedet er det samme")
    published.refresh_from_db()

    assert timedelta(days=540) < published.review_on - timezone.localdate() < timedelta(days=560)
    assert log(cast.ekby) == [("still_good", "Markedet er det samme")]
    bank = published.requirement.bank
    assert contents_of_bank(bank)[0]["review_on"] == published.review_on.isoformat()
    known = known_in(bank)
    for said in (published.content_today, {**published.content, "review_on": ""}):
        assert check_entries([Entry("row:2", said)], languages=["nb"], known=known)[0].changes == ()
    with pytest.raises(DomainError):
        review.still_good(make_draft(cast.ekby))
