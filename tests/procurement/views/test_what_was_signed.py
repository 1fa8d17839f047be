"""Plan, calendar, overview and files tell the days of what was signed, in place of those that were planned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, Contract, ObligationStep, Procurement, Stage
from procurement.queries.board import columns_of
from procurement.queries.plan_ahead import plan_of
from procurement.queries.planned_obligations import Offer, OfferedThreshold
from procurement.reports.plan_sheet import plan_as_json, plan_sheet
from procurement.reports.procurement_words import timeline
from procurement.reports.procurements_sheet import procurements_sheet
from procurement.services.award_terms import Winner
from procurement.services.plan_next import plan_next
from procurement.services.procurements import move_to
from tests.factories.cast import Cast
from tests.factories.contracts import make_award, make_extended, make_signed
from tests.factories.procurements import make_rising
from tests.procurement.views.test_staircase import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
TODAY = timezone.localdate()
PLANNED = TODAY + timedelta(1) - relativedelta(months=40)
LATE = PLANNED + relativedelta(months=2)
NORTH = Winner("Nord AS", value=Decimal(6_000_000), share=Decimal(60))
SOUTH = Winner("Sør AS", value=Decimal(3_000_000), share=Decimal(40))


def awarded(cast: Cast, *winners: Winner, title: str = "Skoleskyss", **said: Any) -> list[Contract]:
    """Contracts of four years and two extensions that were planned to begin forty months ago."""
    procurement = make_rising(cast.ekby).procurement
    Procurement.objects.filter(pk=procurement.pk).update(
        title=title, first_day=PLANNED, announced_on=None, bids_due_on=None, awarded_on=PLANNED
    )
    procurement.refresh_from_db()
    decided = PLANNED - relativedelta(months=2)
    made = make_award(procurement, *winners, decided_on=decided, told_on=decided, **said)
    return list(made.contracts.order_by("pk"))


def signed(contract: Contract, first_day: date = LATE) -> Contract:
    return make_signed(contract, signed_on=PLANNED - relativedelta(months=1), first_day=first_day)


@pytest.fixture
def in_ekby(cast: Cast) -> Any:
    with open_access(access_for_work(cast.ekby.pk)):
        yield cast.ekby


@pytest.mark.usefixtures("in_ekby")
def test_the_plan_takes_the_end_of_what_was_signed_with_its_suppliers(cast: Cast) -> None:
    (contract,) = awarded(cast, NORTH)
    (before,) = plan_of(cast.ekby, TODAY).ends
    assert (before.ending.ends, before.contracts, before.notice_on) == (
        PLANNED + relativedelta(months=48) - timedelta(1),
        (),
        None,
    )

    signed(contract)
    (row,) = plan_of(cast.ekby, TODAY).ends
    ends = LATE + relativedelta(months=48) - timedelta(1)
    assert (row.ending.ends, row.contracts) == (ends, (contract,))
    assert row.ending.last_possible == LATE + relativedelta(months=72) - timedelta(1)
    assert row.notice_on == LATE + relativedelta(months=45)

    (said,) = plan_as_json(plan_of(cast.ekby, TODAY), TODAY)["ends"]
    assert (said["ends_on"], said["extension_told_by"]) == (ends.isoformat(), row.notice_on.isoformat())
    assert [(each["suppliers"], each["value"]) for each in said["contracts"]] == [(["Nord AS"], "6000000.00")]
    (cells,) = plan_sheet(plan_of(cast.ekby, TODAY), TODAY).rows
    assert cells[3:6] == ["Nord AS", ends, row.ending.last_possible]


@pytest.mark.usefixtures("in_ekby")
def test_an_extension_that_is_used_moves_the_end_in_plan_and_next_purchase(cast: Cast) -> None:
    contract = signed(awarded(cast, NORTH)[0])
    make_extended(contract, TODAY)
    ends = LATE + relativedelta(months=60) - timedelta(1)
    (row,) = plan_of(cast.ekby, TODAY).ends

    assert row.ending.ends == ends
    procurement = Procurement.objects.get()
    assert plan_next(procurement).procurement.first_day == ends + timedelta(1)
    assert [each.day for each in timeline(procurement, TODAY) if each.kind == "end"] == [ends]


@pytest.mark.usefixtures("in_ekby")
def test_parallel_contracts_stand_together_where_they_agree_and_apart_where_not(cast: Cast) -> None:
    north, south = awarded(cast, NORTH, SOUTH)
    signed(north)
    rows = plan_of(cast.ekby, TODAY).ends
    assert [[each.title for each in row.contracts] for row in rows] == [[], ["Skoleskyss – Nord AS"]]

    signed(south)
    (row,) = plan_of(cast.ekby, TODAY).ends
    assert (row.contracts, row.is_part) == ((north, south), False)

    make_extended(Contract.objects.get(pk=south.pk), TODAY)
    apart = plan_of(cast.ekby, TODAY).ends
    assert [(row.contracts, row.is_part) for row in apart] == [((north,), True), ((south,), True)]
    told = [(each.kind, each.note) for each in timeline(Procurement.objects.get(), TODAY)]
    assert told[told.index(("first_day", "")) :] == [
        ("first_day", ""),
        ("notice", "Nord AS"),
        ("end", "Nord AS"),
        ("notice", "Sør AS"),
        ("end", "Sør AS"),
        ("last_end", ""),
    ]


@pytest.mark.usefixtures("in_ekby")
def test_what_is_awarded_and_not_signed_has_its_days_among_the_others_each_by_its_name(cast: Cast) -> None:
    north, _south = awarded(cast, NORTH, SOUTH)
    waiting = timeline(Procurement.objects.get(), TODAY)
    names = [each.title for each in waiting if each.day]
    assert names == [
        "Award decided",
        "Standstill ends",
        "Contract begins (awarded, not signed yet)",
        "Contract ends (awarded, not signed yet)",
        "Contract ends with all extensions (awarded, not signed yet)",
    ]

    signed(north)
    told = [each for each in timeline(Procurement.objects.get(), TODAY) if each.day]
    assert [each.day for each in told] == sorted(each.day for each in told if each.day)
    begins = [(each.title, each.note) for each in told if each.kind == "first_day"]
    assert begins == [
        ("Contract begins (awarded, not signed yet)", "Sør AS"),
        ("Contract begins (signed)", "Nord AS"),
    ]


@pytest.mark.usefixtures("in_ekby")
def test_while_a_lot_is_undecided_the_plan_is_told_apart_from_what_is_signed(cast: Cast) -> None:
    signed(awarded(cast, NORTH)[0])
    Procurement.objects.update(stage=Stage.EVALUATION)
    told = [each.title for each in timeline(Procurement.objects.get(), TODAY)]

    assert {"Award (planned)", "Award decided", "Contract begins (planned)", "Contract begins (signed)"} <= {*told}


def test_a_stopped_procurement_says_the_same_in_list_file_and_overview(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        move_to(procurement, Stage.STOPPED, because="No money")
        (cells,) = procurements_sheet(Procurement.objects.select_related("organisation")).rows
    said = f"Stopped on {date_format(TODAY)}. Nothing will begin."
    bo = client_for(cast.bo)
    overview = bo.get(f"/o/ekby/procurements/{procurement.uuid}/")

    assert [(begins, stopped) for _each, begins, stopped in bo.get("/o/ekby/procurements/").context["rows"]] == [
        (None, said)
    ]
    assert said in overview.content.decode()
    assert overview.context["timeline"] == []
    assert cells[14:17] == [None, None, None]


def test_calendar_and_overview_tell_what_was_signed(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        north, south = awarded(cast, NORTH, SOUTH)
        signed(north)
        signed(south)
        make_extended(Contract.objects.get(pk=south.pk), TODAY)
        procurement = Procurement.objects.get()
    bo = client_for(cast.bo)
    page = bo.get(f"/o/ekby/procurements/calendar/?from={TODAY:%Y-%m}")
    shown = [
        (each.kind, each.day, note) for _month, those in page.context["months"] for each, _name, _past, note in those
    ]
    end = LATE + relativedelta(months=48) - timedelta(1)
    told_by = LATE + relativedelta(months=45)
    assert ("end", end, "Nord AS") in shown
    assert ("notice", told_by, "Nord AS") in shown
    ((day, note),) = [(day, note) for kind, day, note in shown if kind == "step"]
    assert (day, note.partition(": ")[2]) == (end + timedelta(1), "at least 80\xa0% – Sør AS")

    overview = bo.get(f"/o/ekby/procurements/{procurement.uuid}/").content.decode()
    assert "Next extension told by" in overview
    assert "Nord AS" in overview
    plan = bo.get("/o/ekby/procurements/plan/").content.decode()
    assert "extension told by" in plan
    assert f"/o/ekby/procurements/contracts/{north.uuid}/" in plan


def test_suppliers_in_one_contract_who_offered_differently_are_told_apart(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        asked = AskedRequirement.objects.get(procurement=awarded_with_offer(cast).procurement)
        made = Contract.objects.get()
        signed(made)
    first = LATE + relativedelta(months=44)
    page = client_for(cast.bo).get(f"/o/ekby/procurements/calendar/?from={first:%Y-%m}")

    notes = [note for _month, those in page.context["months"] for each, *_said, note in those if each.kind == "step"]
    assert notes == [f"{asked.code}: at least 70\xa0% – Nord AS"]


def test_contracts_with_no_step_in_common_do_not_show_the_planned_ones(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        north, _south = (signed(each) for each in awarded(cast, NORTH, SOUTH))
        asked = AskedRequirement.objects.get(procurement=north.procurement)
        pages = (f"/o/ekby/procurements/{asked.procurement.uuid}/staircases/", page_of(asked))
        ObligationStep.objects.filter(obligation__contract=north).update(first_day=None, last_day=None)
    for path in pages:
        page = client_for(cast.bo).get(path).content.decode()
        assert "There is no step that all of the signed contracts ask for." in page
        assert "The signed contracts ask for different steps" in page
        assert "takes effect on" not in page


def awarded_with_offer(cast: Cast) -> Contract:
    """One contract with two suppliers, of which one offers a step of its own."""
    procurement = make_rising(cast.ekby).procurement
    Procurement.objects.filter(pk=procurement.pk).update(announced_on=None, bids_due_on=None)
    asked = AskedRequirement.objects.get(procurement=procurement)
    offer = Offer({asked.pk: [OfferedThreshold(Decimal(70), months=44)]})
    decided = PLANNED - relativedelta(months=2)
    days: dict[str, Any] = {
        "first_day": PLANNED,
        "planned_first_day": PLANNED,
        "decided_on": decided,
        "told_on": decided,
    }
    made = make_award(procurement, replace(NORTH, offer=offer), SOUTH, together=True, **days)
    return made.contracts.get()


def test_list_and_its_file_tell_when_what_was_signed_begins(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        signed(awarded(cast, NORTH)[0])
        (cells,) = procurements_sheet(Procurement.objects.select_related("organisation")).rows
    page = client_for(cast.bo).get("/o/ekby/procurements/")

    assert [begins for _each, begins, _stopped in page.context["rows"]] == [LATE]
    ends = [LATE + relativedelta(months=months) - timedelta(1) for months in (48, 72)]
    assert cells[14:18] == [LATE, *ends, "Nord AS"]


def test_list_and_board_are_sorted_by_the_day_that_was_signed(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for title in ("A late start", "Z late start"):
            signed(awarded(cast, NORTH, title=title)[0])
        awarded(cast, NORTH, title="B as planned")
    bo = client_for(cast.bo)
    listed = bo.get("/o/ekby/procurements/?sort=begins").context["rows"]
    assert [each.title for each, _begins, _stopped in listed] == ["B as planned", "A late start", "Z late start"]
    with open_access(access_for_work(cast.ekby.pk)):
        (board,) = (each for each in columns_of(cast.ekby) if each.stage == Stage.AWARDED)
    assert [each.title for each in board.procurements] == ["A late start", "Z late start", "B as planned"]


def test_what_comes_next_is_said_by_the_contract(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        (contract,) = awarded(cast, NORTH)
        signed(contract, first_day=TODAY + timedelta(5))
        procurement = Procurement.objects.get()
    bo = client_for(cast.bo)

    assert bo.get(f"/o/ekby/procurements/{procurement.uuid}/").context["answer"] == "The contract begins in 5 days."
    assert "The contract begins in 5 days." in bo.get("/o/ekby/procurements/board/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("calendar/", 11), ("plan/", 10), ("board/", 9)])
def test_lists_ask_as_often_for_one_signed_contract_as_for_three(
    cast: Cast,
    client_for: In,
    number: int,
    address: str,
    queries: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for each in range(number):
            signed(awarded(cast, NORTH, title=f"Purchase {each}")[0])
    bo = client_for(cast.bo)
    bo.get(f"/o/ekby/procurements/{address}")
    with django_assert_num_queries(queries):
        bo.get(f"/o/ekby/procurements/{address}")
