"""The worked example of docs/methods/year_coverage.md, recomputed from the page itself."""

from collections.abc import Callable
from decimal import Decimal

from emissions.calculations.year_coverage import YearHeld, share_of_usual, thin_years, usual_money

Table = Callable[[str, str], list[list[str]]]


def test_year_coverage_page(table: Table) -> None:
    page = table("year_coverage.md", "Worked example")
    held = [YearHeld(int(year), int(months), Decimal(money)) for year, months, money, *_ in page]

    thin, usual = thin_years(held), usual_money(held)

    assert [row[4] for row in page] == [thin[year.year].why.value if year.year in thin else "no" for year in held]
    assert [Decimal(row[3]) for row in page] == [
        round(share_of_usual(year, usual[year.year]) or Decimal(-1), 3) for year in held
    ]
