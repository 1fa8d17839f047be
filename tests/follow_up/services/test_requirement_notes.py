"""What a deviation taught lands as a comment on the requirement, for its owner and our own people alone."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from follow_up.models import RequirementNote
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.requirement_notes import note_for_next_version
from foundation.access import open_access
from foundation.scoping import access_for_work
from requirements_bank.models import Comment, SeenBy
from tests.factories.cast import Cast
from tests.factories.follow_up import make_deviation, make_deviation_from_requirement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _inside(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)), translation.override("en"):
        yield


def test_a_note_lands_on_the_requirement_with_a_way_back(cast: Cast) -> None:
    deviation = make_deviation_from_requirement(cast.ekby)
    note = note_for_next_version(cast.ekby, deviation, text="Say what counts as a delivery.")
    assert note_for_next_version(cast.ekby, deviation, text="Say what counts as a delivery.") == note

    comment = Comment.objects.get()
    assert (comment.seen_by, RequirementNote.objects.count()) == (SeenBy.OWN, 1)
    assert deviation.obligation
    assert deviation.obligation.version
    assert comment.requirement == deviation.obligation.version.requirement
    assert comment.text.startswith("Say what counts as a delivery.\n\nFrom deviation 1: ")
    assert comment.text.endswith(reverse("deviation", args=["ekby", deviation.uuid]))
    assert (deviation.title in comment.text, deviation.facts in comment.text) == (False, False)
    assert [event.action for event in deviation.events.all()] == ["noted", "requirement_note"]


def test_a_contracts_own_words_have_no_next_version(cast: Cast) -> None:
    with pytest.raises(FollowUpNotPossibleError, match="own words"):
        note_for_next_version(cast.ekby, make_deviation(cast.ekby), text="Say more")


def test_a_note_without_words_is_refused(cast: Cast) -> None:
    with pytest.raises(FollowUpNotPossibleError) as refused:
        note_for_next_version(cast.ekby, make_deviation_from_requirement(cast.ekby), text="\u200d")

    assert refused.value.field == "text"
    assert not Comment.objects.exists()
