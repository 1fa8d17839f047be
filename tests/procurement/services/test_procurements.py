"""A procurement is planned, changed by one at a time, moved on and bought together."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import Part, Participant, Procurement, Stage
from procurement.queries.procurements import led_procurement, procurement_called, procurements_of
from procurement.services.award import take_award_back
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import add_lots, change_lot
from procurement.services.procurements import (
    change_procurement,
    make_procurement,
    move_to,
    name_buyers,
    name_participant,
)
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.contracts import make_award
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db


def test_whoever_makes_it_is_responsible_for_it(at_work_in_ekby: Organisation, cast: Cast) -> None:
    procurement = make_procurement(organisation=at_work_in_ekby, title="Skoleskyss 2027")

    assert (procurement.country, procurement.currency, procurement.stage) == ("SE", "SEK", Stage.IDEA)
    assert list(Participant.objects.values_list("user", "part")) == [(cast.ada.pk, Part.RESPONSIBLE)]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "  "}, "title"),
        ({"bids_due_on": date(2027, 2, 1)}, "bids_due_on"),
        ({"months": None}, "months"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_saved(
    at_work_in_ekby: Organisation, said: dict[str, Any], field: str
) -> None:
    procurement = make_planned(at_work_in_ekby)

    with pytest.raises(ProcurementNotPossibleError) as refused:
        change_procurement(procurement, revision=1, **said)

    assert refused.value.field == field
    assert Procurement.objects.get().revision == 1


def test_nobody_overwrites_what_somebody_else_saved(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    change_procurement(procurement, revision=1, value=Decimal(14_000_000))

    with pytest.raises(ConflictError, match="Somebody else changed “Skoleskyss 2027”"):
        change_procurement(procurement, revision=1, value=Decimal(9_000_000))

    assert Procurement.objects.get().value == 14_000_000


def test_saving_the_same_changes_nothing(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    same = change_procurement(procurement, revision=1, title="Skoleskyss 2027", options=[12, 12])

    assert same.revision == 1
    assert not Change.objects.filter(kind="procurement.procurement", action="changed").exists()


def test_a_procurement_is_stopped_with_a_reason_and_taken_up_again(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    with pytest.raises(ProcurementNotPossibleError, match="Say why"):
        move_to(procurement, Stage.STOPPED, because="\u2060 ")
    stopped = move_to(procurement, Stage.STOPPED, because="No bids")
    again = move_to(procurement, Stage.TENDER)

    assert (stopped.stopped_because, again.stage, again.stopped_because) == ("No bids", Stage.TENDER, "")


def test_of_two_who_move_it_the_second_is_told_where_it_stands(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    move_to(procurement, Stage.TENDER, revision=1)

    with pytest.raises(ConflictError, match="it now stands at: Tender"):
        move_to(procurement, Stage.MARKET_DIALOGUE, revision=1)
    with pytest.raises(ConflictError, match="Somebody else changed “Skoleskyss 2027”"):
        move_to(procurement, Stage.STOPPED, because="No bids", revision=1)
    assert move_to(procurement, Stage.TENDER, revision=1).revision == 2, "it stands there already"
    assert Change.objects.filter(kind="procurement.procurement", action="moved").count() == 1


def test_a_reason_to_stop_is_never_overwritten_by_another(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    move_to(procurement, Stage.STOPPED, because="No bids", revision=1)

    with pytest.raises(ConflictError, match="it now stands at: Stopped"):
        move_to(procurement, Stage.STOPPED, because="No money", revision=1)
    assert Procurement.objects.get().stopped_because == "No bids"


def test_no_hand_awards_where_there_are_bids(at_work_in_ekby: Organisation) -> None:
    elsewhere, here = make_planned(at_work_in_ekby), make_planned(at_work_in_ekby, title="Renhold")
    make_bid(here)

    assert move_to(elsewhere, Stage.AWARDED).stage == Stage.AWARDED
    with pytest.raises(ProcurementNotPossibleError, match="by deciding who wins"):
        move_to(here, Stage.AWARDED)


def test_an_award_is_left_by_taking_it_back_alone(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    made = make_award(procurement)
    for stage in (Stage.TENDER, Stage.STOPPED):
        with pytest.raises(ProcurementNotPossibleError, match="Take the award back"):
            move_to(procurement, stage, because="No money")

    take_award_back(made, because="A sum was wrong")
    assert move_to(procurement, Stage.TENDER).stage == Stage.TENDER


def test_who_buys_along_reads_it_and_a_stranger_does_not(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    other = make_planned(at_work_in_ekby, title="Renhold")
    name_buyers(procurement, [cast.granby])

    with open_access(access_for_work(cast.granby.pk)):
        assert list(procurements_of(cast.granby)) == [procurement]
        assert procurement_called(cast.granby, procurement.uuid) == procurement
        assert led_procurement(cast.granby, procurement.uuid) is None
        assert procurement_called(cast.granby, other.uuid) is None
        assert list(Participant.objects.values_list("procurement", flat=True)) == [procurement.pk]
    with open_access(access_for_work(cast.network.pk)):
        assert not Procurement.objects.exists()


def test_who_no_longer_buys_along_no_longer_reads(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_buyers(procurement, [cast.granby, at_work_in_ekby])
    name_buyers(procurement, [])

    with open_access(access_for_work(cast.granby.pk)):
        assert not procurements_of(cast.granby).exists()
    assert sorted(Change.objects.filter(kind="procurement.procurement").values_list("action", flat=True)) == [
        "joined",
        "left",
        "made",
    ]


def test_who_buys_along_writes_nothing(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_buyers(procurement, [cast.granby])

    with open_access(access_for_work(cast.granby.pk)):
        assert Procurement.objects.filter(pk=procurement.pk).update(title="Taken") == 0


def test_a_person_has_one_part(at_work_in_ekby: Organisation, cast: Cast) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_participant(procurement, cast.bo, Part.MEMBER)
    name_participant(procurement, cast.bo, Part.EVALUATOR)

    assert Participant.objects.get(user=cast.bo).part == Part.EVALUATOR


def test_a_title_is_kept_without_what_nobody_sees(at_work_in_ekby: Organisation) -> None:
    made = make_procurement(organisation=at_work_in_ekby, title="\u202eSkyss  2027\u200b")
    assert made.title == "Skyss 2027"
    same = change_procurement(made, revision=1, title="Skyss\u00a02027")
    assert (same.title, same.revision) == ("Skyss 2027", 1), "nothing has changed"
    with pytest.raises(ProcurementNotPossibleError, match="a name"):
        change_procurement(made, revision=1, title="\u200b")
    (lot,) = add_lots(made, [{"title": "North\u202e "}])
    assert (lot.title, change_lot(lot, title="\u200bNorth").revision) == ("North", 1)
