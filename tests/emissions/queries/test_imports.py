"""What became of imports: shares, reasons and months, in as many queries for many as for one."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from emissions.queries.imports import (
    imports_listed,
    places_of,
    standings_of,
    treatment_of_import,
    treatment_of_imports,
)
from emissions.queries.periods import counting_imports, holdings_of, places_of_import
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    FOOD,
    FOOD_IN_MARCH,
    GRANT,
    MONEY_COUNTED,
    SEVERAL_CURRENCIES,
    UNKNOWN,
    YEAR_OF_POSTINGS,
    at_work,
    imported,
)
from tests.emissions.importers.ledgers import SAMPLES

JANUARY, MARCH = ("2024-01", False), ("2024-03", False)


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def test_money_is_told_by_treatment_reason_and_share(place: Organisation, tmp_path: Path) -> None:
    treated = treatment_of_import(imported(place, tmp_path, 2024))

    assert treated.excluded == {"transfers": {"lines": 1, "amount": "25000.00"}}
    assert treated.counted == MONEY_COUNTED
    unknown = Decimal(UNKNOWN.amount)
    whole = (
        sum(abs(row["amount"]) for row in treated.rows if row["treatment"] in ("purchase", "capital_good")) + unknown
    )
    assert treated.classified_share == str(((whole - unknown) / whole).quantize(Decimal("0.0001")))


def test_a_file_in_which_nothing_counts_has_no_share(place: Organisation, tmp_path: Path) -> None:
    treated = treatment_of_import(imported(place, tmp_path, 2024, [GRANT]))

    assert treated.classified_share is None
    assert treated.counted == 0


def test_standings_tell_current_partly_and_replaced_apart(place: Organisation, tmp_path: Path) -> None:
    replaced = imported(place, tmp_path, 2024, [FOOD])
    partly = imported(place, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])
    current = imported(place, tmp_path, 2024, [FOOD, FOOD])

    standings = standings_of(place.pk, [replaced.pk, partly.pk, current.pk])

    assert [standing.state for standing in standings.values()] == ["replaced", "partly", "current"]
    assert [(standing.current, standing.places) for standing in standings.values()] == [(0, 1), (1, 2), (1, 1)]


def test_months_name_the_import_that_is_current_there(place: Organisation, tmp_path: Path) -> None:
    partly = imported(place, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])
    newer = imported(place, tmp_path, 2024, [FOOD, FOOD])

    found = {f"{place.month:%Y-%m}": (place.lines, place.holder) for place in places_of(partly)}

    assert found == {"2024-01": (1, newer), "2024-03": (1, partly)}


def test_a_replaced_import_keeps_the_sums_that_it_was_counted_with(place: Organisation, tmp_path: Path) -> None:
    old = imported(place, tmp_path, 2024, [FOOD])
    before = treatment_of_import(old).rows
    imported(place, tmp_path, 2024, [FOOD, FOOD])

    assert treatment_of_import(old).rows == before


def test_many_imports_take_as_many_queries_as_one(
    place: Organisation, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    imports = [imported(place, tmp_path, year) for year in (2021, 2022, 2023)]
    for some in (imports[:1], imports):
        with django_assert_num_queries(4):
            treatment_of_imports(place.pk, some)
            standings_of(place.pk, [known.pk for known in some])


def test_money_of_other_currencies_is_never_added_up(place: Organisation, tmp_path: Path) -> None:
    found = imported(place, tmp_path, 2024, SEVERAL_CURRENCIES)
    alone = imported(place, tmp_path, 2023, YEAR_OF_POSTINGS)

    treated, without = treatment_of_import(found), treatment_of_import(alone)
    assert (treated.counted, treated.classified_share) == (without.counted, without.classified_share)
    assert treated.excluded == {"transfers": {"lines": 2, "amount": "25000.00", "other_money": {"NOK": "40.00"}}}
    months = {place.month.month: place.counted for place in places_of(found)}
    assert months == {place.month.month: place.counted for place in places_of(alone)}


def test_the_newest_import_comes_first_and_only_the_own_ones(
    place: Organisation, granby: Organisation, tmp_path: Path
) -> None:
    first, second = (imported(place, tmp_path, year, [FOOD]) for year in (2023, 2024))
    with at_work(granby):
        path = SAMPLES / "ekby_supplier_ledger.csv"
        import_ledger(organisation=granby, path=path, name=path.name)

    assert list(imports_listed(place.pk)) == [second, first]


def test_the_general_ledger_counts_where_there_is_one(place: Organisation, tmp_path: Path) -> None:
    supplier = imported(place, tmp_path, 2024, [FOOD])
    assert counting_imports(place.pk) == {2024: {supplier.pk}}
    path = SAMPLES / "ekby_bolag_4e.se"
    general = import_ledger(organisation=place, path=path, name=path.name).ledger_import

    assert counting_imports(place.pk) == {2024: {general.pk}}
    assert {(holding.import_id, holding.ledger) for holding in holdings_of(place.pk)} >= {(supplier.pk, "supplier")}


def test_holdings_have_the_lines_of_their_months(place: Organisation, tmp_path: Path) -> None:
    found = imported(place, tmp_path, 2024, [FOOD, FOOD, FOOD_IN_MARCH])

    held = {(f"{holding.month:%Y-%m}", holding.investment): holding.lines for holding in holdings_of(place.pk)}

    assert held == {JANUARY: 2, MARCH: 1}
    assert sorted(places_of_import(found).values()) == [1, 2]
