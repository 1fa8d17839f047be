"""The calendar shows the days of all procurements, the plan what must be bought again."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.utils import timezone

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.forms.find_procurements import read_month
from procurement.models import Procurement, Stage, Staircase
from procurement.queries.calendar_days import months_of
from procurement.services.procurements import move_to, name_buyers
from procurement.services.staircases import PlannedStep
from tests.factories.cast import Cast
from tests.factories.contracts import make_call_off, make_contract
from tests.factories.dialogues import open_dialogue
from tests.factories.procurements import make_planned, make_rising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
CALENDAR = "/o/ekby/procurements/calendar/"
PLAN = "/o/ekby/procurements/plan/"
UNDATED = {"announced_on": None, "bids_due_on": None}


def awarded(cast: Cast, title: str, *, months_left: int, options: list[int] | None = None) -> Procurement:
    """A contract of four years that ends in so many months."""
    first_day = timezone.localdate() + timedelta(1) - relativedelta(months=48 - months_left)
    made = make_planned(cast.ekby, title=title, first_day=first_day, options=options or [], **UNDATED)
    return move_to(made, Stage.AWARDED)


def test_every_day_stands_in_its_month_and_stopped_ones_nowhere(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_planned(cast.ekby)
        move_to(make_planned(cast.ekby, title="Bro"), Stage.STOPPED, because="No money")
        months = months_of(cast.ekby, date(2027, 1, 1), 12)
        later = months_of(cast.ekby, date(2031, 7, 1), 36)

    found = [(str(each.day), each.kind) for month in months for each in month.milestones]
    assert found == [("2027-03-01", "announced_on"), ("2027-04-12", "bids_due_on"), ("2027-08-01", "first_day")]
    assert [(str(each.day), each.kind) for month in later for each in month.milestones] == [
        ("2031-07-31", "end"),
        ("2033-07-31", "last_end"),
    ]
    assert [month.first.month for month in months] == list(range(1, 13))


def test_the_calendar_holds_when_answers_close_and_when_to_begin_anew(cast: Cast) -> None:
    today = timezone.localdate()
    with open_access(access_for_work(cast.ekby.pk)):
        open_dialogue(make_planned(cast.ekby, title="Asking", **UNDATED))
        awarded(cast, "Ends", months_left=12)
        months = months_of(cast.ekby, today.replace(day=1), 12)
    found = {each.kind: (each.procurement.title, each.day) for month in months for each in month.milestones}

    assert found["closes_on"] == ("Asking", today + timedelta(30))
    assert found["begin_by"] == ("Ends", today + timedelta(1) + relativedelta(months=3))


def test_the_calendar_holds_the_notice_of_steps_and_the_end_of_call_offs(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        steps = PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24, notice_months=6)
        procurement = make_rising(cast.ekby, *steps).procurement
        Procurement.objects.filter(pk=procurement.pk).update(agreement="framework", **UNDATED)
        procurement.refresh_from_db()
        make_call_off(make_contract(procurement))
    page = client_for(cast.bo).get(f"{CALENDAR}?from=2028-03")
    found = {
        each.kind: (str(each.day), name, note)
        for _month, those in page.context["months"]
        for each, name, _past, note in those
    }

    assert found["step_notice"][:2] == ("2029-02-01", "Step told to the supplier by")
    assert found["call_off_end"] == ("2028-07-31", "Call-off ends", "Skyss 2027, Buss AS")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2027-03", date(2027, 3, 1)),
        ("2027-13", date(2026, 11, 1)),
        ("0001-01", date(2026, 11, 1)),
        ("99999-01", date(2026, 11, 1)),
        ("²027-03", date(2026, 11, 1)),
        ("", date(2026, 11, 1)),
    ],
)
def test_a_month_that_makes_no_sense_is_this_one(asked: str, expected: date) -> None:
    assert read_month({"from": asked}, date(2026, 11, 22)) == expected


def test_the_calendar_is_turned_by_twelve_months(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_planned(cast.ekby)
    page = client_for(cast.bo).get(f"{CALENDAR}?from=2027-03")

    assert "Skoleskyss 2027" in page.content.decode()
    assert (page.context["earlier"], page.context["later"]) == (f"{CALENDAR}?from=2026-03", f"{CALENDAR}?from=2028-03")
    assert client_for(cast.bo).get(f"{CALENDAR}?from=2199-12").status_code == 200
    assert client_for(cast.bo).get(f"{CALENDAR}?from=2000-01").status_code == 200


def test_the_plan_holds_what_ends_and_says_what_is_late(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        awarded(cast, "Late", months_left=3)
        awarded(cast, "In time", months_left=20, options=[12])
        awarded(cast, "Far away", months_left=30)
        make_planned(cast.ekby, title="Only planned")
        move_to(make_planned(cast.ekby, title="Without end", months=None, options=[]), Stage.AWARDED)
    context = client_for(cast.bo).get(PLAN).context

    assert [(row.procurement.title, urgent) for row, urgent, *_rest in context["rows"]] == [
        ("Late", True),
        ("In time", False),
    ]
    assert context["urgent"] == 1
    assert [each.title for each in context["without_end"]] == ["Without end"]
    assert [row.ending.can_be_extended for row, *_rest in context["rows"]] == [False, True]


def test_the_next_one_is_planned_from_the_plan_and_stands_there(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        ended = awarded(cast, "Renhold", months_left=12)
    ada = client_for(cast.ada)

    answer = ada.post(f"/o/ekby/procurements/{ended.uuid}/next/")

    with open_access(access_for_work(cast.ekby.pk)):
        made = Procurement.objects.get(follows=ended)
    assert answer["Location"] == f"/o/ekby/procurements/{made.uuid}/"
    assert [row.follower for row, *_rest in ada.get(PLAN).context["rows"]] == [made]
    assert f"/o/ekby/procurements/{ended.uuid}/next/" not in ada.get(PLAN).content.decode()


def test_how_staircases_came_along_is_said_at_once_and_on_their_page(cast: Cast, client_for: In) -> None:
    steps = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24)]
    with open_access(access_for_work(cast.ekby.pk)):
        former = make_rising(cast.ekby, *steps, PlannedStep(Decimal(80), day=date(2032, 1, 1)))
    ada = client_for(cast.ada)
    told = ada.post(f"/o/ekby/procurements/{former.procurement.uuid}/next/", follow=True).content.decode()
    assert f"Begin where the former contract stood at its end: {former.code}." in told
    assert f"Fixed days moved with the start, look at them: {former.code}." in told

    with open_access(access_for_work(cast.ekby.pk)):
        stairs = Staircase.objects.select_related("asked__procurement").exclude(asked=former).get()
    page = f"/o/ekby/procurements/{stairs.asked.procurement.uuid}/staircases/{stairs.asked.uuid}/"
    seen = ada.get(page)
    assert [each.replace("\xa0", " ")[:57] for each in seen.context["origins"]] == [
        "The steps come from Skoleskyss 2027 and begin at 60 %, wh"
    ]
    (moved,) = seen.context["moved_days"]
    assert moved.startswith("Step 2: its fixed day moved with the start, from 1 January 2032 to 1 January 2036.")
    assert "Days to look at" in seen.content.decode()


def test_a_contract_without_an_end_is_refused_in_words(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        endless = make_planned(cast.ekby, months=None, options=[])
    page = client_for(cast.ada).post(f"/o/ekby/procurements/{endless.uuid}/next/", follow=True)

    assert "Say when the contract begins" in page.content.decode()


def test_what_was_bought_again_leaves_the_plan_once_it_is_over(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        over = awarded(cast, "Over", months_left=-2)
    ada = client_for(cast.ada)
    assert [has_ended for _row, _urgent, has_ended, _of in ada.get(PLAN).context["rows"]] == [True]

    ada.post(f"/o/ekby/procurements/{over.uuid}/next/")
    assert ada.get(PLAN).context["rows"] == []


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(CALENDAR, 8), (PLAN, 8)])
def test_both_ask_as_often_for_one_as_for_three(
    cast: Cast,
    client_for: In,
    number: int,
    address: str,
    queries: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for each in range(number):
            awarded(cast, f"Purchase {each}", months_left=6)
    bo = client_for(cast.bo)
    bo.get(address)
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        bo.get(address)


@pytest.mark.parametrize("page", ["", "board/", "calendar/", "plan/"])
def test_every_view_is_empty_at_first_and_says_what_to_do(cast: Cast, client_for: In, page: str) -> None:
    text = client_for(cast.ada).get(f"/o/ekby/procurements/{page}").content.decode()

    assert "empty-state" in text
    assert "/o/ekby/procurements/new/" in text
    assert text.count("<h1") == 1


def test_who_buys_along_is_not_told_that_nobody_has_begun(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(awarded(cast, "Together", months_left=3), [cast.granby])
    page = client_for(cast.cilla).get("/o/granby/procurements/plan/")

    assert [(row.procurement.title, urgent) for row, urgent, *_rest in page.context["rows"]] == [("Together", False)]
    assert "/next/" not in page.content.decode()
