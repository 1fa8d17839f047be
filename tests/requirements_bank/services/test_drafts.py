"""Two people who write at once lose nothing; who wrote is known; there is one draft at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.errors import ConflictError, DomainError
from foundation.scoping import access_for_work
from requirements_bank.models import Bank, SeenBy, VersionWriter
from requirements_bank.queries.own_bank import free_code
from requirements_bank.services.drafts import ChangedMeanwhileError, begin_version, save_typed
from requirements_bank.services.own_bank import change_own_bank, make_own_bank
from requirements_bank.services.versions import send_to_review
from tests.factories.bank import make_bank, make_draft, make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("at_work_in_ekby")
def test_a_draft_is_saved_only_as_its_writer_saw_it(cast: Cast) -> None:
    draft = make_draft(cast.ekby)
    seen = draft.content_hash
    with acting(Actor(cast.eva.name, cast.eva.pk)):
        save_typed(draft, {**draft.content, "level": "advanced"}, seen=seen)
    with pytest.raises(ChangedMeanwhileError, match="Eva Eng har lagret") as refused:
        save_typed(draft, {**draft.content, "level": "spearhead"}, seen=seen)

    assert refused.value.current.level == "advanced"
    assert save_typed(draft, draft.content, seen=refused.value.current.content_hash).level == "basic"
    assert {writer.name for writer in VersionWriter.objects.filter(version=draft)} == {"Ada Ask", "Eva Eng"}


@pytest.mark.usefixtures("at_work_in_ekby")
def test_a_version_in_review_is_not_saved(cast: Cast) -> None:
    draft = make_draft(cast.ekby)
    send_to_review(draft)
    with pytest.raises(ConflictError, match="gjennomsyn"):
        save_typed(draft, {}, seen=draft.content_hash)


@pytest.mark.usefixtures("at_work_in_ekby")
def test_a_new_version_says_what_was_last_said_and_is_begun_once(cast: Cast) -> None:
    published = make_published(cast.ekby, valid_from="2020-01-01", review_on="2021-07-01")
    draft, is_new = begin_version(published.requirement)
    again, is_new_again = begin_version(published.requirement)

    assert (draft.number, draft.content["wording"], "review_on" in draft.content) == (
        2,
        published.content["wording"],
        False,
    )
    assert (again, is_new, is_new_again) == (draft, True, False)
    assert draft.valid_from == timezone.localdate()
    assert timedelta(days=540) < draft.review_on - timezone.localdate() < timedelta(days=560)


def test_the_writers_of_a_version_are_its_owners_alone(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby)
    with open_access(access_for_work(cast.granby.pk)):
        assert not VersionWriter.objects.exists()


@pytest.mark.usefixtures("at_work_in_ekby")
def test_the_next_free_code_follows_those_in_the_bank(cast: Cast) -> None:
    bank = make_bank(cast.ekby)
    assert free_code(bank, "transport") == "TRA-101"
    make_draft(cast.ekby, code="FRA-007")
    make_draft(cast.ekby, code="FRA-140")
    assert (free_code(bank, "transport"), free_code(bank, "food"), free_code(bank, "")) == (
        "FRA-141",
        "FOO-101",
        "REQ-101",
    )


@pytest.mark.usefixtures("at_work_in_ekby")
def test_an_organisation_makes_one_bank_and_describes_it(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):  # an address that is taken, out of sight
        make_bank(cast.granby, slug="ekby", seen_by=SeenBy.OWN)
    bank = make_own_bank(organisation=cast.ekby, name=" Ekbys krav ", languages=["sv"], seen_by=SeenBy.NETWORK)
    assert (bank.name, bank.slug, bank.seen_by) == ("Ekbys krav", "ekby-2", SeenBy.NETWORK)
    with pytest.raises(ConflictError):
        make_own_bank(organisation=cast.ekby, name="Igen", languages=["sv"])

    change_own_bank(bank, name="Våra krav", languages=["sv", "nb"], description="Text", seen_by=SeenBy.OWN)
    assert Bank.objects.get(pk=bank.pk).languages == ["sv", "nb"]
    for name, languages in ((" ", ["sv"]), ("Krav", [])):
        with pytest.raises(DomainError):
            change_own_bank(bank, name=name, languages=languages, description="", seen_by=SeenBy.OWN)
