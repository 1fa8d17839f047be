from decimal import Decimal

import polars as pl

from emissions.calculations.classification import Rule
from emissions.calculations.classification_preview import MOVED, preview
from emissions.rules import shipped_defaults
from tests.emissions.calculations.posting_keys import keys, kommun_bas, kostra

DEFAULTS = shipped_defaults()
MONEY = keys(
    kostra("11150", supplier_number="1"),
    kostra("11150", supplier_number="1"),
    kostra("11150", supplier_number="2"),
    kostra("14290", supplier_number="1"),
).with_columns(
    amount=pl.Series([Decimal(100), Decimal("50.5"), Decimal(7), Decimal(25)], dtype=pl.Decimal(18, 4)),
    lines=pl.Series([3, 1, 1, 2]),
)


def test_preview_sums_what_moves_and_leaves_out_what_stays() -> None:
    rule = Rule(rule_id="r", supplier_number="1", category="food.dairy")
    assert preview(MONEY, [], [rule], DEFAULTS).rows(named=True) == [
        {
            "from_treatment": "purchase",
            "from_reason": None,
            "from_category": "food.mixed",
            "to_treatment": "purchase",
            "to_reason": None,
            "to_category": "food.dairy",
            "keys": 2,
            "lines": 4,
            "amount": Decimal("150.5000"),
        }
    ]


def test_preview_of_the_same_rules_is_empty() -> None:
    rule = Rule(rule_id="r", supplier_number="1", category="food.dairy")
    assert preview(MONEY, [rule], [rule], DEFAULTS).is_empty()


def test_preview_lists_the_largest_money_first() -> None:
    rules = [
        Rule(rule_id="a", supplier_number="1", treatment="excluded"),
        Rule(rule_id="b", supplier_number="2", category="food.fish"),
    ]
    moved = preview(MONEY, [], rules, DEFAULTS)
    assert moved["to_reason"].to_list() == ["organisation_rule", "organisation_rule", None]
    assert moved["amount"].to_list() == [Decimal("150.5000"), Decimal("25.0000"), Decimal("7.0000")]
    assert moved.columns == [*MOVED, "keys", "lines", "amount"]


def test_preview_shows_a_change_of_policy() -> None:
    school = keys(kommun_bas("46319", "Köp, fristående grundskola")).with_columns(
        amount=pl.Series([Decimal(1000)], dtype=pl.Decimal(18, 4)), lines=pl.Series([1])
    )
    without = shipped_defaults({"count_free_choice_schools": False})
    moved = preview(school, [], [], DEFAULTS, without)
    assert moved.select("from_category", "to_reason").rows() == [("services.education", "free_choice_schools")]
