"""What counts in two real municipalities' ledgers, and as what: Sogndal 2011, and part of Örebro's March 2016.

Figures are the files' own and stand on the page docs/methods/exclusions.md. The 30 largest accounts were read by eye;
their categories stand here so that a changed rule shows what it changes.
"""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from emissions.calculations.capital_postings import asset_movements
from emissions.calculations.classification import classify
from emissions.importers.ledger_file import open_ledger
from emissions.rules import shipped_defaults
from organisations.reference.crosswalks import commodity_categories

pytestmark = pytest.mark.real_files

SOGNDAL = ("sogndal_2013_drift_med_rekneskap2011.csv", "sogndal_2013_investering_med_rekneskap2011.csv")
OREBRO = "Orebro_2016-03_dev-part.xlsx"
PAGE = Path(__file__).parents[2] / "docs" / "methods" / "exclusions.md"


def read(*files: Path, year: int | None = None) -> pl.DataFrame:
    """Return the lines of ledger files with their chart, a key for each line and the movements of fixed assets."""
    frames = []
    for file in files:
        reading = open_ledger(file, year=year)
        lines = pl.concat([batch.lines for batch in reading.batches()])
        chart = reading.header.chart
        moved = asset_movements(lines, chart if reading.header.ledger == "general" else None)
        frames.append(lines.with_columns(chart=pl.lit(chart, pl.String), movement=moved))
    return pl.concat(frames).with_row_index("key").with_columns(pl.col("key").cast(pl.Int64))


def with_decisions(lines: pl.DataFrame, policies: dict[str, bool] | None = None) -> pl.DataFrame:
    """Return the lines with what was decided on each."""
    return lines.join(classify(lines, [], shipped_defaults(policies)), on="key", how="inner", validate="1:1")


@pytest.fixture(scope="module")
def sogndal(shared: Path) -> pl.DataFrame:
    return with_decisions(read(*(shared / "data" / "municipal-ledgers-no" / name for name in SOGNDAL), year=2011))


@pytest.fixture(scope="module")
def orebro_lines(shared: Path) -> pl.DataFrame:
    return read(shared / "samples" / "supplier-ledger-se" / OREBRO)


@pytest.fixture(scope="module")
def orebro(orebro_lines: pl.DataFrame) -> pl.DataFrame:
    return with_decisions(orebro_lines)


def kroner(decided: pl.DataFrame) -> dict[str, int]:
    """Return whole kroner by reason of what is left out, and by treatment of the rest."""
    names = decided.with_columns(name=pl.when(pl.col("treatment") == "excluded").then("reason").otherwise("treatment"))
    return {str(name): round(amount) for name, amount in names.group_by("name").agg(pl.sum("amount")).iter_rows()}


def on_the_page(number: int) -> dict[str, int]:
    """Return the figures of a table on the exclusions page below "On real ledgers"."""
    section = PAGE.read_text(encoding="utf-8").split("## On real ledgers\n", 1)[1].split("\n## ", 1)[0]
    table = section.split("|---|---|\n")[number + 1].split("\n\n", 1)[0]
    cells = [line.strip("|").split("|") for line in table.splitlines()]
    return {name.strip(): int(amount) for name, amount in cells}


def classified_share(decided: pl.DataFrame) -> Decimal:
    """Return the share of the counted money that has a category."""
    counted = decided.filter(pl.col("treatment") != "excluded")
    return Decimal(counted.drop_nulls("category")["amount"].sum()) / Decimal(counted["amount"].sum())


def largest(decided: pl.DataFrame, count: int) -> list[str]:
    """Return account and category of the largest counted accounts, split where functions lead to several categories."""
    counted = decided.filter(pl.col("treatment") != "excluded")
    sums = counted.group_by("account", "category").agg(pl.sum("amount")).sort("amount", descending=True).head(count)
    return [f"{account} {category}" for account, category, _ in sums.iter_rows()]


def test_sogndal_money_is_left_out_by_reason_and_the_rest_counts(sogndal: pl.DataFrame) -> None:
    assert sogndal["amount"].sum() == Decimal(16)
    assert kroner(sogndal) == on_the_page(0)


def test_sogndal_counted_money_is_classified(sogndal: pl.DataFrame) -> None:
    assert classified_share(sogndal) >= Decimal("0.98")


def test_sogndal_compensated_vat_and_internal_trade_are_out_on_both_sides(sogndal: pl.DataFrame) -> None:
    codes = sogndal.with_columns(art=pl.col("account").str.slice(1, 3))
    reasons = dict(codes.filter(pl.col("art").is_in(["429", "729", "290", "790"])).select("art", "reason").iter_rows())
    assert reasons == {"429": "vat", "729": "vat", "290": "internal_trade", "790": "internal_trade"}


def test_sogndal_investment_accounts_hold_no_running_purchases(sogndal: pl.DataFrame) -> None:
    investment = sogndal.filter(pl.col("account").str.starts_with("0"))
    assert set(investment["treatment"]) == {"capital_good", "energy", "excluded"}


def test_sogndal_largest_accounts_have_the_categories_one_expects(sogndal: pl.DataFrame) -> None:
    assert largest(sogndal, 30) == [
        "13700 services.childcare",
        "13750 waste.handling",
        "11800 energy.electricity",
        "13700 health.care",
        "11900 services.premises_rent",
        "13700 health.services",
        "02700 construction.design",
        "02503 materials.aggregates",
        "11150 food.mixed",
        "11301 it.telecom",
        "13500 services.education",
        "02303 construction.outdoor",
        "12304 maintenance.roads",
        "02304 construction.roads",
        "11705 transport.passenger",
        "02302 construction.water",
        "12005 furnishing.equipment",
        "02300 construction.buildings",
        "02504 materials.aggregates",
        "12700 services.consulting",
        "13000 health.care",
        "11500 services.education",
        "12601 furnishing.laundry",
        "13300 services.education",
        "12002 it.computers",
        "13500 health.care",
        "12000 furnishing.furniture",
        "02101 transport.heavy_vehicles",
        "11957 waste.water_sewage",
        "02500 materials.building",
    ]


def test_orebro_money_is_left_out_by_reason_and_the_rest_counts(orebro: pl.DataFrame) -> None:
    assert orebro["amount"].sum() == Decimal("210574116.32")
    assert kroner(orebro) == on_the_page(1)


def test_orebro_counted_money_is_classified(orebro: pl.DataFrame) -> None:
    assert classified_share(orebro) >= Decimal("0.98")


def test_orebro_grants_are_out_and_no_personnel_is_in(orebro: pl.DataFrame) -> None:
    counted = orebro.filter(pl.col("treatment") != "excluded")
    assert counted.filter(pl.col("account").str.starts_with("45") | pl.col("account").str.starts_with("5")).is_empty()


def test_orebro_with_and_without_free_choice_schools(orebro: pl.DataFrame, orebro_lines: pl.DataFrame) -> None:
    without = with_decisions(orebro_lines, {"count_free_choice_schools": False})
    left_out = without.filter(pl.col("reason") == "free_choice_schools")
    assert set(left_out["account"]) == {
        "46314", "46315", "46316", "46317", "46318", "46319", "46338", "46339",
    }  # fmt: skip
    assert round(left_out["amount"].sum()) == 43_438_358
    assert kroner(orebro)["purchase"] - kroner(without)["purchase"] == 43_438_358


def test_orebro_largest_accounts_have_the_categories_one_expects(orebro: pl.DataFrame) -> None:
    assert largest(orebro, 30) == [
        "46319 services.education",
        "61707 construction.roads",
        "46350 health.care",
        "46321 services.education",
        "46353 health.care",
        "46315 services.childcare",
        "46338 services.education",
        "64400 food.mixed",
        "46381 services.other",
        "46352 health.care",
        "62100 energy.electricity",
        "74500 services.consulting",
        "46300 services.other",
        "70103 transport.passenger",
        "61301 maintenance.cleaning",
        "70101 transport.passenger",
        "61700 construction.buildings",
        "46382 transport.passenger",
        "46390 waste.handling",
        "46313 services.childcare",
        "40233 it.computers",
        "61726 construction.machine_hire",
        "76500 services.education",
        "46316 services.childcare",
        "61500 maintenance.buildings",
        "61713 construction.machine_hire",
        "73300 services.security",
        "41017 materials.plastics",
        "46394 services.other",
        "74701 health.services",
    ]


def test_every_sie_file_with_a_known_chart_gets_a_decision_for_every_line(shared: Path) -> None:
    for file in sorted((shared / "samples" / "sie").iterdir()):
        reading = open_ledger(file)
        frames = [batch.lines for batch in reading.batches()]
        if reading.header.chart is None or not sum(frame.height for frame in frames):
            continue
        decided = with_decisions(read(file))
        assert decided.height == sum(frame.height for frame in frames)
        assert decided.filter(pl.col("treatment") == "unclassified")["reason"].null_count() == 0


def test_invoice_codes_of_the_published_list_all_have_a_category(shared: Path) -> None:
    codes = pl.read_csv(shared / "data" / "cpv" / "cpv_2008_nb_sv_da_fi_en.csv", infer_schema=False)
    keys = codes.select(
        pl.int_range(pl.len()).alias("key"),
        pl.lit("kostra").alias("chart"),
        account=pl.lit("11200"),
        commodity="cpv_code",
    )
    decided = classify(keys, [], shipped_defaults())
    assert set(decided["rule_kind"]) == {"commodity"}
    assert set(decided["category"]) == set(commodity_categories("cpv")["category"])


def test_each_finnish_account_is_known_and_its_official_name_changes_nothing(shared: Path) -> None:
    """The chart of three years: a name only decides where it says more than the account."""
    accounts = pl.read_csv(shared / "samples" / "purchase-invoice-fi" / "account_info.csv", infer_schema=False)
    named = accounts.select(
        chart=pl.lit("fi_kunta"), account="number", account_name=pl.col("name").str.replace_all(r"\s+", " ")
    ).unique(maintain_order=True)
    keys = named.with_row_index("key").with_columns(pl.col("key").cast(pl.Int64))
    by_name = keys.join(classify(keys, [], shipped_defaults()), on="key")
    by_account = classify(keys.drop("account_name"), [], shipped_defaults())
    said = ("treatment", "reason", "category")
    other = by_name.filter(by_name.select(said).hash_rows() != by_account.select(said).hash_rows())
    assert sorted(other["account_name"]) == ["Alv-saamiset", "Alv-velka"]  # balance accounts either way
    open_ones = by_name.filter(treatment="unclassified")
    assert set(open_ones["reason"]) == {"account_too_general"}
    assert sorted(open_ones["account"].unique()) == ["1180", "1184", "1187", "4480", "4640", "4899", "4990"]
