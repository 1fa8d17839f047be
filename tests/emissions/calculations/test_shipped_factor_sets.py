"""The factor sets that are shipped are whole, and hold the figures that their publishers give."""

from datetime import date
from decimal import Decimal

import pytest

from emissions.calculations.data_folders import LANGUAGES
from emissions.calculations.factor_set import FactorSet
from foundation.money import PriceBasis
from tests.emissions.calculations.shipped import (
    FACTOR_SETS,
    norway,
    norway_alone,
    prices,
    united_states,
    united_states_before,
)


@pytest.mark.parametrize(
    "factor_set",
    [norway(), norway_alone(), united_states(), united_states_before()],
    ids=lambda factor_set: factor_set.code,
)
def test_a_shipped_set_is_whole_in_every_language(factor_set: FactorSet) -> None:
    assert all(
        set(texts) == set(LANGUAGES) for texts in (factor_set.source.title, factor_set.fits, factor_set.does_not_fit)
    )
    assert len({factor_set.identity(factor) for factor in factor_set.factors}) == len(factor_set.factors)
    assert {factor.code for factor in factor_set.factors} == set(factor_set.codes)
    assert all(factor_set.spend_vintages(code) for code in factor_set.codes)
    assert factor_set.gwp_set == ("AR4" if factor_set.code == "us-epa-1.2" else "AR5")


def test_norway_has_its_groups_years_and_price_bases() -> None:
    factor_set = norway()

    assert len(factor_set.codes) == 62
    assert factor_set.years == (2012, 2020)
    basic = [factor for factor in factor_set.factors if factor.price_basis is PriceBasis.BASIC]
    assert len([factor for factor in basic if factor.variant == "use_mix"]) == 62 * 9
    assert {tuple(sorted(factor_set.spend_vintages(code))) for code in factor_set.codes} == {(2019, 2020)}
    assert {name for code in factor_set.codes.values() for name in code.names} == set(LANGUAGES)
    assert factor_set.codes["R21"].not_for == {"fuel", "medicine"}
    assert [code for code, entry in factor_set.codes.items() if entry.not_for] == ["R21"]


@pytest.mark.parametrize(
    ("code", "basic", "ex_taxes", "incl_taxes"),
    [
        ("R10_12", "0.0532", "0.0469", "0.0395"),
        ("R13_15", "0.0611", "0.0427", "0.0351"),
        ("R31_32", "0.0335", "0.0244", "0.0210"),
    ],
)
def test_norway_has_the_known_factors_of_2020(code: str, basic: str, ex_taxes: str, incl_taxes: str) -> None:
    figures = [norway().factor(code, 2020, price_basis) for price_basis in list(PriceBasis)[:3]]

    assert [str(round(figure.kg_per_unit, 4)) for figure in figures if figure] == [basic, ex_taxes, incl_taxes]


def test_norway_says_when_and_from_which_release_it_comes() -> None:
    source = norway().source

    assert (source.published, source.retrieved) == (date(2023, 12, 7), date(2026, 11, 21))
    assert source.origin_release == "v1.1 (commit 24cfb7c, 2023-12-07)"
    assert (united_states().source.published, united_states().source.publisher) == (
        None,
        "US Environmental Protection Agency, Office of Research and Development",
    )


def test_norway_lies_apart_under_its_own_licence() -> None:
    assert norway().source.licence.id == "CC-BY-SA-4.0"
    assert "CC BY-SA 4.0" in (FACTOR_SETS / "no-snac" / "LICENCE.md").read_text(encoding="utf-8")


def test_united_states_has_its_commodities_and_margins() -> None:
    factor_set = united_states()

    assert (len(factor_set.codes), len(factor_set.factors), factor_set.years) == (1016, 3 * 1016, (2022, 2022))
    assert factor_set.spend_vintages("722310")[2022].kg_per_unit == Decimal("0.132")
    off = []
    for code in factor_set.codes:
        parts = [factor_set.factor(code, 2022, PriceBasis.PURCHASER, name) for name in ("without_margins", "margins")]
        whole = factor_set.spend_vintages(code)[2022].kg_per_unit
        off.append(abs(sum(part.kg_per_unit for part in parts if part) - whole))
    assert max(off) == Decimal("0.001")


def test_only_the_sets_that_were_meant_to_help_out_where_another_has_nothing() -> None:
    shipped = [norway(), norway_alone(), united_states(), united_states_before()]
    assert [known.code for known in shipped if known.helps_out] == ["no-snac", "us-epa-1.3.0"]


def test_norway_alone_has_the_groups_of_norway_one_year_more_and_says_that_it_understates() -> None:
    factor_set = norway_alone()

    assert factor_set.codes == norway().codes
    assert (factor_set.years, factor_set.source.licence.id) == ((2012, 2021), "CC-BY-4.0")
    assert {tuple(sorted(factor_set.spend_vintages(code))) for code in factor_set.codes} == {(2019, 2020, 2021)}
    assert "understates whatever is imported" in factor_set.does_not_fit["en"]
    assert prices().follows("no-dta", "RF")


def test_the_united_states_had_the_same_commodities_before() -> None:
    before, now = united_states_before(), united_states()

    assert before.codes == now.codes
    assert (before.years, before.gwp_set, len(before.factors)) == ((2021, 2021), "AR4", len(now.factors))
    assert {factor.ghg_year for factor in before.factors} == {2019}
