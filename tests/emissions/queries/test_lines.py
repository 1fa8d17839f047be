"""The lines behind each figure of a footprint: exactly those, in any order, on any page."""

from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from emissions.forms.footprints import LinesForm
from emissions.models import Footprint
from emissions.queries.lines import PERSONS, SORTS, FootprintLines, LineFilter
from emissions.reports.breakdowns import lines_query
from emissions.services.footprint_basis import spend_of
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    COUNTED,
    FOOD,
    MONEY_COUNTED,
    YEAR_OF_POSTINGS,
    Posting,
    at_work,
    calculated,
    imported,
)

pytestmark = pytest.mark.usefixtures("working")
MILLIGRAM = Decimal("0.00001")


@pytest.fixture
def working(vik: Organisation) -> Any:
    with at_work(vik):
        yield


@pytest.fixture
def lines(footprint: Footprint) -> FootprintLines:
    return FootprintLines(footprint, spend_of(footprint), persons_are_named=True)


@pytest.fixture
def grouped(footprint: Footprint) -> FootprintLines:
    """The same lines, read as where there are too many to sort."""
    return FootprintLines(footprint, spend_of(footprint), persons_are_named=True, sorted_at_most=0)


def amounts(found: list[dict[str, Any]]) -> list[Decimal]:
    return [line["amount"] for line in found]


def read(lines: FootprintLines, chosen: LineFilter, *, size: int = 50) -> list[list[dict[str, Any]]]:
    """All pages of the chosen lines."""
    pages, start = [], 0
    while start < lines.select(chosen).lines:
        pages.append(lines.page(chosen, lines.select(chosen, start=start, size=size), start=start, size=size))
        start += size
    return pages


def test_without_a_filter_the_lines_are_those_that_count(lines: FootprintLines) -> None:
    selection = lines.select(LineFilter())

    (total,) = selection.sums
    assert (total.lines, total.amount) == (len(COUNTED), MONEY_COUNTED)
    assert total.kg == pytest.approx(lines.footprint.total_kg, abs=MILLIGRAM)


def test_every_part_leads_to_lines_with_its_sums(lines: FootprintLines) -> None:
    for part in lines.footprint.parts.all():
        form = LinesForm(QueryDict(lines_query(part.dimension, part.key, is_energy=part.is_energy)))
        (total,) = lines.select(form.chosen).sums
        assert form.ignored == []
        assert total.amount == part.amount, str(part)
        assert (total.kg or 0) == pytest.approx(part.kg or 0, abs=MILLIGRAM), str(part)
        assert part.lines in (None, total.lines), str(part)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("way", ["lines", "grouped"])
def test_pages_hold_every_line_once(way: str, sort: str, request: pytest.FixtureRequest) -> None:
    source: FootprintLines = request.getfixturevalue(way)
    pages = read(source, LineFilter(treatment="all", sort=sort), size=3)

    assert [len(page) for page in pages] == [3, 3, 3, 1]
    rows = [line["row"] for line in chain.from_iterable(pages)]
    assert sorted(rows) == list(range(2, len(YEAR_OF_POSTINGS) + 2))


def test_lines_stand_in_the_chosen_order(lines: FootprintLines) -> None:
    def shown(sort: str) -> list[dict[str, Any]]:
        return read(lines, LineFilter(sort=sort))[0]

    sizes = [abs(amount) for amount in amounts(shown("size"))]
    assert sizes == sorted(sizes, reverse=True)
    days = [line["posted_on"] for line in shown("newest")]
    assert days == sorted(days, reverse=True)
    assert [line["posted_on"] for line in shown("oldest")] == sorted(days)
    kg = [abs(line["amount"] * line["kg_per_unit"]) for line in shown("kg") if line["kg_per_unit"]]
    assert kg == sorted(kg, reverse=True)


def test_groups_stand_by_size_and_keep_their_lines_together(grouped: FootprintLines) -> None:
    (page,) = read(grouped, LineFilter())

    keys = [line["key_id"] for line in page]
    assert amounts(page)[:2] == [Decimal(1_200_000), Decimal(90_000)]
    assert keys == sorted(keys, key=keys.index)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (LineFilter(category="food"), ["12500.50", "8000.00", "-500.25"]),
        (LineFilter(category="food.mixed", month=date(2024, 3, 1)), ["8000.00"]),
        (LineFilter(account="74500"), ["60000.00"]),
        (LineFilter(supplier=PERSONS), ["60000.00"]),
        (LineFilter(supplier="none"), ["349.00"]),
        (LineFilter(ghg=2), ["90000.00"]),
        (LineFilter(treatment="energy"), ["41250.00"]),
        (LineFilter(treatment="unclassified"), ["4321.00"]),
        (LineFilter(treatment="excluded", reason="transfers"), ["25000.00"]),
        (LineFilter(gap=True), ["4321.00"]),
        (LineFilter(words="mejeri"), ["8000.00"]),
        (LineFilter(words="644"), ["12500.50", "8000.00", "-500.25"]),
        (LineFilter(words="kontorsmat"), ["349.00"]),
        (LineFilter(words="F-4"), ["1200000.00"]),
        (LineFilter(words="100%"), []),
    ],
)
def test_a_filter_finds_its_lines(lines: FootprintLines, chosen: LineFilter, expected: list[str]) -> None:
    found = list(chain.from_iterable(read(lines, chosen)))

    assert amounts(found) == [Decimal(amount) for amount in expected]
    assert sum(item.lines for item in lines.select(chosen).sums) == len(expected)


def test_many_lines_are_searched_by_name_only(grouped: FootprintLines) -> None:
    assert amounts(list(chain.from_iterable(read(grouped, LineFilter(words="mejeri"))))) == [Decimal(8000)]
    assert grouped.select(LineFilter(words="F-4")).lines == 0


def test_a_sole_trader_is_found_only_where_persons_are_named(footprint: Footprint, lines: FootprintLines) -> None:
    hidden = FootprintLines(footprint, spend_of(footprint), persons_are_named=False)

    assert lines.select(LineFilter(words="Lindgren")).lines == 1
    assert hidden.select(LineFilter(words="Lindgren")).lines == 0
    assert hidden.select(LineFilter(words="850709")).lines == 0


def test_what_is_no_purchase_shows_at_home_only(footprint: Footprint, lines: FootprintLines) -> None:
    abroad = FootprintLines(footprint, spend_of(footprint), persons_are_named=False, left_out_is_seen=False)
    left_out = next(line for page in read(lines, LineFilter(treatment="excluded")) for line in page)

    assert lines.line(left_out["import_id"], left_out["row"]) == left_out
    assert abroad.line(left_out["import_id"], left_out["row"]) is None
    assert abroad.select(LineFilter(treatment="excluded")).lines == 0
    assert {line["treatment"] for page in read(abroad, LineFilter(treatment="all")) for line in page} == (
        {line["treatment"] for page in read(lines, LineFilter(treatment="all")) for line in page} - {"excluded"}
    )


def test_the_largest_names_carry_their_sums(lines: FootprintLines) -> None:
    largest = lines.select(LineFilter()).largest

    suppliers = [(row["label"], row["amount"]) for row in largest if row["dimension"] == "supplier"]
    assert suppliers[:2] == [("Bygg i Ekby AB", Decimal(1_290_000)), ("", Decimal(60_000))]
    assert {row["keys"] for row in largest if row["dimension"] == "unit"} == {2}


@pytest.mark.parametrize("way", ["lines", "grouped"])
def test_all_yields_every_chosen_line(way: str, request: pytest.FixtureRequest) -> None:
    found = list(request.getfixturevalue(way).all(LineFilter()))

    assert sorted(amounts(found)) == sorted(Decimal(line.amount) for line in COUNTED)


def test_an_old_footprint_keeps_the_lines_of_its_imports(
    vik: Organisation, tmp_path: Path, lines: FootprintLines
) -> None:
    corrected = (*YEAR_OF_POSTINGS, Posting("03-30", "64400", "Livsmedel", "777.00"))
    newer = calculated(vik, tmp_path, 2024, corrected)

    assert lines.select(LineFilter()).sums[0].amount == MONEY_COUNTED
    after = FootprintLines(newer, spend_of(newer), persons_are_named=True).select(LineFilter())
    assert after.sums[0].amount == MONEY_COUNTED + 777


def test_a_line_is_read_by_its_import_and_row(lines: FootprintLines, vik: Organisation, tmp_path: Path) -> None:
    mine = lines.footprint.imports[0]["import"]
    other = imported(vik, tmp_path, 2023, [FOOD])

    line = lines.line(mine, 2)
    assert line
    assert (line["amount"], line["supplier_name"], line["category"]) == (
        Decimal("12500.50"),
        "Ekby Grönsaker AB",
        "food.mixed",
    )
    assert lines.line(mine, 99) is None
    assert lines.line(other.pk, 2) is None
