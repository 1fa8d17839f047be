"""What is shipped equals what was published, figure by figure, and gives the published national totals."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from emissions.calculations.factor_set import FactorSet
from emissions.calculations.pedigree import ECOINVENT_V2
from emissions.calculations.price_levels import purchaser_price_factor
from foundation.money import PriceBasis
from tests.emissions.calculations.shipped import (
    PRICE_DATA,
    norway,
    norway_alone,
    prices,
    united_states,
    united_states_before,
)

pytestmark = pytest.mark.real_files

MODEL = "data/no-footprint-model-cafean"
TOLERANCE_MT = Decimal("1e-5")
YEARS = range(2012, 2021)
WITH_IO_TABLES = (2019, 2020)
DOMESTIC_FINAL_DEMAND = slice(
    1, 7
)  # households, non-profit, government, investment, valuables, inventories; not exports
GOVERNMENT, INVESTMENT = 3, 4


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def sheet(path: Path) -> list[tuple[object, ...]]:
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return list(workbook.worksheets[0].iter_rows(values_only=True))


def basic_factors(shared: Path) -> list[dict[str, str]]:
    return rows(shared / MODEL / "derived" / "no_snac_factors_basic_price_2012_2020_exio382.csv")


def mt_of(demand_mnok: Iterable[tuple[str, int, str, Decimal]]) -> Decimal:
    """Sum our factors times demand, in Mt; demand that has no factor must be zero."""
    total = Decimal(0)
    for code, year, origin, mnok in demand_mnok:
        factor = norway().factor(code, year, PriceBasis.BASIC, origin)
        assert factor is not None or mnok == 0
        total += mnok * factor.kg_per_unit if factor else Decimal(0)
    return total / 1000


def published_totals(shared: Path) -> dict[str, str]:
    totals = rows(shared / MODEL / "published-results-v1.1-exiobase382" / "GHG_totals.tsv", "\t")
    return next(row for row in totals if row["component"] == "total_footprint")


def io_demand(shared: Path, year: int, columns: slice) -> Iterator[tuple[str, int, str, Decimal]]:
    """Final demand of the input–output tables; negative entries count as zero, as in the published model."""
    code_of = {
        str(row[1]).strip(): str(row[0]) for row in sheet(shared / MODEL / "ssb-inputs" / "sector_list.xlsx")[1:]
    }
    for origin, name in (("domestic", "domestic"), ("imported", "import")):
        for row in sheet(shared / MODEL / "ssb-inputs" / f"io_{year}_Y_{name}.xlsx")[1:]:
            mnok = sum((max(Decimal(str(value)), Decimal(0)) for value in row[columns]), Decimal(0))
            yield code_of[str(row[0]).strip()], year, origin, mnok


@pytest.mark.parametrize("year", WITH_IO_TABLES)
def test_national_total_from_the_input_output_tables(shared: Path, year: int) -> None:
    found = mt_of(io_demand(shared, year, DOMESTIC_FINAL_DEMAND))

    assert abs(found - Decimal(published_totals(shared)[str(year)])) < TOLERANCE_MT


def test_government_and_investment_of_2020(shared: Path) -> None:
    government = mt_of(io_demand(shared, 2020, slice(GOVERNMENT, GOVERNMENT + 1)))
    investment = mt_of(io_demand(shared, 2020, slice(INVESTMENT, INVESTMENT + 1)))
    by_sector = rows(
        shared / MODEL / "published-results-v1.1-exiobase382" / "GHG_final_demand_breakdown_2020_17sectors.tsv", "\t"
    )

    for found, column, figure in (
        (government, "Final consumption expenditure by government", "6.929123"),
        (investment, "Gross fixed capital formation", "20.892926"),
    ):
        published = sum(Decimal(row[column]) for row in by_sector)
        assert round(found, 6) == Decimal(figure)
        assert abs(found - published) < TOLERANCE_MT


@pytest.mark.parametrize("year", YEARS)
def test_national_total_of_every_year(shared: Path, year: int) -> None:
    demand = [
        (row["cpa64"], year, origin, Decimal(row[f"total_fd_{short}_mnok"]))
        for row in basic_factors(shared)
        if row["year"] == str(year)
        for origin, short in (("domestic", "dom"), ("imported", "imp"))
    ]

    assert len(demand) == 2 * 62
    assert abs(mt_of(demand) - Decimal(published_totals(shared)[str(year)])) < TOLERANCE_MT


def test_every_norwegian_factor_is_the_published_figure(shared: Path) -> None:
    published = {
        (row["cpa64"], int(row["year"]), PriceBasis.BASIC, variant): Decimal(row[column])
        for row in basic_factors(shared)
        for column, variant in (
            ("kg_per_nok_use_mix", "use_mix"),
            ("kg_per_nok_domestic_product", "domestic"),
            ("kg_per_nok_imported_product", "imported"),
        )
    }
    for row in rows(shared / MODEL / "derived" / "no_snac_factors_purchaser_price_2019_2020.csv"):
        key = row["cpa64"], int(row["year"])
        published[*key, PriceBasis.PURCHASER_EX_TAXES, "use_mix"] = Decimal(
            row["kg_per_nok_purchaser_ex_product_taxes"]
        )
        published[*key, PriceBasis.PURCHASER_INCL_TAXES, "use_mix"] = Decimal(
            row["kg_per_nok_purchaser_incl_product_taxes"]
        )
    shipped = {
        (factor.code, factor.price_year, factor.price_basis, factor.variant): factor.kg_per_unit
        for factor in norway().factors
    }

    assert {key: value for key, value in published.items() if value} == shipped
    assert {key[3] for key, value in published.items() if not value} == {"imported"}


def test_purchaser_prices_follow_from_basic_prices_and_margins(shared: Path) -> None:
    table = rows(shared / MODEL / "derived" / "no_snac_factors_purchaser_price_2019_2020.csv")
    off = []
    for row in table:
        basic = norway().factor(row["cpa64"], int(row["year"]), PriceBasis.BASIC)
        paid = norway().factor(row["cpa64"], int(row["year"]), PriceBasis.PURCHASER_EX_TAXES)
        assert basic is not None
        assert paid is not None
        shares = Decimal(row["basic_share_ex_tax"]), Decimal(row["margin_share_ex_tax"])
        margin = margin_factor(shared, int(row["year"]))
        off.append(abs(purchaser_price_factor(basic.kg_per_unit, margin, *shares) - paid.kg_per_unit))

    assert len(off) == 124
    assert max(off) < Decimal("2e-8")


def test_every_factor_of_norway_alone_is_the_figure_from_the_tables(shared: Path) -> None:
    published = {
        (row["cpa64"], int(row["year"])): Decimal(row["kg_per_nok_dta_ssb_only"])
        for row in rows(shared / MODEL / "derived" / "no_dta_factors_basic_price_2012_2021_ssb_only.csv")
    }
    shipped = {
        (factor.code, factor.price_year): factor.kg_per_unit
        for factor in norway_alone().factors
        if factor.price_basis is PriceBasis.BASIC
    }
    assert shipped == published


def test_purchaser_prices_of_norway_alone_follow_from_the_supply_tables(shared: Path) -> None:
    table = rows(shared / MODEL / "derived" / "no_valuation_layers_2019_2021.csv")
    names = ("basic_mnok", "margins_mnok", "taxes_less_subsidies_mnok")
    layers = {(row["cpa64"], int(row["year"])): [Decimal(row[name]) for name in names] for row in table}
    off = []
    for code in norway_alone().codes:
        for year in (2019, 2020, 2021):
            parts = [layers[part, year] for part in (("R19", "R20", "R21") if code == "R21" else (code,))]
            basic, margin, taxes = (sum(column, Decimal(0)) for column in zip(*parts, strict=True))
            paid = basic + margin + taxes
            to_trade = max(margin, Decimal(0)) / (basic + max(margin, Decimal(0)))
            own, without, with_taxes = (norway_alone().factor(code, year, basis) for basis in list(PriceBasis)[:3])
            assert own
            assert without
            assert with_taxes
            trade = margin_factor(shared, year, norway_alone())
            expected = purchaser_price_factor(own.kg_per_unit, trade, 1 - to_trade, to_trade)
            off += [abs(expected - without.kg_per_unit)]
            off += [abs(expected * (1 - (taxes / paid if paid else 0)) - with_taxes.kg_per_unit)]

    assert len(off) == 2 * 3 * 62
    assert max(off) < Decimal("1e-8")


def test_norway_alone_understates_as_much_as_it_says(shared: Path) -> None:
    found = Decimal(0)
    for row in basic_factors(shared):
        factor = norway_alone().factor(row["cpa64"], int(row["year"]), PriceBasis.BASIC)
        assert factor
        if row["year"] == "2020":
            found += factor.kg_per_unit * (Decimal(row["total_fd_dom_mnok"]) + Decimal(row["total_fd_imp_mnok"])) / 1000

    assert round(found, 1) == Decimal("46.8")
    assert "46.8 Mt instead of 65.1 Mt" in norway_alone().does_not_fit["en"]


def margin_factor(shared: Path, year: int, factor_set: FactorSet | None = None) -> Decimal:
    """The factor of trade and transport: the groups that earn the margins of the supply table, weighed by them."""
    known = factor_set or norway()
    layers = rows(shared / MODEL / "derived" / "no_valuation_layers_2019_2021.csv")
    earned = {
        row["cpa64"]: -Decimal(row["margins_mnok"])
        for row in layers
        if row["year"] == str(year) and Decimal(row["margins_mnok"]) < 0
    }
    assert set(earned) == {"R45", "R46", "R47", "R49"}
    factors = {code: known.factor(code, year, PriceBasis.BASIC) for code in earned}
    kg = sum((mnok * factor.kg_per_unit for code, mnok in earned.items() if (factor := factors[code])), Decimal(0))
    return kg / sum(earned.values())


@pytest.mark.parametrize(
    ("factor_set", "file", "head"),
    [
        (united_states(), "v1.3.0_NAICS_CO2e_USD2022", "2017 NAICS {}"),
        (united_states_before(), "v1.2_NAICS_CO2e_USD2021", "NAICS {} 2017"),
    ],
    ids=["1.3.0", "1.2"],
)
def test_every_us_factor_is_the_published_figure(shared: Path, factor_set: FactorSet, file: str, head: str) -> None:
    table = rows(shared / f"data/epa-supply-chain/SupplyChainGHGEmissionFactors_{file}.csv")
    code, title = head.format("Code"), head.format("Title")
    columns = {
        "with_margins": "Supply Chain Emission Factors with Margins",
        "without_margins": "Supply Chain Emission Factors without Margins",
        "margins": "Margins of Supply Chain Emission Factors",
    }
    published = {(row[code], name): row[column] for row in table for name, column in columns.items()}

    assert {(factor.code, factor.variant): str(factor.kg_per_unit) for factor in factor_set.factors} == published
    assert {known: entry.names["en"] for known, entry in factor_set.codes.items()} == {
        row[code]: row[title].strip() for row in table
    }


def test_every_price_index_and_rate_is_the_published_figure(shared: Path) -> None:
    countries = {"NOR": "NO", "SWE": "SE", "DNK": "DK", "FIN": "FI", "ISL": "IS", "USA": "US", "GBR": "GB", "DEU": "DE"}
    countries["EMU"] = "EA"
    table = rows(shared / "data/cpi-deflators/worldbank_cpi_inflation_and_chained_index.csv")
    published = {
        (countries[row["country_iso3"]], int(row["year"])): Decimal(row["index_2015_100_chained"])
        for row in table
        if row["country_iso3"] in countries
    }
    consumer = prices().indices[1]
    assert {
        (name, year): value for name, series in consumer.series.items() for year, value in series.by_year.items()
    } == published
    rates = rows(shared / "data/fx/ecb_eur_reference_rates_yearly_average_1999_2026.csv")
    whole = {(row["currency"], int(row["year"])): Decimal(row["units_per_eur_avg"]) for row in rates}
    left_out = whole.keys() - prices().rates.per_euro.keys()
    assert {key: value for key, value in whole.items() if key not in left_out} == prices().rates.per_euro
    assert {year for currency, year in left_out if currency != "ISK"} == {2026}
    assert {year for currency, year in left_out if currency == "ISK"} == {2008, 2018, 2026}


def test_output_prices_are_current_over_constant_output(shared: Path) -> None:
    table = sheet(shared / MODEL / "ssb-inputs" / "09170_A64.xlsx")
    years = [str(year) for year in table[2][4:]]
    output: dict[str, dict[str, tuple[object, ...]]] = {"Prob": {}, "Prob2": {}}
    content = ""
    for row in table[3:]:
        content = str(row[0]) if row[0] and row[2] else content
        if row[2] and content in output:
            output[content][str(row[2]).removeprefix("A64NP2X")] = row[4:]
    with (PRICE_DATA / "output-prices-ssb" / "series.csv").open(encoding="utf-8", newline="") as file:
        shipped = list(csv.DictReader(file))
    assert len(shipped) == 62 * 10
    for entry in shipped:
        column, industries = years.index(entry["year"]), entry["industry"].split("+")
        current, constant = (
            sum(Decimal(str(output[content][industry][column])) for industry in industries)
            for content in ("Prob", "Prob2")
        )
        assert round(100 * current / constant, 4) == Decimal(entry["index"])


def test_pedigree_contributions_are_the_published_ones(shared: Path) -> None:
    table = rows(shared / "data/uncertainty-pedigree/pedigree_uncertainty_factors.csv")
    published = {
        row["indicator"]: tuple(row[f"score{score}"] for score in range(1, 6))
        for row in table
        if row["version"].startswith("ecoinvent_v2") and row["indicator"] != "sample_size"
    }

    assert published == ECOINVENT_V2


def test_the_spread_of_the_norwegian_set_is_at_least_that_between_model_versions(shared: Path) -> None:
    """The same years' totals with EXIOBASE 3.9.4 lie 4.8–13.4 % higher; source.toml states the root mean square."""
    newer = rows(shared / MODEL / "published-totals-2025-exiobase394" / "GHG_totals_2012_2021.tsv", "\t")
    total = next(row for row in newer if row["component"] == "total_footprint")
    ratios = [Decimal(total[str(year)]) / Decimal(published_totals(shared)[str(year)]) for year in YEARS]
    root_mean_square = (sum((ratio.ln() ** 2 for ratio in ratios), Decimal(0)) / len(ratios)).sqrt()

    assert (round(min(ratios), 3), round(max(ratios), 3)) == (Decimal("1.048"), Decimal("1.134"))
    assert round(root_mean_square, 3) == Decimal("0.079")
    assert norway().quality.set_gsd2.ln() / 2 > root_mean_square
