"""An organisation has one factor set of a title, however it is written and whoever is quicker."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from threading import Barrier

import pytest
from django.db import connection, connections

from emissions.models import OwnFactorSet
from emissions.services.locked_own_set import OwnSetNotPossibleError
from emissions.services.own_sets import change_own_set
from organisations.models import Organisation
from requirements_bank.models import SeenBy
from tests.emissions.footprint_cases import at_work
from tests.emissions.own_set_cases import begun
from tests.factories.organisations import make_organisation

step = import_module("emissions.migrations.0021_own_set_titles_once_however_written")


def test_titles_that_were_alike_get_numbers(vik: Organisation) -> None:
    with at_work(vik):
        first = begun(vik, "Faktorer")
        with connection.cursor() as cursor:
            cursor.execute(f"RESET ROLE; DROP INDEX {step.NAME}")
            for title in ("FAKTORER", "faktorer (2)", "faktorer", "Andre"):
                OwnFactorSet.objects.create(organisation=vik, title=title)
            cursor.execute(step.NUMBERED)

        titles = list(OwnFactorSet.objects.order_by("pk").values_list("title", "revision"))
    assert titles == [(first.title, 1), ("FAKTORER (3)", 2), ("faktorer (2)", 1), ("faktorer (4)", 2), ("Andre", 1)]


@pytest.mark.parametrize(("title", "other"), [("İ sett", "i sett"), ("\u212b-sett", "å-sett"), ("Straße", "STRASSE")])
def test_letters_that_the_table_takes_for_alike_are_refused_in_words(vik: Organisation, title: str, other: str) -> None:
    with at_work(vik):
        begun(vik, title)
        with suppress(OwnSetNotPossibleError):
            begun(vik, other)


def renamed(own_set: OwnFactorSet, title: str) -> OwnFactorSet:
    return change_own_set(own_set, revision=1, title=title, place=None, seen_by=SeenBy.OWN, is_withdrawn=False)


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_gets_the_title_and_the_others_a_sentence_at_the_field() -> None:
    place = make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)
    with at_work(place):
        older, another = begun(place, "Eldre"), begun(place, "Enda eldre")
    attempts: list[Callable[[], OwnFactorSet]] = [
        lambda: begun(place, "Faktorer"),
        lambda: begun(place, "FAKTORER"),
        lambda: renamed(older, "faktorer"),
        lambda: renamed(another, "Faktorer"),
    ]
    together = Barrier(len(attempts))

    def attempt(make: Callable[[], OwnFactorSet]) -> str:
        try:
            with at_work(place):
                together.wait(30)
                make()
        except OwnSetNotPossibleError as refused:
            return refused.field
        finally:
            connections.close_all()
        return "made"

    with ThreadPoolExecutor(len(attempts)) as pool:
        told = sorted(pool.map(attempt, attempts))

    assert told == ["made", "title", "title", "title"]
    with at_work(place):
        assert OwnFactorSet.objects.filter(organisation=place, title__iexact="faktorer").count() == 1
