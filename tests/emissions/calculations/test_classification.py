"""One decision for every key, whatever the source says, and nothing lost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emissions.calculations.classification import DECISION_SCHEMA, Rule, classify
from emissions.calculations.results import Treatment
from emissions.rules import reasons, shipped_defaults
from organisations.reference.categories import category_leaves
from tests.emissions.calculations.posting_keys import bas, decide, keys, kommun_bas, kostra, outcome

DEFAULTS = shipped_defaults()


def test_own_rule_beats_commodity_and_commodity_beats_account() -> None:
    key = kostra("11200", "Forbruksmateriell", supplier_number="9", commodity="15110000-2")
    assert decide(kostra("11200", "Forbruksmateriell"))["rule_kind"] == "account"
    assert decide(key)["rule_kind"] == "commodity"
    own = Rule(rule_id="r", supplier_number="9", category="food.catering")
    assert decide(key, rules=[own])["rule_kind"] == "organisation"


def test_commodity_does_not_bring_back_what_is_left_out() -> None:
    assert outcome(kostra("14290", commodity="15110000-2")) == ("excluded", "vat")


def test_every_decision_says_which_rule_made_it_and_what_it_met() -> None:
    assert decide(kostra("14290", "Momskomp"))["rule_ref"] == "kostra-vat"
    assert decide(kostra("14290", "Momskomp"))["matched"] == "14290 Momskomp"
    capital = decide(kostra("02300", "Arbeid på bygningar"))
    assert (capital["rule_kind"], capital["treatment_ref"]) == ("account", "kostra-capital")
    assert decide(kostra("11200", commodity="15110000-2"))["matched"] == "15110000-2"
    assert (
        decide(kostra("11150"), rules=[Rule(rule_id="r", account="1115", category="food.meat")])["matched"] == "account"
    )


@pytest.mark.parametrize(
    ("row", "rule", "treatment", "treatment_ref"),
    [
        (kostra("11200"), Rule(rule_id="r", supplier_number="9", treatment="capital_good"), "capital_good", "r"),
        (kostra("11200"), Rule(rule_id="r", supplier_number="9", treatment="energy"), "energy", "r"),
        (kostra("11200"), Rule(rule_id="r", account="112", treatment="purchase"), "purchase", "r"),
        (kostra("11800"), Rule(rule_id="r", supplier_number="9", treatment="capital_good"), "energy", None),
        (kostra("14290"), Rule(rule_id="r", supplier_number="9", treatment="energy"), "excluded", None),
    ],
)
def test_an_own_rule_that_decides_how_a_line_counts_is_named(
    row: dict[str, str], rule: Rule, treatment: str, treatment_ref: str | None
) -> None:
    decided = decide({**row, "supplier_number": "9"}, rules=[rule])
    assert (decided["treatment"], decided["treatment_ref"]) == (treatment, treatment_ref)


@pytest.mark.parametrize("account", ["11800", "01800"])
def test_energy_stands_on_its_own_line_in_running_and_investment_accounts(account: str) -> None:
    assert outcome(kostra(account, "Straum")) == ("energy", "energy.electricity")


def test_energy_may_come_from_a_commodity_or_an_own_rule() -> None:
    assert outcome(kostra("11200", commodity="09134200-9")) == ("energy", "energy.vehicle_fuel")
    assert outcome(kostra("11200"), rules=[Rule(rule_id="r", account="112", category="energy.bioenergy")]) == (
        "energy",
        "energy.bioenergy",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"chart": "kostra"}, "no_account"),
        ({"account": "11500", "account_name": "Kurs"}, "unknown_chart"),
        ({"chart": "own chart", "account": "4010"}, "unknown_account"),
        (kostra("13990"), "unknown_account"),
        (kostra("X150"), "unknown_account"),
        (kommun_bas("42000", "Diverse"), "no_rule"),
        (kommun_bas("67000", "Diverse"), "unknown_account"),
        (bas("4010", "Inköp varor"), "account_too_general"),
    ],
)
def test_what_nothing_decides_is_unclassified_with_a_reason(row: Mapping[str, str], reason: str) -> None:
    assert outcome(row) == ("unclassified", reason)


def test_a_commodity_classifies_even_where_the_chart_is_not_known() -> None:
    assert outcome({"account": "4010", "commodity": "15110000-2"}) == ("purchase", "food.meat")


def test_missing_columns_are_taken_as_saying_nothing() -> None:
    bare = pl.DataFrame({"key": [7], "chart": ["kostra"], "account": ["11150"]})
    assert classify(bare, [], DEFAULTS).select("key", "category").rows() == [(7, "food.mixed")]


def test_no_keys_give_no_decisions_in_the_same_columns() -> None:
    assert classify(keys(), [], DEFAULTS).schema == pl.Schema(DECISION_SCHEMA)


def test_a_kommun_bas_account_is_never_read_as_bas() -> None:
    assert outcome(kommun_bas("5710", "Pension"))[0] == "excluded"
    assert outcome(bas("5710", "Frakter"))[0] == "purchase"


TEXT = st.one_of(
    st.none(), st.sampled_from(["", "Straum", "Köp, fristående grundskola", "intern leie", "(", "Ö", "diesel"])
)
ACCOUNTS = st.one_of(
    st.none(),
    st.from_regex(r"[0-9]{1,6}", fullmatch=True),
    st.sampled_from(["", "abc", "12300", "46319", "4010", "11x"]),
)
ROW = st.fixed_dictionaries(
    {
        "chart": st.sampled_from(["kostra", "kommun_bas", "bas", "other", None]),
        "account": ACCOUNTS,
        "account_name": TEXT,
        "supplier_number": st.sampled_from(["1", "2", None]),
        "supplier_name": TEXT,
        "commodity": st.sampled_from(["15110000-2", "09310000-5", "unspsc:4323", "nonsense", None]),
        "function": st.sampled_from(["20100", "33200", None]),
        "unit": st.sampled_from(["a", None]),
        "movement": st.sampled_from(["disposal", "own_work", None]),
    }
)
OWN_RULES = st.lists(
    st.builds(
        Rule,
        rule_id=st.uuids().map(str),
        precedence=st.integers(1, 3),
        supplier_number=st.sampled_from(["1", None]),
        account=st.sampled_from(["1", "46", None]),
        text=st.sampled_from(["str", None]),
        treatment=st.sampled_from(["excluded", "purchase", "capital_good", "energy", None]),
        category=st.sampled_from(["food.meat", "energy.electricity", None]),
    ),
    max_size=4,
    unique_by=lambda rule: rule.rule_id,
)
Row = dict[str, Any]


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=12), rules=OWN_RULES)
def test_every_key_gets_exactly_one_sound_decision(rows: list[Row], rules: list[Rule]) -> None:
    frame = keys(*rows)
    decided = classify(frame, rules, DEFAULTS)
    assert decided["key"].to_list() == frame["key"].to_list()
    for row in decided.iter_rows(named=True):
        treatment = Treatment(row["treatment"])
        without_category = treatment in (Treatment.EXCLUDED, Treatment.UNCLASSIFIED)
        assert (row["category"] is None) == without_category
        assert (row["reason"] is not None) == without_category
        assert row["category"] is None or row["category"] in category_leaves()
        assert row["reason"] is None or row["reason"] in reasons()
        assert (row["rule_ref"] is None) == (row["rule_kind"] == "none")


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=12), rules=OWN_RULES, order=st.randoms(use_true_random=False))
def test_order_of_rows_and_of_rules_is_irrelevant(rows: list[Row], rules: list[Rule], order: Any) -> None:
    frame = keys(*rows)
    shuffled, reordered = list(frame.iter_rows(named=True)), list(rules)
    order.shuffle(shuffled)
    order.shuffle(reordered)
    again = classify(pl.DataFrame(shuffled, schema=frame.schema), reordered, DEFAULTS).sort("key")
    assert again.equals(classify(frame, rules, DEFAULTS))


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(ROW, min_size=1, max_size=12),
    amounts=st.lists(st.decimals(-999, 999, places=2), min_size=12, max_size=12),
)
def test_excluded_counted_and_unclassified_money_is_all_money(rows: list[Row], amounts: list[Decimal]) -> None:
    frame = keys(*rows)
    money = frame.select("key").with_columns(amount=pl.Series(amounts[: len(rows)], dtype=pl.Decimal(18, 4)))
    sums = dict(
        money.join(classify(frame, [], DEFAULTS), on="key").group_by("treatment").agg(pl.sum("amount")).iter_rows()
    )
    assert set(sums) <= set(Treatment)
    assert sum(sums.values()) == sum(amounts[: len(rows)])
