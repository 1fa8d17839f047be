"""The purchase that follows a contract carries over what was said of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from foundation.changes.models import Change
from organisations.models import Organisation
from procurement.models import AskedRequirement, Procurement, Stage, Staircase, StaircaseStep
from procurement.queries.planned_obligations import Offer, OfferedThreshold
from procurement.services.ask import Wanted, ask_for, fill_all, fill_asked
from procurement.services.asked_values import Filling
from procurement.services.carry_steps import CarriedSteps
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import add_lot
from procurement.services.plan_next import PlannedNext, next_title, plan_next
from procurement.services.procurements import change_procurement, move_to
from procurement.services.requirement_sets import keep_as_set
from procurement.services.staircases import PlannedStep, Rules, let_rise
from requirements_bank.services.review import retire
from requirements_bank.services.versions import new_draft, publish
from tests.factories.bank import make_published, said
from tests.factories.contracts import BUSES, make_contract, make_signed
from tests.factories.procurements import make_planned, make_rising

pytestmark = pytest.mark.django_db
TODAY = date(2029, 1, 15)


def test_it_follows_with_its_days_counted_back_from_the_next_end(at_work_in_ekby: Organisation) -> None:
    ended = make_planned(at_work_in_ekby, description="To and from school", options=[])
    move_to(ended, Stage.AWARDED)

    made = plan_next(ended, today=TODAY).procurement

    assert (made.title, made.follows, made.stage) == ("Skoleskyss 2031", ended, Stage.IDEA)
    assert (made.first_day, made.dialogue_on) == (date(2031, 8, 1), date(2030, 11, 1))
    assert (made.announced_on, made.bids_due_on, made.awarded_on) == (
        date(2031, 2, 1),
        date(2031, 3, 1),
        date(2031, 5, 1),
    )
    carried = ("description", "category", "cpv", "value", "procedure", "months", "options")
    assert [getattr(made, name) for name in carried] == [getattr(ended, name) for name in carried]
    assert made.case_number == ""
    assert Change.objects.filter(action="planned_anew", summary__follows="Skoleskyss 2027").count() == 1


def test_days_that_have_passed_are_left_open(at_work_in_ekby: Organisation) -> None:
    ended = make_planned(at_work_in_ekby, options=[])

    late = plan_next(ended, today=date(2031, 4, 2)).procurement

    assert (late.dialogue_on, late.announced_on, late.bids_due_on) == (None, None, None)
    assert (late.awarded_on, late.first_day) == (date(2031, 5, 1), date(2031, 8, 1))


def test_after_the_end_the_next_one_begins_no_earlier_than_today(at_work_in_ekby: Organisation) -> None:
    ended = make_planned(at_work_in_ekby, options=[])

    late = plan_next(ended, today=date(2032, 2, 1)).procurement
    assert (late.first_day, late.title) == (date(2032, 2, 1), "Skoleskyss 2032")


def test_requirements_come_along_in_their_newest_versions(at_work_in_ekby: Organisation) -> None:
    clause = make_published(at_work_in_ekby, visibility="own", code="EGN-001")
    criterion = make_published(at_work_in_ekby, visibility="own", code="EGN-002", kind="award_criterion")
    withdrawn = make_published(at_work_in_ekby, visibility="own", code="EGN-003")
    ended = make_planned(at_work_in_ekby)
    asked = ask_for(ended, [Wanted(clause, note="Look at the depots"), Wanted(criterion), Wanted(withdrawn)])
    fill_asked(asked[1], weight=Decimal(30))
    retire(withdrawn, reason="Nobody keeps it")

    planned = plan_next(ended, today=TODAY)

    assert (planned.carried, planned.left_behind) == (2, ("EGN-003",))
    there = AskedRequirement.objects.filter(procurement=planned.procurement)
    assert list(there.values_list("code", "note", "weight")) == [
        ("EGN-001", "Look at the depots", None),
        ("EGN-002", "", Decimal(30)),
    ]


def test_the_weight_of_the_price_comes_along(at_work_in_ekby: Organisation) -> None:
    ended = make_planned(at_work_in_ekby)
    fill_all(ended, {}, price=Filling(weight=Decimal(70)))
    assert plan_next(ended, today=TODAY).procurement.price_weight == 70


def test_weights_of_several_lots_are_left_unsaid_since_together_they_are_too_much(
    at_work_in_ekby: Organisation,
) -> None:
    ended = make_planned(at_work_in_ekby)
    for title, weight in (("North", 30), ("South", 40)):
        lot = add_lot(ended, title=title, price_weight=Decimal(100 - weight))
        criterion = make_published(at_work_in_ekby, visibility="own", kind="award_criterion")
        (asked,) = ask_for(ended, [Wanted(criterion)], lot=lot)
        fill_asked(asked, weight=Decimal(weight))
    ended.refresh_from_db()

    planned = plan_next(ended, today=TODAY)
    planned.procurement.refresh_from_db()
    assert (planned.is_unweighed, planned.procurement.price_weight) == (True, None)
    weights = AskedRequirement.objects.filter(procurement=planned.procurement).values_list("weight", flat=True)
    assert list(weights) == [None, None]

    kept = keep_as_set(ended, "Transport")
    assert (kept.price_weight, [row.weight for row in kept.requirements.all()]) == (None, [None, None])


STEPS = (PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24, proof="A report", goal="2030"))


def planned_after(organisation: Organisation, *steps: PlannedStep, **rules: Any) -> tuple[PlannedNext, Staircase]:
    """A procurement whose requirement rose in these steps, and the staircase of the one that follows."""
    asked = make_rising(organisation, *steps, rules=Rules(**rules))
    planned = plan_next(asked.procurement, today=TODAY)
    return planned, Staircase.objects.get(asked__procurement=planned.procurement)


def steps_of(stairs: Staircase) -> list[tuple[Any, ...]]:
    return [(step.threshold, step.day or step.months) for step in stairs.steps.all()]


def test_staircases_come_along_with_their_rules_and_begin_where_the_former_ones_stood(
    at_work_in_ekby: Organisation,
) -> None:
    last = PlannedStep(Decimal(80), months=48, bonus="fixed", bonus_amount=Decimal(1000))
    planned, stairs = planned_after(at_work_in_ekby, *STEPS, last, on_late_start="from_planned_start", seen_by="public")

    assert planned.staircases == (CarriedSteps(stairs.asked.code, is_raised=True),)
    assert steps_of(stairs) == [(60, 0), (80, 48)]
    assert [(step.proof, step.goal, step.bonus_amount) for step in stairs.steps.all()] == [
        ("A report", "2030", None),
        ("", "", Decimal(1000)),
    ]
    assert (stairs.on_late_start, stairs.seen_by) == ("from_planned_start", "own"), "nobody sees it unasked"
    told = Change.objects.get(kind="procurement.staircase", action="begun_higher").summary
    assert (told["former"], told["threshold"].replace("\xa0", " ")) == ("Skoleskyss 2027", "60 %")


def test_steps_that_begin_no_lower_come_along_without_being_raised(at_work_in_ekby: Organisation) -> None:
    planned, stairs = planned_after(at_work_in_ekby, PlannedStep(Decimal(60), months=0, notice_months=3))

    assert planned.staircases == (CarriedSteps(stairs.asked.code),)
    assert steps_of(stairs) == [(60, 0)]
    assert "stood" not in stairs.origin
    assert Change.objects.filter(kind="procurement.staircase", action="carried").count() == 1


def test_a_fixed_day_moves_with_the_start_and_waits_for_a_look(at_work_in_ekby: Organisation) -> None:
    fixed = PlannedStep(Decimal(80), day=date(2032, 1, 1))
    planned, stairs = planned_after(at_work_in_ekby, STEPS[0], fixed)

    assert planned.staircases == (CarriedSteps(stairs.asked.code, has_moved_days=True),)
    assert steps_of(stairs) == [(40, 0), (80, date(2036, 1, 1))]
    assert stairs.origin["moved"] == {"2": "2032-01-01"}

    looked = let_rise(stairs.asked, [STEPS[0], fixed], Rules(), revision=stairs.revision)
    assert looked.origin == {"procurement": stairs.origin["procurement"], "title": "Skoleskyss 2027"}


def test_that_it_begins_where_the_former_one_stood_is_said_as_long_as_it_does(at_work_in_ekby: Organisation) -> None:
    _planned, stairs = planned_after(at_work_in_ekby, *STEPS)
    same = let_rise(stairs.asked, [PlannedStep(Decimal(60), months=0)], Rules(), revision=1)
    assert same.origin["stood"] == "60"

    lower = let_rise(stairs.asked, [PlannedStep(Decimal(50), months=0)], Rules(), revision=2)
    assert "stood" not in lower.origin


def test_steps_that_do_not_fit_the_newer_version_stay_behind(at_work_in_ekby: Organisation) -> None:
    asked = make_rising(at_work_in_ekby, *STEPS)
    share = {"type": "percent", "default": 10, "min": 5, "max": 30, "names": {"nb": "Andel", "sv": "Andel"}}
    changed = said(asked.code, variables={"share": share})
    publish(new_draft(requirement=asked.version.requirement, said=changed), change_note="Less")

    planned = plan_next(asked.procurement, today=TODAY)
    assert (planned.carried, planned.staircases) == (1, (CarriedSteps(asked.code, is_carried=False),))
    assert not Staircase.objects.filter(asked__procurement=planned.procurement).exists()


def test_pressing_twice_plans_once_and_a_stopped_one_is_planned_anew(at_work_in_ekby: Organisation) -> None:
    ended = make_planned(at_work_in_ekby)
    first, again = plan_next(ended, today=TODAY), plan_next(ended, today=TODAY)
    assert (first.is_new, again.is_new, again.procurement) == (True, False, first.procurement)

    move_to(first.procurement, Stage.STOPPED, because="Merged with another one")
    assert plan_next(ended, today=TODAY).is_new


def test_a_contract_without_an_end_cannot_be_followed(at_work_in_ekby: Organisation) -> None:
    ended = make_planned(at_work_in_ekby)
    change_procurement(ended, revision=1, months=None, options=[])

    with pytest.raises(ProcurementNotPossibleError, match="for how many months"):
        plan_next(ended, today=TODAY)
    assert Procurement.objects.count() == 1


def test_a_title_too_long_for_a_year_stays_as_it_is() -> None:
    assert next_title("x" * 298, 2031) == "x" * 298
    assert next_title("Skyss 2020 og 2021", 2031) == "Skyss 2020 og 2031"


def test_the_next_one_begins_where_the_signed_contract_really_stood(at_work_in_ekby: Organisation) -> None:
    asked = make_rising(at_work_in_ekby)
    offer = Offer({asked.pk: [OfferedThreshold(Decimal(70), months=30)]})
    signed = make_signed(make_contract(asked.procurement, replace(BUSES, offer=offer)), first_day=date(2027, 10, 1))
    made = plan_next(Procurement.objects.get(pk=asked.procurement_id), today=TODAY)

    assert made.procurement.first_day == date(2031, 10, 1)
    steps = StaircaseStep.objects.filter(staircase__asked__procurement=made.procurement)
    assert [(step.threshold, step.months) for step in steps] == [(Decimal(70), 0), (Decimal(80), 48)]
    assert signed.last_day == date(2031, 9, 30)
