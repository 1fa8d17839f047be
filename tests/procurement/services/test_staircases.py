"""A requirement rises in steps that are checked, saved by one at a time, shown to whom they are for, and frozen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import AskedRequirement, ShownStaircase, Stage, Staircase, StaircaseStep
from procurement.queries.staircases import held_steps, neighbours_staircases
from procurement.services.ask import Wanted, ask_again, ask_for, ask_no_longer
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.procurements import change_procurement, move_to, name_buyers
from procurement.services.show_steps_to import show_steps_to
from procurement.services.staircases import (
    PlannedStep,
    Rules,
    StaircaseNotPossibleError,
    freeze_steps,
    let_rise,
    take_steps_out,
)
from requirements_bank.models import SeenBy
from tests.factories.bank import make_published
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking

pytestmark = pytest.mark.django_db

STEPS = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24, notice_months=6)]
FOR_NEIGHBOURS = Rules(seen_by="network")


@pytest.fixture
def asked(at_work_in_ekby: Organisation) -> AskedRequirement:
    return make_asking(at_work_in_ekby)[1][0]


def test_steps_are_kept_in_their_order_with_all_that_comes_with_them(asked: AskedRequirement) -> None:
    told = replace(STEPS[1], bonus="share", bonus_amount=Decimal(2), goal="Climate plan 2030", proof="Report")
    stairs = let_rise(asked, [STEPS[0], told], Rules())

    assert [(step.position, step.threshold, step.months) for step in stairs.steps.all()] == [
        (1, Decimal(40), 0),
        (2, Decimal(60), 24),
    ]
    step = stairs.steps.get(position=2)
    assert (step.bonus, step.bonus_amount, step.goal, step.proof) == (
        "share",
        Decimal(2),
        "Climate plan 2030",
        "Report",
    )


def test_two_who_edit_at_once_lose_nothing(asked: AskedRequirement) -> None:
    let_rise(asked, STEPS, Rules())
    with pytest.raises(ConflictError, match="changed the steps of"):
        let_rise(asked, STEPS[:1], Rules())
    with pytest.raises(ConflictError):
        let_rise(asked, STEPS[:1], Rules(), revision=7)

    assert StaircaseStep.objects.count() == 2
    assert let_rise(asked, STEPS[:1], Rules(), revision=1).revision == 2


def test_steps_that_go_back_or_out_of_bounds_are_refused_step_by_step(asked: AskedRequirement) -> None:
    with pytest.raises(StaircaseNotPossibleError) as refused:
        let_rise(asked, [STEPS[1], PlannedStep(Decimal(140), months=12)], Rules())

    assert [(problem.code, problem.place) for problem in refused.value.problems] == [
        ("above_bounds", "step 2"),
        ("not_later", "step 2"),
    ]
    assert not Staircase.objects.exists()


def test_without_the_days_of_the_contract_there_are_no_steps(at_work_in_ekby: Organisation) -> None:
    _procurement, (asked,) = make_asking(at_work_in_ekby, months=None, options=[])
    with pytest.raises(StaircaseNotPossibleError, match="when the contract begins"):
        let_rise(asked, STEPS, Rules())


def test_what_has_no_threshold_cannot_rise(at_work_in_ekby: Organisation) -> None:
    _procurement, (asked,) = make_asking(at_work_in_ekby, make_published(at_work_in_ekby, measure=None))
    with pytest.raises(StaircaseNotPossibleError, match="no threshold that could rise"):
        let_rise(asked, STEPS, Rules())


def test_neighbours_see_the_steps_of_one_that_is_shown_and_nothing_else(
    asked: AskedRequirement, cast: Cast, at_work_in_ekby: Organisation
) -> None:
    let_rise(asked, STEPS, FOR_NEIGHBOURS)

    with open_access(access_for_work(cast.granby.pk)):
        (shown,) = neighbours_staircases(cast.granby, topic="own-deliveries", unit="%")
        assert [(step.threshold, step.first) for step in held_steps(shown)] == [
            (Decimal(40), date(2027, 8, 1)),
            (Decimal(60), date(2029, 8, 1)),
        ]
        assert not Staircase.objects.exists()
        assert not StaircaseStep.objects.exists()
        assert not AskedRequirement.objects.exists()
    assert not neighbours_staircases(at_work_in_ekby, topic="own-deliveries", unit="%").exists()


def test_what_neighbours_see_follows_the_days_of_the_contract(asked: AskedRequirement) -> None:
    let_rise(asked, STEPS, FOR_NEIGHBOURS)
    change_procurement(asked.procurement, revision=1, first_day=date(2027, 10, 1))

    assert [step.first for step in held_steps(ShownStaircase.objects.get())] == [date(2027, 10, 1), date(2029, 10, 1)]


def test_what_is_signed_is_read_once_for_all_staircases(asked: AskedRequirement) -> None:
    (other,) = ask_for(asked.procurement, [Wanted(make_published(asked.procurement.organisation))])
    for each in (asked, other):
        let_rise(each, STEPS, FOR_NEIGHBOURS)
    with CaptureQueriesContext(connection) as made:
        change_procurement(asked.procurement, revision=1, first_day=date(2027, 10, 1))
    assert sum('FROM "procurement_obligation"' in each["sql"] for each in made) == 1


def test_who_sees_it_can_be_narrowed_again(asked: AskedRequirement) -> None:
    let_rise(asked, STEPS, FOR_NEIGHBOURS)
    let_rise(asked, STEPS, Rules(), revision=1)

    assert not ShownStaircase.objects.exists()


def test_who_buys_along_sees_the_steps(asked: AskedRequirement, cast: Cast) -> None:
    let_rise(asked, STEPS, Rules())
    name_buyers(asked.procurement, [cast.granby])

    with open_access(access_for_work(cast.granby.pk)):
        assert Staircase.objects.get().steps.count() == 2


def test_a_frozen_staircase_stays_as_it_is(asked: AskedRequirement) -> None:
    let_rise(asked, STEPS, Rules())

    assert (freeze_steps(asked.procurement), freeze_steps(asked.procurement)) == (1, 0)
    with pytest.raises(ConflictError, match="frozen since the award"):
        let_rise(asked, STEPS[:1], Rules(), revision=1)
    with pytest.raises(ConflictError, match="frozen since the award"):
        take_steps_out(asked, revision=1)


def test_steps_can_be_taken_out(asked: AskedRequirement) -> None:
    let_rise(asked, STEPS, FOR_NEIGHBOURS)
    take_steps_out(asked, revision=1)

    assert not Staircase.objects.exists()
    assert not ShownStaircase.objects.exists()


def test_what_will_not_come_is_shown_to_nobody_until_it_does_again(asked: AskedRequirement) -> None:
    let_rise(asked, STEPS, FOR_NEIGHBOURS)
    ask_no_longer(asked)
    assert not ShownStaircase.objects.exists()
    ask_again(asked)
    assert ShownStaircase.objects.count() == 1

    move_to(asked.procurement, Stage.STOPPED, because="No bids")
    assert not ShownStaircase.objects.exists()
    move_to(asked.procurement, Stage.TENDER)
    assert ShownStaircase.objects.count() == 1


def test_who_sees_frozen_steps_can_still_change_and_the_steps_stay(asked: AskedRequirement) -> None:
    let_rise(asked, STEPS, Rules(seen_by=SeenBy.PUBLIC))
    make_bid(asked.procurement)
    freeze_steps(asked.procurement)

    within = show_steps_to(asked, SeenBy.NETWORK, revision=1)
    assert (within.revision, ShownStaircase.objects.get().seen_by) == (2, SeenBy.NETWORK)
    with pytest.raises(ConflictError, match="Look again"):
        show_steps_to(asked, SeenBy.PUBLIC, revision=1)
    show_steps_to(asked, SeenBy.OWN, revision=2)
    assert show_steps_to(asked, SeenBy.OWN, revision=2).revision == 3, "it is so already"

    assert not ShownStaircase.objects.exists()
    assert Staircase.objects.get().frozen_at
    assert StaircaseStep.objects.count() == len(STEPS)
    changes = Change.objects.filter(kind="procurement.staircase", action="shown_to")
    shown_to = [each.summary["seen_by"] for each in changes.order_by("pk")]
    assert shown_to == [str(SeenBy.NETWORK.label), str(SeenBy.OWN.label)]


def test_what_does_not_rise_is_shown_to_nobody(asked: AskedRequirement) -> None:
    with pytest.raises(ProcurementNotPossibleError, match="does not rise"):
        show_steps_to(asked, SeenBy.PUBLIC, revision=1)
