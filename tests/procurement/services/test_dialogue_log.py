"""Talks with the market are written down; what one supplier was told, all are told, and nothing else."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import DialogueEntry, FollowUp, MarketDialogue, Procurement
from procurement.queries.dialogues import entries_of, open_follow_ups, paper_handed_out, told_in
from procurement.services.dialogue_log import (
    change_talk,
    drop_follow_up,
    plan_follow_up,
    remove_talk,
    set_done,
)
from procurement.services.dialogue_papers import add_paper, remove_paper
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.procurements import name_buyers
from tests.factories.cast import Cast
from tests.factories.dialogues import make_talk, open_dialogue
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def procurement(at_work_in_ekby: Organisation) -> Procurement:
    return make_planned(at_work_in_ekby)


def test_what_is_told_names_nobody_and_comes_in_order(procurement: Procurement) -> None:
    make_talk(procurement, told="Second")
    make_talk(procurement, told="First", day=timezone.localdate() - timedelta(20))
    make_talk(procurement, told="  ")

    told = told_in(entries_of(procurement))
    assert [each.words for each in told] == ["First", "Second"]
    assert "Vidde" not in repr(told)


@pytest.mark.parametrize(
    ("said", "field"), [({"topics": " "}, "topics"), ({"day": timezone.localdate() + timedelta(1)}, "day")]
)
def test_a_talk_needs_topics_and_a_day_that_has_been(
    procurement: Procurement, said: dict[str, object], field: str
) -> None:
    with pytest.raises(ProcurementNotPossibleError) as refused:
        make_talk(procurement, **said)
    assert refused.value.field == field


def test_two_who_change_a_talk_lose_nothing(procurement: Procurement) -> None:
    entry = make_talk(procurement)
    change_talk(entry, revision=1, topics="Charging", day=entry.day)

    with pytest.raises(ConflictError, match="Ada Ask"):
        change_talk(entry, revision=1, topics="Something else", day=entry.day)
    assert DialogueEntry.objects.get().topics == "Charging"
    dialogue = open_dialogue(procurement)
    with pytest.raises(ConflictError):
        open_dialogue(procurement, introduction="Other")
    assert MarketDialogue.objects.get().introduction == dialogue.introduction


def test_a_talk_is_taken_out_with_a_reason(procurement: Procurement) -> None:
    entry = make_talk(procurement)
    with pytest.raises(ProcurementNotPossibleError):
        remove_talk(entry, because=" ")
    remove_talk(entry, because="Wrong case")

    assert not DialogueEntry.objects.exists()
    assert Change.objects.filter(action="log_removed").get().summary["because"] == "Wrong case"


def test_follow_ups_are_planned_done_and_dropped(procurement: Procurement) -> None:
    entry = make_talk(procurement)
    with pytest.raises(ProcurementNotPossibleError):
        plan_follow_up(entry, what=" ")
    undated = plan_follow_up(entry, what="Send the map")
    due = plan_follow_up(entry, what="Ask the grid company", who="Bo", due_on=timezone.localdate())
    assert open_follow_ups(procurement) == [due, undated]

    set_done(due, is_done=True)
    assert FollowUp.objects.get(pk=due.pk).done_by == "Ada Ask"
    assert open_follow_ups(procurement) == [undated]
    set_done(due, is_done=False)
    drop_follow_up(undated)
    assert open_follow_ups(procurement) == [due]


def test_only_papers_that_were_handed_out_go_to_everyone(procurement: Procurement) -> None:
    entry = make_talk(procurement, told="")
    offer = add_paper(entry, stream=BytesIO(b"%PDF-1.7 a"), file_name="Offer.pdf")
    slides = add_paper(entry, stream=BytesIO(b"%PDF-1.7 b"), file_name="Slides.pdf", is_handed_out=True)

    assert [paper.title for told in told_in(entries_of(procurement)) for paper in told.papers] == ["Slides"]
    assert paper_handed_out(procurement, offer.uuid) is None
    assert paper_handed_out(procurement, slides.uuid) == slides
    with pytest.raises(ProcurementNotPossibleError):
        add_paper(entry, stream=BytesIO(b"MZ"), file_name="run.exe")
    remove_paper(slides)
    assert told_in(entries_of(procurement)) == []


def test_those_who_buy_along_read_the_log_and_neighbours_do_not(procurement: Procurement, cast: Cast) -> None:
    plan_follow_up(make_talk(procurement), what="Send the map")
    with open_access(access_for_work(cast.granby.pk)):
        assert not DialogueEntry.objects.exists()
    name_buyers(procurement, [cast.granby])

    with open_access(access_for_work(cast.granby.pk)):
        assert DialogueEntry.objects.get().heard
        assert open_follow_ups(procurement)
        assert DialogueEntry.objects.update(told="Else") == 0
