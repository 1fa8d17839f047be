"""The worked examples on classification, exclusions and categories are what the shipped rules give."""

from collections.abc import Callable
from decimal import Decimal

import polars as pl

from emissions.calculations.capital_postings import asset_movements
from emissions.calculations.classification import classify
from emissions.rules import policies, shipped_defaults
from foundation.money import PriceBasis
from organisations.reference.categories import category_leaves
from organisations.reference.crosswalks import (
    CHARTS,
    account_mappings,
    category_factors,
    commodity_categories,
    factor_gaps,
)
from tests.emissions.calculations.posting_keys import decide
from tests.emissions.calculations.shipped import norway

Table = Callable[[str, str], list[list[str]]]
Read = Callable[[str], dict[str, Decimal]]


def test_classification_page(table: Table) -> None:
    columns = ("chart", "account", "account_name", "function")
    for cells in table("classification.md", "Worked example"):
        row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
        decided = decide(row)
        found = [decided["treatment"], decided["category"] or decided["reason"], decided["rule_kind"]]
        assert found == cells[4:]


def test_exclusions_page(table: Table) -> None:
    cells = table("exclusions.md", "Worked example")
    lines = pl.DataFrame(
        {
            "key": range(len(cells)),
            "chart": ["bas"] * len(cells),
            "voucher": [voucher for voucher, *_ in cells],
            "account": [account for _, account, *_ in cells],
            "amount": [Decimal(amount) for _, _, amount, _ in cells],
        }
    )
    decided = classify(lines.with_columns(movement=asset_movements(lines, "bas")), [], shipped_defaults())
    assert decided["treatment"].to_list() == [treatment for *_, treatment in cells]
    assert lines.filter(decided["treatment"] != "excluded")["amount"].sum() == Decimal(140)


def test_choices_on_the_exclusions_page_are_the_shipped_ones(table: Table) -> None:
    page = {code.strip("`"): default.split(":")[0] == "yes" for code, default in table("exclusions.md", "Choices")}
    assert page == {code: policy.default for code, policy in policies().items()}


def test_categories_page(figures: Read) -> None:
    page = figures("categories.md")
    factors = {
        factor.code: factor.kg_per_unit
        for factor in norway().factors
        if factor.price_year == 2020 and factor.price_basis is PriceBasis.PURCHASER_EX_TAXES
    }
    weights = dict(category_factors("no-snac")["food.mixed"])
    for code, weight in weights.items():
        assert next(figure for step, figure in page.items() if step.startswith(f"weight of {code}")) == weight
        assert page[f"factor of {code}"] == factors[code]
    assert page["kg CO2e per NOK"] == sum(factors[code] * weight for code, weight in weights.items())


def test_counts_on_the_categories_page(table: Table) -> None:
    rows = [int(count) for _, count, _ in table("categories.md", "Crosswalks")]
    crosswalks = [commodity_categories(scheme).height for scheme in ("cpv", "unspsc")]
    assert rows == [*crosswalks, *(len(account_mappings(chart)) for chart in CHARTS)]
    assert len(category_leaves()) == 79


def test_gaps_on_the_categories_page_are_those_of_the_sets(table: Table) -> None:
    named = {
        "no-snac": {
            "health.medicines": "medicines",
            "energy.vehicle_fuel": "vehicle fuel",
            "energy.heating_fuel": "heating fuel",
        },
        "us-epa-1.3.0": {
            "energy.electricity": "electricity",
            "services.public": "public services",
            "energy.district_heat": "district heat",
        },
    }
    named |= {"no-dta": named["no-snac"], "us-epa-1.2": named["us-epa-1.3.0"]}
    cells = dict(zip(named, table("categories.md", "Factors"), strict=True))
    for factor_set, names in named.items():
        assert {gap.category for gap in factor_gaps() if gap.factor_set == factor_set} == set(names)
        assert all(name in cells[factor_set][1] for name in names.values())
