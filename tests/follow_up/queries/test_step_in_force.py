"""Which step is in force on a day is told alike wherever it is asked."""

from datetime import date, timedelta

import pytest

from follow_up.queries.control_steps import asked_on
from follow_up.queries.step_in_force import step_in_force, steps_of
from organisations.models import Organisation
from procurement.calculations.staircase import step_on
from tests.factories.follow_up import FIRST_DAY, make_followed, make_obligation

pytestmark = pytest.mark.django_db
SECOND = date(2028, 3, 1)
LAST = date(2030, 2, 28)


@pytest.mark.parametrize(
    ("day", "number"),
    [(FIRST_DAY - timedelta(1), None), (FIRST_DAY, 1), (SECOND - timedelta(1), 1), (SECOND, 2), (LAST, 2)],
)
def test_each_way_of_asking_tells_the_same_step(at_work_in_ekby: Organisation, day: date, number: int | None) -> None:
    obligation = make_obligation(make_followed(at_work_in_ekby))

    step = step_in_force(obligation, day)

    assert (step.number if step else None) == number
    assert step_on(day, steps_of(obligation)) == step
    assert asked_on([obligation], day)[obligation.pk].step == number


def test_after_the_last_day_and_before_an_extension_no_step_is_in_force(at_work_in_ekby: Organisation) -> None:
    obligation = make_obligation(make_followed(at_work_in_ekby))

    assert step_in_force(obligation, LAST + timedelta(1)) is None
    obligation.steps.filter(number=2).update(last_day=None)
    assert step_in_force(obligation, LAST) is None
    obligation.steps.filter(number=1).update(needs_option=True)
    assert step_in_force(obligation, FIRST_DAY) is None
    assert asked_on([obligation], FIRST_DAY)[obligation.pk].threshold is None


def test_what_does_not_rise_has_no_step(at_work_in_ekby: Organisation) -> None:
    obligation = make_obligation(make_followed(at_work_in_ekby), steps=())

    assert step_in_force(obligation, FIRST_DAY) is None
    assert asked_on([obligation], FIRST_DAY)[obligation.pk].threshold is None
    assert steps_of(obligation) == []
