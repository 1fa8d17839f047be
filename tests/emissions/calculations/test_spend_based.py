"""Footprints of summed spend: what counts where, what is a gap, and what must always hold."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import FactorChoice, choose_factors
from emissions.calculations.gaps import GapReason
from emissions.calculations.intensities import Flag
from emissions.calculations.results import CurrencyCoverage, FootprintResult, Treatment
from emissions.calculations.spend_based import footprint_of, footprints_of
from tests.emissions.calculations.shipped import a_set, alone, choice_of, norway, prices, totals, untimed

FACTORS = {"food": "0.5", "paper": "0.25", "power": "2"}
CHOICE = choice_of(a_set(FACTORS))


def test_kilograms_are_spend_times_intensity() -> None:
    result = footprint_of(totals(("food", 1000), ("paper", 200)), CHOICE)

    assert result.total_kg == 550
    assert {category: interval.mean_kg for category, interval in result.by_category.items()} == {
        "food": Decimal(500),
        "paper": Decimal(50),
    }
    assert list(result.by_category) == ["food", "paper"]
    assert (result.method_version, result.factor_sets, result.gwp_set) == (METHOD_VERSION, ("example@1",), "AR5")
    assert result.price_sources == prices().references


def test_capital_goods_are_category_two_and_purchases_what_is_stated() -> None:
    frame = totals(("food", 1000), ("paper", 200), ("paper", 400, "capital_good")).with_columns(
        pl.Series("ghg_category", [None, 6, 6])
    )

    result = footprint_of(frame, CHOICE)

    assert {number: interval.mean_kg for number, interval in result.by_ghg_category.items()} == {1: 500, 2: 100, 6: 50}
    assert {name: interval.mean_kg for name, interval in result.by_treatment.items()} == {
        "purchase": 550,
        "capital_good": 100,
    }
    assert result.by_category["paper"].mean_kg == 150


def test_energy_stands_apart_from_every_total() -> None:
    result = footprint_of(totals(("food", 1000), ("power", 100, "energy")), CHOICE)

    assert [result.total_kg, result.energy.mean_kg] == [500, 200]
    assert list(result.by_category) == ["food"]
    assert result.energy_by_category["power"].mean_kg == 200
    assert result.coverage.by_currency == (CurrencyCoverage("USD", *[Decimal(1000)] * 4),)


def test_excluded_money_does_not_count_and_keeps_its_reason() -> None:
    frame = totals(("food", 1000), (None, 700, "excluded"), (None, 50, "excluded"), ("", 7, "excluded")).with_columns(
        pl.Series("reason", [None, "wages", "vat", "wages"])
    )

    result = footprint_of(frame, CHOICE)

    assert result.total_kg == 500
    assert [(item.reason, item.currency, item.amount) for item in result.excluded] == [
        ("vat", "USD", Decimal(50)),
        ("wages", "USD", Decimal(707)),
    ]
    assert result.coverage.share == 1
    assert result.cells.height == 1


def test_money_without_category_or_factor_is_a_gap_with_its_money() -> None:
    frame = totals(("food", 800), ("boats", 150), ("boats", 30), (None, 20, "unclassified"))

    result = footprint_of(frame, CHOICE)

    assert [(money.gap.reason, money.gap.category, money.amount) for money in result.gaps] == [
        (GapReason.NO_FACTOR_MAPPED, "boats", Decimal(180)),
        (GapReason.UNCLASSIFIED, None, Decimal(20)),
    ]
    assert result.coverage.share == Decimal("0.8")
    assert result.coverage.by_currency == (CurrencyCoverage("USD", *[Decimal(1000), Decimal(800)] * 2),)
    assert result.cells["kg"].to_list() == [Decimal(400), None, None, None]
    assert result.cells["gap"].to_list() == [None, "no_factor_mapped", "no_factor_mapped", "unclassified"]


def test_a_credit_note_is_negative_with_the_same_factor() -> None:
    result = footprint_of(totals(("food", 1000), ("food", "-250.50")), CHOICE)

    assert result.total_kg == Decimal("374.75")
    assert result.coverage.by_currency[0].counted == Decimal("749.50")


def test_a_credit_note_cannot_lift_the_coverage_over_one() -> None:
    result = footprint_of(totals(("food", 100), ("boats", -50)), CHOICE)

    assert result.coverage.share == Decimal("0.666667")


def test_nothing_at_all_has_no_coverage_and_no_interval() -> None:
    result = footprint_of(totals(), CHOICE)

    assert result.total_kg == 0
    assert (result.total.low_kg, result.coverage.share, result.gaps) == (None, None, ())


def test_months_are_kept_and_give_the_year() -> None:
    frame = pl.DataFrame(
        {
            "category": ["food", "food"],
            "treatment": ["purchase", "purchase"],
            "month": [date(2022, 1, 1), date(2022, 12, 1)],
            "currency": ["USD", "USD"],
            "amount": pl.Series([Decimal("1.50"), Decimal("2.25")]),
        }
    )

    cells = footprint_of(frame, CHOICE).cells

    assert cells.select("year", "month", "kg").rows() == [
        (2022, date(2022, 1, 1), Decimal("0.75")),
        (2022, date(2022, 12, 1), Decimal("1.125")),
    ]


def test_several_currencies_are_weighed_in_euro_for_the_coverage() -> None:
    choice = choose_factors(
        {"no-snac": [alone("building", "RF")]},
        factor_sets=[norway()],
        years=[2023],
        currencies=["NOK", "SEK"],
        country="NO",
        prices=prices(),
    )
    frame = pl.concat(
        [totals(("building", 11424838), year=2023, currency="NOK"), totals(("x", 11478758), year=2023, currency="SEK")]
    )

    result = footprint_of(frame, choice)

    assert result.coverage.share == Decimal("0.5")
    assert [item.currency for item in result.coverage.by_currency] == ["NOK", "SEK"]
    assert [(item.flag, item.amount) for item in result.flagged] == [
        (Flag.ALL_ITEMS_INDEX, Decimal(11424838)),
        (Flag.NEAREST_YEAR, Decimal(11424838)),
    ]


def test_a_missing_rate_leaves_the_share_of_several_currencies_open() -> None:
    frame = pl.concat([totals(("food", 1)), totals(("food", 1), currency="JPY")])

    result = footprint_of(frame, CHOICE)

    assert result.coverage.share is None
    assert len(result.coverage.by_currency) == 2


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (totals(("food", 1)).drop("currency"), "Totals lack the columns currency."),
        (totals(("food", 1)).drop("year"), "Totals lack the columns year or month."),
        (totals(("food", 1)).with_columns(amount=pl.lit(None, pl.Decimal(18, 4))), "an amount that is null"),
        (totals(("food", 1)).with_columns(year=pl.lit(None, pl.Int64)), "a row without year and month"),
        (totals(("food", 1)).with_columns(treatment=pl.lit("gift")), "unknown treatments: 'gift'"),
    ],
)
def test_a_frame_that_is_no_totals_is_refused(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        footprint_of(frame, CHOICE)


def test_many_ledgers_at_once_are_each_as_alone() -> None:
    """Ledgers of two choices, one with other columns and a wider amount, one without rows."""
    second = choice_of(a_set({"food": "3"}, code="other"))
    ledgers = [
        (totals(("food", 1000), ("boats", 5), (None, 7, "unclassified"), ("", 9, "excluded")), CHOICE),
        (totals(("food", 10), ("power", 4, "energy")), second),
        (totals(), CHOICE),
        (
            totals(("paper", 40, "capital_good"), ("food", -3)).with_columns(
                pl.col("amount").cast(pl.Decimal(24, 4)),
                lines=pl.lit(3),
                month=pl.lit(date(2022, 5, 1)),
                ghg_category=pl.lit(5),
                reason=pl.lit(None, pl.String),
            ),
            CHOICE,
        ),
    ]

    together = footprints_of(ledgers)

    assert together == [footprint_of(*ledger) for ledger in ledgers]
    assert [result.total_kg for result in together] == [500, 30, 0, Decimal("8.5")]
    assert [result.cells.rows() for result in together] == [footprint_of(*ledger).cells.rows() for ledger in ledgers]


def test_no_ledgers_have_no_footprints() -> None:
    assert footprints_of([]) == []


CODES = sorted(norway().codes)
NORWAY: FactorChoice = choice_of(norway(), year=2023, currency="NOK", country="NO")
row = st.tuples(
    st.sampled_from([*CODES, "unmapped"]),
    st.decimals(min_value=-(10**10), max_value=10**10, places=2),
    st.sampled_from([treatment.value for treatment in Treatment]),
)
rows = st.lists(row, min_size=1, max_size=30)


def norwegian(entries: list[tuple[str, Decimal, str]]) -> FootprintResult:
    return footprint_of(totals(*entries, year=2023, currency="NOK"), NORWAY)


@untimed
@given(entries=rows)
def test_doubled_spend_doubles_emissions(entries: list[tuple[str, Decimal, str]]) -> None:
    once, twice = (
        norwegian(entries),
        norwegian([(category, 2 * amount, treatment) for category, amount, treatment in entries]),
    )

    assert twice.total_kg == 2 * once.total_kg
    assert twice.energy.mean_kg == 2 * once.energy.mean_kg
    assert twice.coverage.share == once.coverage.share


@untimed
@given(entries=rows, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(entries: list[tuple[str, Decimal, str]], order: object) -> None:
    shuffled = list(entries)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = norwegian(entries), norwegian(shuffled)

    assert first.total_kg == second.total_kg
    assert (first.coverage, first.gaps, first.excluded, first.flagged) == (
        second.coverage,
        second.gaps,
        second.excluded,
        second.flagged,
    )
    assert first.by_category.keys() == second.by_category.keys()


@untimed
@given(entries=rows)
def test_lines_sum_to_the_total_and_to_every_breakdown(entries: list[tuple[str, Decimal, str]]) -> None:
    result = norwegian(entries)
    counted = result.cells.filter(pl.col("treatment").is_in(["purchase", "capital_good"]))["kg"].drop_nulls()

    assert sum(counted.to_list(), Decimal(0)) == result.total_kg
    for breakdown in (result.by_category, result.by_ghg_category, result.by_treatment):
        assert sum((interval.mean_kg for interval in breakdown.values()), Decimal(0)) == result.total_kg
    assert (
        sum((interval.mean_kg for interval in result.energy_by_category.values()), Decimal(0)) == result.energy.mean_kg
    )


@untimed
@given(entries=rows, missing=st.sampled_from(CODES))
def test_a_missing_factor_lowers_the_coverage_and_never_adds_a_zero(
    entries: list[tuple[str, Decimal, str]], missing: str
) -> None:
    entries = [*entries, (missing, Decimal(10), "purchase")]
    lacking = FactorChoice(
        {cell: entry for cell, entry in NORWAY.intensities.items() if cell[0] != missing},
        {},
        NORWAY.factor_sets,
        NORWAY.prices,
    )
    whole, part = norwegian(entries), footprint_of(totals(*entries, year=2023, currency="NOK"), lacking)

    assert whole.coverage.share is not None
    assert part.coverage.share is not None
    assert part.coverage.share <= whole.coverage.share
    assert missing not in part.by_category
    assert missing in {money.gap.category for money in part.gaps}
    assert (
        part.cells.filter(pl.col("category") == missing)["kg"].null_count()
        == part.cells.filter(pl.col("category") == missing).height
    )


@untimed
@given(entries=rows, cut=st.integers(0, 30))
def test_two_parts_of_a_ledger_sum_to_the_whole(entries: list[tuple[str, Decimal, str]], cut: int) -> None:
    assert norwegian(entries).total_kg == norwegian(entries[:cut]).total_kg + norwegian(entries[cut:]).total_kg
