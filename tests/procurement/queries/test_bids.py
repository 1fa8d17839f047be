"""Bids before the award: the named team of the lead, and nobody else; after it all who see the procurement."""

import re
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.access import open_access
from foundation.api.changes import settled_changes
from foundation.changes.history import HistoryFilters, history, kinds_in
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.calculations.evaluation_choice import EvaluationChoice
from procurement.models import Bid, EvaluationNotes, Part, Procurement, Stage
from procurement.queries.bids import BidsNotSeenError, Reader, bids_seen, has_bids, may_change_team, sees_bids, team_of
from procurement.services.bids import BidSaid, register_bid
from procurement.services.evaluation import choose_evaluation
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import add_lots
from procurement.services.procurements import move_to, name_buyers, name_participant
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.contracts import make_award, make_ended
from tests.factories.procurements import make_planned

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(at_work_in_ekby: Organisation) -> Procurement:
    """One bid; Ada, who made the procurement, is responsible for it."""
    procurement = make_planned(at_work_in_ekby, stage=Stage.TENDER)
    make_bid(procurement)
    return procurement


def test_only_those_responsible_and_the_evaluators_see_bids(cast: Cast, opened: Procurement) -> None:
    seen = {each: sees_bids(opened, Reader(cast.ekby, each)) for each in (cast.ada, cast.bo, cast.eva)}
    assert seen == {cast.ada: True, cast.bo: False, cast.eva: False}

    name_participant(opened, cast.bo, Part.EVALUATOR)
    name_participant(opened, cast.eva, Part.MEMBER)
    assert sees_bids(opened, Reader(cast.ekby, cast.bo))
    assert not sees_bids(opened, Reader(cast.ekby, cast.eva))
    assert not sees_bids(opened, Reader(cast.ekby))
    assert team_of(opened) == [cast.ada, cast.bo]


def test_whoever_does_not_see_bids_gets_none_of_them(cast: Cast, opened: Procurement) -> None:
    assert [bid.supplier_name for bid in bids_seen(opened, Reader(cast.ekby, cast.ada))] == ["Nordbuss AS"]
    with pytest.raises(BidsNotSeenError):
        bids_seen(opened, Reader(cast.ekby, cast.bo))
    assert has_bids(opened)


def test_an_evaluator_sees_bids_for_the_lead_alone(cast: Cast, opened: Procurement) -> None:
    name_buyers(opened, [cast.granby])
    name_participant(opened, cast.cilla, Part.EVALUATOR)
    assert not sees_bids(opened, Reader(cast.granby, cast.cilla))


def test_the_history_tells_of_bids_to_the_team_alone_until_the_award(cast: Cast, opened: Procurement) -> None:
    opened.bids_due_on = None
    opened.save()
    register_bid(opened, None, BidSaid("Sørbuss AS", Decimal(5)))

    def told() -> dict[str, bool]:
        kinds = {each: kinds_in(cast.ekby.pk, each.pk) for each in (cast.ada, cast.bo)}
        assert "procurement.bid" not in kinds_in(cast.ekby.pk) or opened.stage == Stage.AWARDED
        return {each.name: "procurement.bid" in found for each, found in kinds.items()}

    assert told() == {cast.ada.name: True, cast.bo.name: False}
    assert not history(cast.ekby.pk, HistoryFilters(kind="procurement.bid"), cast.bo.pk).exists()
    make_award(opened)
    opened.refresh_from_db()
    assert told() == {cast.ada.name: True, cast.bo.name: True}


def test_the_feed_that_programs_follow_leaves_sealed_bids_out(at_work_in_ekby: Organisation) -> None:
    assert "procurement_bid" in str(settled_changes(at_work_in_ekby.pk).query)


def test_after_the_award_all_who_see_the_procurement_see_its_bids(cast: Cast, opened: Procurement) -> None:
    make_award(opened)
    opened.refresh_from_db()
    assert bids_seen(opened, Reader(cast.ekby, cast.bo)).count() == 1


def test_the_stage_alone_opens_no_bids(cast: Cast, opened: Procurement) -> None:
    opened.stage = Stage.AWARDED
    assert not sees_bids(opened, Reader(cast.ekby, cast.bo))
    Bid.objects.all().delete()
    assert not sees_bids(opened, Reader(cast.ekby, cast.bo))


@pytest.fixture
def bought_along(cast: Cast, opened: Procurement) -> Procurement:
    name_buyers(opened, [cast.granby])
    return opened


def test_postgresql_keeps_bids_from_those_who_buy_along_until_the_award(cast: Cast, bought_along: Procurement) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        assert Procurement.objects.filter(pk=bought_along.pk).exists()
        assert not Bid.objects.exists()
    make_award(bought_along)
    with open_access(access_for_work(cast.granby.pk)):
        assert Bid.objects.count() == 1
        assert Bid.objects.update(price=1) == 0


def test_a_stage_set_by_hand_opens_no_reasons_and_no_expectations(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_buyers(procurement, [cast.granby])
    north, south = add_lots(procurement, [{"title": "North"}, {"title": "South"}])
    for lot in (north, south):
        choice = EvaluationChoice(expected_price=Decimal(9_000_000))
        choose_evaluation(procurement, lot, choice, reasons="We know the market", revision=0)

    def read_along() -> list[int | None]:
        with open_access(access_for_work(cast.granby.pk)):
            return list(EvaluationNotes.objects.order_by("pk").values_list("evaluation__lot__number", flat=True))

    move_to(procurement, Stage.AWARDED)
    assert read_along() == []
    move_to(procurement, Stage.EVALUATION)
    make_award(procurement, lot=north)
    assert read_along() == [], "the other lot is not decided"
    move_to(procurement, Stage.AWARDED)
    assert read_along() == [1], "no award stands on the other lot"


def test_what_ended_without_an_award_stays_with_the_team(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_buyers(procurement, [cast.granby])
    north, south = add_lots(procurement, [{"title": "North"}, {"title": "South"}])
    make_bid(procurement, lot=north)
    make_bid(procurement, "Sørbuss AS", lot=south)
    make_award(procurement, lot=north)
    make_ended(procurement, south, "Too expensive")
    procurement.refresh_from_db()

    assert procurement.stage == Stage.AWARDED
    for user, organisation in ((cast.bo, cast.ekby), (cast.cilla, cast.granby)):
        with open_access(access_for_work(organisation.pk)):
            reader = Reader(organisation, user)
            assert [bid.lot_id for bid in bids_seen(procurement, reader)] == [north.pk]
            assert (sees_bids(procurement, reader, north), sees_bids(procurement, reader, south)) == (True, False)
    with open_access(access_for_work(cast.granby.pk)):
        assert [bid.lot_id for bid in Bid.objects.all()] == [north.pk]
    assert bids_seen(procurement, Reader(cast.ekby, cast.ada)).count() == 2
    assert not may_change_team(procurement, Reader(cast.ekby, cast.bo))


def test_rooms_above_the_services_ask_for_bids_in_one_place() -> None:
    tables = re.compile(r"\b(Bid|BidAnswer|OfferedStep)\.objects\b|\.bids\.(all|filter)\b")
    rooms = [
        path
        for app in ("procurement", "leadership")
        for room in ("views", "forms", "reports", "api")
        for path in (ROOT / app / room).rglob("*.py")
    ]
    assert rooms
    assert [str(path) for path in rooms if tables.search(path.read_text(encoding="utf-8"))] == []


def test_a_supplier_bids_once_however_its_name_is_written(opened: Procurement) -> None:
    Procurement.objects.update(bids_due_on=None)
    with pytest.raises(ProcurementNotPossibleError, match="NORDBUSS as"):
        register_bid(opened, None, BidSaid("NORDBUSS as", Decimal(900_000)))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_bid(opened, "nordbuss as")


def test_bids_that_were_there_twice_keep_apart_by_a_number(opened: Procurement) -> None:
    step = import_module("procurement.migrations.0023_a_supplier_bids_once_however_it_is_written")
    with connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; DROP INDEX {step.NAME}")
        for name in ("NORDBUSS AS", "nordbuss as (2)", "nordbuss as", "Sørbuss AS"):
            make_bid(opened, name)
        cursor.execute(step.NUMBERED)
    names = list(Bid.objects.order_by("pk").values_list("supplier_name", flat=True))
    assert names == ["Nordbuss AS", "NORDBUSS AS (3)", "nordbuss as (2)", "nordbuss as (4)", "Sørbuss AS"]


@pytest.mark.parametrize("name", ["Nordbuss  AS", "Nord\u200bbuss AS", "\u202eNordbuss AS", "ＮORDBUSS\u00a0AS"])
def test_what_nobody_sees_in_a_name_makes_no_other_supplier(opened: Procurement, name: str) -> None:
    Procurement.objects.update(bids_due_on=None)
    with pytest.raises(ProcurementNotPossibleError, match="AS") as refused:
        register_bid(opened, None, BidSaid(name, Decimal(900_000)))
    assert refused.value.field == "supplier_name"
    Bid.objects.update(supplier_name=name)
    with pytest.raises(ProcurementNotPossibleError, match="Nordbuss AS"):
        register_bid(opened, None, BidSaid("Nordbuss AS", Decimal(900_000)))


def test_a_name_is_kept_as_it_is_read(opened: Procurement) -> None:
    Procurement.objects.update(bids_due_on=None)
    kept = register_bid(opened, None, BidSaid(" Sør\u00adbuss \t AS\u2069", Decimal(900_000)))
    assert kept.supplier_name == "Sørbuss AS"
