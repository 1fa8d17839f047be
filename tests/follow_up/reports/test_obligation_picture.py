"""The picture of an obligation: its stairs, and what was measured."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from follow_up.models import CheckResult, ResultSource
from follow_up.reports.obligation_picture import obligation_picture
from follow_up.services.note_result import Finding, note_result
from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _inside(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)):
        yield


def drawn(obligation: Obligation) -> str:
    steps = obligation.steps.order_by("first_day")
    picture = obligation_picture(obligation, steps, CheckResult.objects.filter(obligation=obligation), TODAY)
    return str(picture.wide) if picture else ""


def test_what_was_measured_stands_beside_what_is_asked(cast: Cast) -> None:
    obligation = make_obligation(make_followed(cast.ekby))
    for day, value, is_kept in ((date(2026, 4, 1), "64", True), (date(2026, 6, 1), "31.5", False)):
        note_result(obligation, Finding(on=day, is_kept=is_kept, source=ResultSource.CONTROL, value=Decimal(value)))
    picture = drawn(obligation).replace("\u00a0", " ")

    assert "64 % measured on 1 April 2026; 31.5 % measured on 1 June 2026" in picture
    assert (picture.count(">64 %<"), picture.count(">31.5 %<")) == (1, 1)
    assert "at least 50 % from" in picture


def test_what_does_not_count_or_was_not_measured_is_not_drawn(cast: Cast) -> None:
    obligation = make_obligation(make_followed(cast.ekby))
    seen = Finding(on=date(2026, 4, 1), is_kept=True, source=ResultSource.HAND)
    note_result(obligation, seen)
    wrong = note_result(
        obligation, Finding(date(2026, 5, 1), is_kept=True, source=ResultSource.HAND, value=Decimal(99))
    )
    CheckResult.objects.filter(pk=wrong.pk).update(void_because="A slip")

    assert "measured on" not in drawn(obligation)


def test_yes_and_no_has_no_picture(cast: Cast) -> None:
    assert drawn(make_obligation(make_followed(cast.ekby), steps=())) == ""
