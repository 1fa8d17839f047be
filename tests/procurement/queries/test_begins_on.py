"""Lists sort by the same day on which they say that a contract begins."""

from datetime import date

import pytest
from django.db.models import F

from organisations.models import Organisation
from procurement.models import Procurement
from procurement.queries.begins_on import with_begins_on
from procurement.queries.signed_contracts import signed_of
from procurement.services.award import take_award_back
from procurement.services.lots import add_lot
from tests.factories.contracts import make_award, make_ended, make_signed
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db
PLANNED, SIGNED, LATER = date(2027, 8, 1), date(2027, 12, 1), date(2028, 1, 1)


def begins(procurement: Procurement) -> date | None:
    """Return the day that is sorted by, which has to be the one that is shown."""
    procurement.refresh_from_db()
    signed = signed_of(procurement)
    shown = signed.first_day if signed.replaces_plan else procurement.first_day
    sorted_by: date | None = (
        with_begins_on(Procurement.objects.filter(pk=procurement.pk)).values_list(F("begins_on"), flat=True).get()
    )
    assert sorted_by == shown
    return shown


def test_the_signed_day_counts_while_everything_is_decided_and_signed(at_work_in_ekby: Organisation) -> None:
    planned = make_planned(at_work_in_ekby)
    north, south = add_lot(planned, title="North"), add_lot(planned, title="South")
    make_signed(make_award(planned, lot=north).contracts.get(), first_day=SIGNED)
    assert begins(planned) == PLANNED, "the other lot is not decided"

    waiting = make_award(planned, lot=south)
    assert begins(planned) == PLANNED, "a contract waits to be signed"

    take_award_back(waiting, because="A sum was wrong")
    assert begins(planned) == PLANNED, "the other lot is decided anew"

    ended = make_ended(planned, south, "No bid will do")
    assert begins(planned) == SIGNED

    take_award_back(ended, because="One came in after all")
    assert begins(planned) == PLANNED
    make_signed(make_award(planned, lot=south).contracts.get(), first_day=LATER)
    assert begins(planned) == SIGNED
