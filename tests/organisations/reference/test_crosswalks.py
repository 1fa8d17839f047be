import re
from collections.abc import Mapping
from decimal import Decimal

import polars as pl
import pytest

from organisations.reference.categories import category_leaves
from organisations.reference.code_lists import cpv_codes, kostra_arts
from organisations.reference.crosswalks import (
    CHARTS,
    COMMODITY_SCHEMES,
    account_mappings,
    category_factors,
    commodity_categories,
    factor_gaps,
    factor_rationales,
)

SETS = ("no-snac", "no-dta", "us-epa-1.3.0", "us-epa-1.2")


def longest_prefix(code: str, categories: Mapping[str, str]) -> str | None:
    return next((categories[code[:length]] for length in range(8, 1, -1) if code[:length] in categories), None)


@pytest.mark.parametrize("scheme", COMMODITY_SCHEMES)
def test_commodity_prefixes_are_unambiguous_and_lead_to_leaves(scheme: str) -> None:
    crosswalk = commodity_categories(scheme)
    assert crosswalk["prefix"].is_unique().all()
    assert set(crosswalk["category"]) <= set(category_leaves())


@pytest.mark.parametrize("scheme", COMMODITY_SCHEMES)
def test_no_commodity_prefix_repeats_what_a_shorter_one_says(scheme: str) -> None:
    categories = dict(commodity_categories(scheme).iter_rows())
    repeated = [code for code in categories if longest_prefix(code[:-1], categories) == categories[code]]
    assert repeated == []


def test_every_cpv_code_has_a_category() -> None:
    categories = dict(commodity_categories("cpv").iter_rows())
    assert [code for code in cpv_codes()["code"] if longest_prefix(code, categories) is None] == []


def test_every_cpv_prefix_decides_at_least_one_code() -> None:
    prefixes = dict(zip(commodity_categories("cpv")["prefix"], commodity_categories("cpv")["prefix"], strict=True))
    assert {longest_prefix(code, prefixes) for code in cpv_codes()["code"]} == set(prefixes)


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("15110000", "food.meat"),
        ("15500000", "food.dairy"),
        ("45233141", "maintenance.roads"),
        ("45233120", "construction.roads"),
        ("45210000", "construction.buildings"),
        ("33600000", "health.medicines"),
        ("33140000", "health.supplies"),
        ("09310000", "energy.electricity"),
        ("09134200", "energy.vehicle_fuel"),
        ("44113620", "materials.asphalt"),
        ("30213100", "it.computers"),
        ("39130000", "furnishing.furniture"),
        ("60130000", "transport.passenger"),
        ("60400000", "transport.flights"),
        ("90511000", "waste.handling"),
        ("90911200", "maintenance.cleaning"),
        ("71000000", "construction.design"),
        ("80110000", "services.childcare"),
        ("55520000", "food.catering"),
    ],
)
def test_telling_cpv_codes_have_the_category_one_expects(code: str, category: str) -> None:
    assert longest_prefix(code, dict(commodity_categories("cpv").iter_rows())) == category


@pytest.mark.parametrize("chart", CHARTS)
def test_account_mappings_are_sound(chart: str) -> None:
    mappings = account_mappings(chart)
    ids = [mapping.mapping_id for mapping in mappings]
    assert len(ids) == len(set(ids))
    assert all(mapping.accounts and mapping.rationale for mapping in mappings)
    assert {mapping.category for mapping in mappings} - {None} <= set(category_leaves())
    assert {mapping.ledger_part for mapping in mappings} <= {"", "capital"}
    assert all(re.compile(mapping.name) for mapping in mappings)


@pytest.mark.parametrize("chart", CHARTS)
def test_account_mappings_without_name_are_unambiguous(chart: str) -> None:
    plain = [
        (prefix, function, mapping.ledger_part)
        for mapping in account_mappings(chart)
        if not mapping.name
        for prefix in mapping.accounts
        for function in mapping.functions or ("",)
    ]
    assert len(plain) == len(set(plain))


def test_every_art_that_may_be_a_purchase_has_a_category() -> None:
    prefixes = {prefix for mapping in account_mappings("kostra") if not mapping.name for prefix in mapping.accounts}
    arts = kostra_arts().filter(pl.col("code").is_between(pl.lit("100"), pl.lit("399")))["code"]
    never_bought = {"151", "152", "280", "290"}
    assert {
        art for art in arts if not any(art.startswith(prefix) and len(prefix) == 3 for prefix in prefixes)
    } == never_bought


@pytest.mark.parametrize("factor_set", SETS)
def test_factor_weights_sum_to_one_and_are_explained(factor_set: str) -> None:
    factors = category_factors(factor_set)
    assert {category: sum(weight for _, weight in weights) for category, weights in factors.items()} == dict.fromkeys(
        factors, Decimal(1)
    )
    assert all(weight > 0 for weights in factors.values() for _, weight in weights)
    assert set(factor_rationales(factor_set)) == set(factors)
    assert all(factor_rationales(factor_set).values())


@pytest.mark.parametrize("factor_set", SETS)
def test_every_leaf_has_factors_or_a_reason_for_the_gap(factor_set: str) -> None:
    gaps = {gap.category for gap in factor_gaps() if gap.factor_set == factor_set}
    mapped = set(category_factors(factor_set))
    assert gaps | mapped == set(category_leaves())
    assert gaps & mapped == set()


def test_gaps_are_explained_in_three_languages() -> None:
    assert [gap.category for gap in factor_gaps() if not all(gap.explanation.values())] == []
    assert {gap.factor_set for gap in factor_gaps()} == set(SETS)


def test_the_mixed_norwegian_row_never_serves_fuel_or_medicine() -> None:
    served = {
        category for category, weights in category_factors("no-snac").items() if "R21" in {code for code, _ in weights}
    }
    assert served == {"materials.chemicals", "maintenance.cleaning_products"}
    assert all(not category_leaves()[category].traits & {"fuel", "medicine"} for category in served)


@pytest.mark.parametrize(("one", "other"), [("no-snac", "no-dta"), ("us-epa-1.3.0", "us-epa-1.2")])
def test_sets_of_the_same_groups_have_the_same_crosswalk(one: str, other: str) -> None:
    assert dict(category_factors(one)) == dict(category_factors(other))
    assert dict(factor_rationales(one)) == dict(factor_rationales(other))


def test_an_unknown_set_has_no_factors() -> None:
    assert dict(category_factors("no-such-set")) == {}
    assert dict(factor_rationales("no-such-set")) == {}
