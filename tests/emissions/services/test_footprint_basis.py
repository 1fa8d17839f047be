"""The same basis gives the same footprint, whoever is calculated beside it and whatever happens meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import polars as pl
import pytest
from django.db import connections

from emissions.calculations.factor_choice import choose_factors
from emissions.calculations.price_levels import PriceData
from emissions.models import Footprint
from emissions.queries.published import category_mappings, pinned_figures, preferred_sets, price_data
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.footprint_basis import Basis, bases_of
from emissions.services.import_ledger import import_ledger
from emissions.services.recompute_footprints import recompute_footprints
from foundation.access import Access, open_access
from foundation.canonical import content_hash
from foundation.postgres.bulk import copied_frame
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    FOOD,
    FOOD_IN_NOK,
    Posting,
    at_work,
    calculated,
    imported,
    write_ledger,
)
from tests.emissions.importers.ledgers import SAMPLES
from tests.factories.organisations import make_organisation

IN_CROWNS = Posting("01-20", "64400", "Livsmedel", "1000.00", currency="DKK")


def make_place(slug: str) -> Organisation:
    return make_organisation(slug, country="SE", chart=Organisation.Chart.KOMMUN_BAS)


def basis_of(place: Organisation, year: int = 2024) -> Basis:
    (basis,) = bases_of([place], "no-snac", [year])
    return basis


def test_money_of_another_year_changes_nothing(vik: Organisation, footprint: Footprint, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2023, [FOOD, FOOD_IN_NOK])

    with at_work(vik):
        assert calculate_footprint(organisation=vik, year=2024) == footprint


def test_money_of_a_neighbour_changes_nothing(vik: Organisation, footprint: Footprint, tmp_path: Path) -> None:
    neighbour = make_place("nes")
    imported(neighbour, tmp_path, 2024, [FOOD, FOOD_IN_NOK, IN_CROWNS])

    with open_access(Access(writable=(vik.pk, neighbour.pk), acting=vik.pk)):
        made = recompute_footprints(organisations=[vik, neighbour])

        assert [found.organisation_id for found in made] == [neighbour.pk]
        assert set(made[0].intensity_set.intensities.values_list("currency", flat=True)) == {"DKK", "NOK", "SEK"}
        assert set(footprint.intensity_set.intensities.values_list("currency", flat=True)) == {"SEK"}


def figures(**changed: Any) -> str:
    """Return the hash of the shipped figures for kronor spent in Sweden in 2024, some of them changed."""
    given: dict[str, Any] = {
        "mappings": category_mappings(),
        "factor_sets": preferred_sets("no-snac"),
        "prices": price_data(),
        **changed,
    }
    mappings = given.pop("mappings")
    choice = choose_factors(mappings, years=[2024], currencies=["SEK"], country="SE", **given)
    return content_hash(pinned_figures(choice, "SE", 2024, ["SEK"]))


def other_index() -> PriceData:
    """Return the shipped prices with every index of 2024 a little higher, under the same version."""
    indices = tuple(
        replace(
            index,
            series={
                name: replace(series, by_year={**series.by_year, 2024: series.by_year.get(2024, Decimal(1)) + 1})
                for name, series in index.series.items()
            },
        )
        for index in price_data().indices
    )
    return replace(price_data(), indices=indices)


def other_rate() -> PriceData:
    """Return the shipped prices with other exchange rates, under the same version."""
    rates = price_data().rates
    per_euro = {cell: rate + 1 for cell, rate in rates.per_euro.items()}
    return replace(price_data(), rates=replace(rates, per_euro=per_euro))


def other_spread() -> list[Any]:
    first, *rest = preferred_sets("no-snac")
    return [replace(first, quality=replace(first.quality, set_gsd2=Decimal(2))), *rest]


def other_traits() -> dict[str, Any]:
    return {
        code: [replace(entry, traits=frozenset({"medicines", "fuel", "energy"})) for entry in entries]
        for code, entries in category_mappings().items()
    }


@pytest.mark.parametrize(
    ("name", "changed"),
    [("prices", other_index), ("prices", other_rate), ("factor_sets", other_spread), ("mappings", other_traits)],
)
def test_whatever_decides_a_figure_is_in_the_fingerprint(name: str, changed: Callable[[], Any]) -> None:
    assert figures() == figures()
    assert figures(**{name: changed()}) != figures()


def in_turns(work: Callable[[], object]) -> list[Exception]:
    """Do the work twice at the same time; returns what went wrong."""
    together, failures = Barrier(2), list[Exception]()

    def do() -> None:
        try:
            together.wait(20)
            work()
        except Exception as error:  # noqa: BLE001 - told by the test
            failures.append(error)
        finally:
            connections.close_all()

    both = [Thread(target=do) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    return failures


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("recomputed", [False, True])
def test_two_who_calculate_at_once_get_one_footprint(tmp_path: Path, *, recomputed: bool) -> None:
    place = make_place("vik")
    imported(place, tmp_path, 2024, [FOOD])
    found: list[Footprint] = []

    def calculate() -> None:
        with at_work(place):
            if recomputed:
                found.extend(recompute_footprints(organisations=[place]))
            else:
                found.append(calculate_footprint(organisation=place, year=2024))

    assert in_turns(calculate) == []
    assert len({footprint.pk for footprint in found}) == 1
    with at_work(place):
        assert Footprint.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_import_in_between_is_in_all_of_a_basis_or_in_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make_place("vik")
    imported(place, tmp_path, 2024, [FOOD])
    path = write_ledger(tmp_path, 2024, [replace(FOOD, amount="99.00")])
    with at_work(place):
        before = basis_of(place)
    handed_over: list[str] = []
    others: list[Thread] = []

    def hand_over() -> None:
        with at_work(place):
            handed_over.append(str(import_ledger(organisation=place, path=path, name=path.name).ledger_import.uuid))
        connections.close_all()

    def meanwhile(sql: str, *parameters: Any) -> pl.DataFrame:
        """After the first statement that reads what the year rests on, another imports a ledger."""
        result = copied_frame(sql, *parameters)
        if "FROM year_base" in sql and not others:
            others.append(Thread(target=hand_over))
            others[0].start()
            others[0].join(30)
        return result

    monkeypatch.setattr("emissions.queries.spend.copied_frame", meanwhile)
    with at_work(place):
        mixed = basis_of(place)

    assert handed_over
    assert mixed.hash == before.hash
    assert mixed.totals["amount"].sum() == before.totals["amount"].sum()
    with at_work(place):
        assert basis_of(place).hash != before.hash


def test_calculating_twice_returns_the_same(vik: Organisation, footprint: Footprint, tmp_path: Path) -> None:
    with at_work(vik):
        assert calculate_footprint(organisation=vik, year=2024).pk == footprint.pk
        assert recompute_footprints(organisations=[vik]) == []
    assert calculated(vik, tmp_path, 2024, [FOOD]).pk != footprint.pk


def test_costs_of_a_whole_ledger_are_not_set_against_its_income(vik: Organisation) -> None:
    path = SAMPLES / "ekby_kommun_4e.se"
    with at_work(vik):
        found = import_ledger(organisation=vik, path=path, name=path.name).ledger_import
        footprint = calculate_footprint(organisation=vik, year=found.period_from.year)

        assert found.debit + found.credit == 0
        costs = [Decimal(row["amount"]) for row in footprint.result["excluded"] if Decimal(row["amount"]) > 0]
        energy = [part.amount for part in footprint.parts.filter(dimension="category", is_energy=True)]
        assert footprint.money_counted > 0
        assert footprint.money_in == footprint.money_counted + sum(costs) + sum(energy)
