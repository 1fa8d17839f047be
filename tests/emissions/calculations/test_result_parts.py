"""The rows that footprints are broken down into: rounded as single figures are, each ledger's own."""

from decimal import Decimal

import polars as pl

from emissions.calculations.result_parts import category_parts, energy_money, ghg_parts, rounded
from emissions.calculations.spend_based import footprints_of
from tests.emissions.calculations.shipped import a_set, choice_of, totals

CHOICE = choice_of(a_set({"half": "0.0000025", "up": "0.0000035", "power": "2"}))


def with_lines(*entries: tuple[object, ...]) -> pl.DataFrame:
    return totals(*entries).with_columns(lines=pl.lit(1))


def test_kilograms_are_rounded_once_the_half_to_even() -> None:
    frame = with_lines(("half", 1), ("up", 1), ("power", 7, "energy"))
    (result,) = footprints_of([(frame, CHOICE)])

    parts = category_parts([frame], ["USD"], [result])

    assert dict(parts.select("key", "kg").iter_rows()) == {
        "half": Decimal("0.000002"),
        "up": Decimal("0.000004"),
        "power": Decimal(14),
    }
    assert parts.filter(key="half")["kg"].item() == rounded(result.by_category["half"].mean_kg)
    assert parts.filter(key="half")["high_kg"].item() == result.by_category["half"].high_kg
    assert energy_money(parts) == {0: Decimal(7)}


def test_a_ledger_where_nothing_has_a_factor_stands_beside_others() -> None:
    frames = [with_lines(("unmapped", 5)), with_lines(("power", 7)), with_lines(("half", 9, "excluded"))]
    results = footprints_of([(frame, CHOICE) for frame in frames])
    currencies = ["USD"] * 3

    by_category = category_parts(frames, currencies, results).select("book", "key", "amount", "kg").rows()

    assert by_category == [(0, "unmapped", 5, None), (1, "power", 7, 14)]
    assert ghg_parts(currencies, results).select("book", "key", "amount", "kg").rows() == [(1, "1", 7, 14)]
