"""The worked examples of own factor sets and of comparing sets, recomputed from the pages themselves."""

from collections.abc import Callable
from decimal import Decimal

from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.factor_comparison import SetComparison, compare_sets
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.intensities import Intensity
from emissions.calculations.own_set_facts import Mass, Per, SpreadKind, gsd2_of, kg_per_unit
from emissions.calculations.price_levels import Spend
from emissions.calculations.version_changes import SumBefore, effects
from tests.emissions.calculations.shipped import (
    alone,
    norway,
    norway_alone,
    prices,
    united_states,
    united_states_before,
)
from tests.worked_examples.test_method_pages import agree

Read = Callable[[str], dict[str, Decimal]]


def test_own_factor_sets_page(figures: Read) -> None:
    page = figures("own_factor_sets.md")
    swedish = page["figure in the file, t CO2e per million SEK with 25 % VAT"]
    norwegian = page["figure in the file, g CO2e per thousand NOK without VAT"]
    half = gsd2_of(SpreadKind.PERCENT, Decimal(50), None, None)
    ends = gsd2_of(SpreadKind.INTERVAL, None, Decimal("0.02"), Decimal("0.08"))
    assert half
    assert ends

    agree(
        page,
        {
            "figure in the file, t CO2e per million SEK with 25 % VAT": swedish,
            "kg CO2e per SEK without VAT": kg_per_unit(swedish, Mass.TONNE, Per.MILLION, Decimal(25)),
            "figure in the file, g CO2e per thousand NOK without VAT": norwegian,
            "kg CO2e per NOK without VAT": kg_per_unit(norwegian, Mass.GRAM, Per.THOUSAND, None),
            "GSD² of ± 50 per cent": half,
            "GSD² of 0.02 to 0.08": ends,
            **with_another_version(page),
        },
    )


def with_another_version(page: dict[str, Decimal]) -> dict[str, Decimal]:
    """What the page says of a footprint's total with a new version, from the figures that it starts with."""
    names = ("purchases of a touched category, SEK", "intensity with the earlier version, kg CO2e per SEK")
    money, before = (page[name] for name in names)
    after = page["intensity with the version, kg CO2e per SEK"]
    known = Intensity("x", 2024, "SEK", after, "own", "2", "AR5", (), ())
    choice = FactorChoice({("x", 2024, "SEK"): known}, {}, (), prices())
    effect = effects([SumBefore(1, 2024, "x", {"SEK": money}, money * before)], choice)[1]
    whole = page["footprint as it is, kg CO2e"]
    return {
        names[0]: money,
        names[1]: before,
        "intensity with the version, kg CO2e per SEK": after,
        "footprint as it is, kg CO2e": whole,
        "footprint with the version, kg CO2e": whole + effect.difference,
    }


def side_by_side(one: FactorSet, other: FactorSet, code: str, currency: str, year: int, country: str) -> SetComparison:
    mappings = {known.code: [alone("x", code)] for known in (one, other)}
    return compare_sets(
        [one, other], mappings, categories=["x"], currency=currency, year=year, country=country, prices=prices()
    )


def test_factor_set_comparison_page(figures: Read) -> None:
    versions = side_by_side(united_states(), united_states_before(), "334111", "USD", 2022, "US")
    newer, older = versions.rows["x"]
    factors = [known.spend_vintages("334111") for known in versions.factor_sets]
    imports, alone_there = side_by_side(norway(), norway_alone(), "RF", "NOK", 2024, "NO").rows["x"]
    index = prices().price_step
    step = index(_spend(), 2021, "us-epa-1.2", "334111")
    assert step
    assert newer.kg
    assert older.kg
    assert older.ratio
    assert imports.kg
    assert alone_there.kg
    assert alone_there.ratio
    assert versions.gwp_differs

    agree(
        figures("factor_set_comparison.md"),
        {
            "computers (334111), v1.3.0, kg CO2e per USD of 2022": factors[0][2022].kg_per_unit,
            "computers (334111), v1.2, kg CO2e per USD of 2021": factors[1][2021].kg_per_unit,
            "US consumer prices 2021 over 2022": step.ratio,
            "computers, v1.2, kg CO2e per USD of 2022": older.kg,
            "v1.2 as a multiple of v1.3.0": older.ratio,
            "building works (RF), with imports, kg CO2e per NOK of 2024": imports.kg,
            "building works (RF), as if all were made in Norway, kg CO2e per NOK of 2024": alone_there.kg,
            "the latter as a multiple of the former": alone_there.ratio,
        },
    )


def _spend() -> Spend:
    return Spend("USD", "US", 2022)
