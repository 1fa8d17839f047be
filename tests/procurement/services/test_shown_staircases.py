"""What neighbours see of staircases: written at once for all, and renewed where kept rows are older than they tell."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Organisation
from procurement.models import Procurement, ShownStaircase, Stage
from procurement.services.ask import Wanted, ask_for
from procurement.services.procurements import move_to
from procurement.services.renew_shown_staircases import renew_shown_staircases
from procurement.services.shown_staircases import show_staircases
from procurement.services.staircases import PlannedStep, Rules, let_rise
from requirements_bank.models import SeenBy
from tests.factories.bank import make_published
from tests.factories.contracts import make_award, make_contract, make_signed
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db
STEPS = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24)]


def make_shown(organisation: Organisation, rising: int, **said: object) -> Procurement:
    """A procurement with so many staircases, all of them shown to neighbours."""
    procurement = make_planned(organisation, **said)
    versions = [make_published(organisation, visibility="own") for _place in range(rising)]
    for asked in ask_for(procurement, [Wanted(version) for version in versions]):
        let_rise(asked, STEPS, Rules(seen_by=SeenBy.NETWORK))
    procurement.refresh_from_db()
    return procurement


def test_more_staircases_ask_the_database_no_more(at_work_in_ekby: Organisation) -> None:
    counted = []
    for rising in (1, 3):
        procurement = make_shown(at_work_in_ekby, rising)
        make_signed(make_contract(procurement))
        procurement.first_day = date(2027, 9, 1)
        ShownStaircase.objects.update(code="OLD")
        with CaptureQueriesContext(connection) as queries:
            assert show_staircases(procurement) == rising
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_is_as_it_was_is_not_written_again(at_work_in_ekby: Organisation) -> None:
    procurement = make_shown(at_work_in_ekby, 1)
    before = ShownStaircase.objects.get()
    assert show_staircases(procurement) == 0
    ShownStaircase.objects.update(category="")
    assert show_staircases(procurement) == 1
    after = ShownStaircase.objects.get()
    assert (after.pk, after.category) == (before.pk, "transport.passenger")
    assert after.updated_at > before.updated_at
    move_to(procurement, Stage.STOPPED, because="No money")
    assert not ShownStaircase.objects.exists()


def test_rows_kept_from_before_are_renewed_once(at_work_in_ekby: Organisation) -> None:
    procurement = make_shown(at_work_in_ekby, 2)
    make_signed(make_contract(procurement), first_day=date(2027, 12, 1))
    make_shown(at_work_in_ekby, 1, title="Trikk")
    ShownStaircase.objects.exclude(ends_on=None).update(
        first_day=date(2027, 8, 1), last_day=date(2033, 7, 31), ends_on=None, planned_first_day=None
    )
    assert renew_shown_staircases(at_work_in_ekby) == 2
    told = ShownStaircase.objects.filter(staircase__asked__procurement=procurement)
    assert {(each.first_day, each.ends_on) for each in told} == {(date(2027, 12, 1), date(2031, 11, 30))}
    assert renew_shown_staircases(at_work_in_ekby) == 0


def test_a_contract_that_is_over_is_extended_no_more(at_work_in_ekby: Organisation) -> None:
    procurement = make_shown(at_work_in_ekby, 1)
    make_signed(make_award(procurement).contracts.get())
    last = []
    for today in (date(2031, 7, 31), date(2031, 8, 1)):
        show_staircases(procurement, today=today)
        last.append(ShownStaircase.objects.get().last_day)
    assert last == [date(2033, 7, 31), date(2031, 7, 31)]
