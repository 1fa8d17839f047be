from decimal import Decimal

from emissions.calculations.year_coverage import WhyThin, YearHeld, thin_years


def held(*years: tuple[int, int | None]) -> list[YearHeld]:
    return [
        YearHeld(2020 + place, months, None if money is None else Decimal(money))
        for place, (months, money) in enumerate(years)
    ]


def test_a_year_of_few_months_is_thin_even_with_much_money() -> None:
    assert {year: each.why for year, each in thin_years(held((12, 100), (2, 500))).items()} == {2021: WhyThin.MONTHS}


def test_a_year_of_all_months_is_thin_below_a_third_of_the_usual_money() -> None:
    assert {year: each.why for year, each in thin_years(held((12, 90), (12, 29), (12, 90))).items()} == {
        2021: WhyThin.MONEY
    }
    assert thin_years(held((12, 90), (12, 30), (12, 90))) == {}


def test_where_nothing_is_usual_nothing_is_thin() -> None:
    assert thin_years(held((3, 90), (3, None))) == {}
    assert thin_years(held((12, 5), (12, -1))).keys() == {2021}
    assert thin_years(held((12, 5))) == thin_years([]) == {}
