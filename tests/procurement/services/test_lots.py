"""A procurement is divided into lots whose numbers go on from 1 without a gap."""

from decimal import Decimal

import pytest

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import AskedRequirement, Lot, Procurement, StepAnswer
from procurement.services.ask import Wanted, ask_again, ask_for, ask_no_longer
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import MOST_LOTS, LotSaid, add_lot, add_lots, change_lot, move_lot, remove_lot
from procurement.services.procurements import name_buyers
from tests.factories.bank import make_published
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.dialogues import make_talk, noted
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def procurement(at_work_in_ekby: Organisation) -> Procurement:
    return make_planned(at_work_in_ekby)


def numbered(procurement: Procurement) -> list[tuple[int, str]]:
    return list(Lot.objects.filter(procurement=procurement).values_list("number", "title"))


def changes() -> int:
    return Change.objects.filter(kind="procurement.procurement", action="divided").count()


def test_lots_are_numbered_in_the_order_in_which_they_come(procurement: Procurement) -> None:
    add_lot(procurement, title="North", cpv=["60112000"], value=Decimal("4000000.50"))
    add_lots(procurement, [{"title": "South"}, {"title": "Islands"}])

    assert numbered(procurement) == [(1, "North"), (2, "South"), (3, "Islands")]
    assert (Lot.objects.get(number=1).value, Lot.objects.get(number=2).value) == (Decimal("4000000.50"), None)
    assert changes() == 2


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_lots_after_one_that_is_taken_out_move_up(procurement: Procurement, gone: int) -> None:
    lots = add_lots(procurement, [{"title": "North"}, {"title": "South"}, {"title": "Islands"}])
    left = [lot.title for lot in lots if lot.number != gone]
    remove_lot(lots[gone - 1])

    assert numbered(procurement) == list(enumerate(left, start=1))


def test_taking_out_what_is_gone_changes_nothing(procurement: Procurement) -> None:
    lot = add_lot(procurement, title="North")
    remove_lot(Lot.objects.get(pk=lot.pk))
    remove_lot(lot)

    assert (numbered(procurement), changes()) == ([], 2)


def test_a_lot_is_changed_and_saving_the_same_changes_nothing(procurement: Procurement) -> None:
    lot = add_lot(procurement, title="North", description="All routes")
    change_lot(lot, title="North and east", value=Decimal(10))
    change_lot(lot, title="North and east")

    stored = Lot.objects.get()
    assert (stored.title, stored.description, stored.value, changes()) == (
        "North and east",
        "All routes",
        Decimal(10),
        2,
    )


@pytest.mark.parametrize(("said", "field"), [({"title": " "}, "title"), ({"value": Decimal(-1)}, "value")])
def test_what_does_not_fit_is_named_and_nothing_is_saved(procurement: Procurement, said: LotSaid, field: str) -> None:
    lot = add_lot(procurement, title="North")
    with pytest.raises(ProcurementNotPossibleError) as refused:
        change_lot(lot, **said)
    with pytest.raises(ProcurementNotPossibleError):
        add_lots(procurement, [{"title": "South"}, {"title": "South", **said}])

    assert refused.value.field == field
    assert numbered(procurement) == [(1, "North")]


def test_there_are_not_more_lots_than_a_page_can_show(procurement: Procurement) -> None:
    with pytest.raises(ProcurementNotPossibleError, match="at most 200 lots"):
        add_lots(procurement, [{"title": "Lot"}] * (MOST_LOTS + 1))


def test_a_lot_that_asks_for_something_stays(procurement: Procurement, at_work_in_ekby: Organisation) -> None:
    lot = add_lot(procurement, title="North")
    (asked,) = ask_for(procurement, [Wanted(make_published(at_work_in_ekby))], lot=lot)
    with pytest.raises(ProcurementNotPossibleError, match="asks for 1 requirements"):
        remove_lot(lot)
    ask_no_longer(asked)
    ask_again(asked)

    assert AskedRequirement.objects.get().lot == lot


def test_a_lot_that_somebody_bids_for_stays(procurement: Procurement) -> None:
    lot = add_lot(procurement, title="North")
    make_bid(procurement, lot=lot)
    with pytest.raises(ProcurementNotPossibleError, match="There are bids"):
        remove_lot(lot)

    assert numbered(procurement) == [(1, "North")]


def test_lots_keep_their_numbers_once_there_are_bids(procurement: Procurement) -> None:
    north, south = add_lot(procurement, title="North"), add_lot(procurement, title="South")
    make_bid(procurement, lot=south)
    for change in (lambda: move_lot(south, -1), lambda: remove_lot(north)):
        with pytest.raises(ProcurementNotPossibleError, match="keep their numbers"):
            change()

    assert numbered(procurement) == [(1, "North"), (2, "South")]


def test_what_somebody_bids_for_as_a_whole_is_not_divided(procurement: Procurement) -> None:
    make_bid(procurement)
    with pytest.raises(ProcurementNotPossibleError, match="bids for the procurement as a whole"):
        add_lot(procurement, title="North")

    assert numbered(procurement) == []
    assert add_lots(procurement, []) == [], "nothing changes"


def test_a_lot_stays_with_what_suppliers_answered(procurement: Procurement, at_work_in_ekby: Organisation) -> None:
    lot = add_lot(procurement, title="North")
    (asked,) = ask_for(procurement, [Wanted(make_published(at_work_in_ekby))], lot=lot)
    noted(make_talk(procurement), asked, "Vidde Buss AS", "yes")
    ask_no_longer(asked)
    with pytest.raises(ProcurementNotPossibleError, match="Suppliers have answered"):
        remove_lot(lot)

    assert StepAnswer.objects.get().asked == asked


def test_who_buys_along_reads_the_lots_and_a_stranger_does_not(cast: Cast, procurement: Procurement) -> None:
    add_lot(procurement, title="North")
    name_buyers(procurement, [cast.granby])

    with open_access(access_for_work(cast.granby.pk)):
        assert numbered(procurement) == [(1, "North")]
    with open_access(access_for_work(cast.network.pk)):
        assert numbered(procurement) == []
