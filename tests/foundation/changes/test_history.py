from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.changes.history import HistoryFilters, actors_in, history, kinds_in
from foundation.changes.record import Actor, acting, record_change
from organisations.models import Organisation

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _what_happened(at_work_in_ekby: Organisation) -> None:
    for name, kind in (("Ada Ask", "tests.a"), ("Bo Bjerk", "tests.a"), ("Bo Bjerk", "tests.b")):
        with acting(Actor(name)):
            record_change(organisation_id=at_work_in_ekby.pk, kind=kind, object_id=1, action="made")


def shown(place: Organisation, **asked: object) -> list[tuple[str, str]]:
    filters = HistoryFilters(**asked)  # type: ignore[arg-type]
    return [(change.actor_name, change.kind) for change in history(place.pk, filters)]


def test_the_newest_comes_first(ekby: Organisation) -> None:
    assert shown(ekby) == [("Bo Bjerk", "tests.b"), ("Bo Bjerk", "tests.a"), ("Ada Ask", "tests.a")]


def test_it_is_narrowed_by_kind_and_person(ekby: Organisation) -> None:
    assert shown(ekby, kind="tests.a", actor="Bo Bjerk") == [("Bo Bjerk", "tests.a")]


@pytest.mark.parametrize(
    ("from_day", "to_day", "found"),
    [
        (TODAY, TODAY, 3),
        (TODAY + timedelta(days=1), None, 0),
        (None, TODAY - timedelta(days=1), 0),
        (None, TODAY, 3),
    ],
)
def test_both_days_are_included(ekby: Organisation, from_day: object, to_day: object, found: int) -> None:
    assert len(shown(ekby, from_day=from_day, to_day=to_day)) == found


def test_what_can_be_chosen_is_what_there_is(ekby: Organisation) -> None:
    assert (actors_in(ekby.pk), kinds_in(ekby.pk)) == (["Ada Ask", "Bo Bjerk"], ["tests.a", "tests.b"])
