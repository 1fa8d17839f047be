"""The worked example of docs/methods/data_quality.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from emissions.calculations.data_quality import POINTS, data_quality
from emissions.calculations.quality_facts import Detail, Grain, Held, QualityFacts, Source, SupplierState

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "data_quality.md"
Table = Callable[[str, str], list[list[str]]]


def money(thousands: int, lines: int = 0) -> Held:
    return Held(Decimal(thousands) * 1000, lines)


EXAMPLE = QualityFacts(
    currency="SEK",
    counted=money(1000, 400),
    by_source={
        Source.OWN_RULE: money(200),
        Source.TELLING_NAME: money(300),
        Source.ACCOUNT: money(300),
        Source.CATCH_ALL: money(150),
        Source.NONE: money(50),
    },
    by_supplier={
        SupplierState.VALID: money(700),
        SupplierState.FOREIGN: money(50),
        SupplierState.PERSON: money(50),
        SupplierState.WRONG: money(100),
        SupplierState.NONE: money(100),
    },
    doubled=money(90),
    negative_suppliers=money(5),
    by_grain={Grain.DAY: Decimal(1_000_000)},
    details={
        Detail.VOUCHER: Decimal(1_000_000),
        Detail.INVOICE: Decimal(1_000_000),
        Detail.UNIT: Decimal(500_000),
    },
    months=tuple((date(2024, month, 1), Decimal(10 if month == 7 else 90)) for month in range(1, 13)),
    undated=money(0),
    outside=money(10),
    duplicates=money(20),
    unchecked=money(100),
    other_money={"EUR": money(10, 100)},
)


def written(number: Decimal | None) -> str:
    return "not known" if number is None else f"{round(number, 6).normalize():f}"


def test_the_score_of_the_page(table: Table) -> None:
    *rows, last = table("data_quality.md", "Worked example")
    quality = data_quality(EXAMPLE)

    told = [[cells[0].strip("`"), cells[2], cells[3]] for cells in rows]
    found = [
        [code, written(quality.of(code).share), written(quality.of(code).earned)]
        for code, most in POINTS.items()
        if most
    ]
    assert sorted(told) == sorted(found)
    assert last == ["score", "", "", str(quality.score)]


def test_the_points_of_the_page_are_those_of_the_calculation(table: Table) -> None:
    rows = table("data_quality.md", "Indicators")

    told = {name.strip("` "): int(cells[1]) for cells in rows for name in cells[0].split(",")}
    assert told == dict(POINTS)
    assert sum(POINTS.values()) == 100
