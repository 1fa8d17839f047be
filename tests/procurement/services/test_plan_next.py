"""The purchase that follows a contract carries over what was said of it."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.changes.models import Change
from organisations.models import Organisation
from procurement.models import AskedRequirement, Procurement, Stage
from procurement.services.ask import Wanted, ask_for, fill_asked
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.plan_next import next_title, plan_next
from procurement.services.procurements import change_procurement, move_to
from requirements_bank.services.review import retire
from tests.factories.bank import make_published
from tests.factories.procurements import make_planned

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

    assert plan_next(ended, today=date(2032, 2, 1)).procurement.first_day == date(2032, 2, 1)


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
