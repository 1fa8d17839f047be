from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.organisation_rules import (
    Rule,
    holding_rules,
    rules_in_order,
    strongest_rules,
    with_rule_columns,
)
from tests.emissions.calculations.posting_keys import decide, keys, kostra, outcome

KEY = kostra(
    "12300",
    "Arbeid på bygningar",
    "22200",
    supplier_number="912 345 678",
    supplier_name="Nordbygg Entreprenør AS",
    agreement="2024/17",
    commodity="45233141-9",
    unit="3400",
)


@pytest.mark.parametrize(
    "conditions",
    [
        {"supplier_number": "912345678"},
        {"supplier_name": "nordbygg"},
        {"agreement": "2024-17"},
        {"account": "123"},
        {"account": "12300"},
        {"function": "222"},
        {"commodity": "45233"},
        {"text": "ARBEID"},
        {"text": "bygningar"},
        {"unit": "3400"},
        {"supplier_number": "912345678", "account": "123", "unit": "3400"},
    ],
)
def test_rule_holds_when_all_its_conditions_do(conditions: dict[str, str]) -> None:
    decided = decide(KEY, rules=[Rule(rule_id="own", category="it.services", **conditions)])  # type: ignore[arg-type]
    assert (decided["category"], decided["rule_kind"], decided["rule_ref"]) == ("it.services", "organisation", "own")


@pytest.mark.parametrize(
    ("written", "asked", "holds"),
    [
        ("unspsc:43211503", "unspsc:4321", True),
        ("unspsc:43211503", "UNSPSC: 43211503", True),
        ("unspsc:43211503", "4321", False),
        ("43211503", "unspsc:4321", False),
        ("45233141", "45233141-9", True),
        ("45233141-9", "45233141", True),
        ("cpv:45233141-9", "4523", True),
        ("45233141-9", "4523-3", True),
    ],
)
def test_a_commodity_is_cpv_unless_it_says_otherwise(written: str, asked: str, holds: bool) -> None:
    rule = Rule(rule_id="own", commodity=asked, category="it.services")
    decided = decide({**KEY, "commodity": written}, rules=[rule])
    assert (decided["rule_kind"] == "organisation") is holds


@pytest.mark.parametrize(
    "conditions",
    [
        {"supplier_number": "91234567"},
        {"account": "124"},
        {"function": "332"},
        {"unit": "34"},
        {"text": "golv"},
        {"supplier_number": "912345678", "account": "124"},
    ],
)
def test_rule_does_not_hold_when_one_condition_fails(conditions: dict[str, str]) -> None:
    decided = decide(KEY, rules=[Rule(rule_id="own", category="it.services", **conditions)])  # type: ignore[arg-type]
    assert decided["rule_kind"] == "commodity"


@pytest.mark.parametrize(
    ("text", "holds"),
    [("lindgren", True), ("hyra ••••••-•••• lindgren", True), ("850709", False), ("9805", False), ("24:7", True)],
)
@pytest.mark.parametrize("place", ["supplier_name", "account_name"])
def test_the_digits_of_a_personal_number_in_a_name_decide_nothing(place: str, text: str, holds: bool) -> None:
    key = {**KEY, place: "Hyra 850709-9805 Lindgren 24:7"}
    condition = {"supplier_name": text} if place == "supplier_name" else {"text": text}
    decided = decide(key, rules=[Rule(rule_id="own", category="it.services", **condition)])  # type: ignore[arg-type]
    assert (decided["rule_kind"] == "organisation") is holds


def test_kind_names_the_conditions_strongest_first() -> None:
    assert Rule(rule_id="r", unit="1", account="12", supplier_number="9").kind == "supplier_number+account+unit"


STRENGTH = [
    Rule(rule_id="supplier+account", supplier_number="9", account="12"),
    Rule(rule_id="supplier", supplier_number="9"),
    Rule(rule_id="agreement", agreement="a"),
    Rule(rule_id="commodity", commodity="45"),
    Rule(rule_id="text", text="tak"),
    Rule(rule_id="name", supplier_name="nord"),
    Rule(rule_id="account+function", account="12", function="222"),
    Rule(rule_id="account", account="12"),
    Rule(rule_id="function", function="222"),
    Rule(rule_id="unit", unit="3400"),
]


@given(st.permutations(STRENGTH))
def test_more_specific_kinds_come_first(rules: list[Rule]) -> None:
    assert rules_in_order(rules) == STRENGTH


def test_within_a_kind_the_number_decides_then_the_longer_prefix_then_the_id() -> None:
    first = Rule(rule_id="z", account="1", precedence=10)
    longer = Rule(rule_id="y", account="1234")
    earlier = Rule(rule_id="a", account="12")
    later = Rule(rule_id="b", account="34")
    assert rules_in_order([later, earlier, longer, first]) == [first, longer, earlier, later]


NAMES = st.sampled_from(["Ås Taxi AB", "åS TAXI", "Taxi Nord", "Nord", "Bygg & Taxi"])
NUMBERS = st.sampled_from(["1", "2", "3"])
ACCOUNTS = st.sampled_from(["1", "12", "2"])
SUPPLIER_RULES = st.lists(
    st.builds(
        Rule,
        rule_id=st.just(""),
        precedence=st.sampled_from([50, 100]),
        supplier_number=st.none() | NUMBERS,
        account=st.none() | ACCOUNTS,
        supplier_name=st.sampled_from([None, "taxi", "ÅS", "Nord", "d", "& t", "."]),
    ),
    max_size=6,
).map(lambda rules: rules_in_order(replace(rule, rule_id=str(place)) for place, rule in enumerate(rules)))
KNOWN = {"supplier_number": NUMBERS, "supplier_identity": NUMBERS, "supplier_name": NAMES, "account": st.just("123")}
SUPPLIERS = st.lists(st.fixed_dictionaries({}, optional=KNOWN), min_size=1, max_size=5)


def holds_plainly(rule: Rule, key: dict[str, str]) -> bool:
    """Say what the page on the method says, one rule and one key at a time."""
    numbers = (key.get("supplier_number"), key.get("supplier_identity"))
    return (
        (rule.supplier_number is None or rule.supplier_number in numbers)
        and (rule.supplier_name is None or rule.supplier_name.lower() in key.get("supplier_name", "").lower())
        and (rule.account is None or key.get("account", "").startswith(rule.account))
    )


@given(SUPPLIERS, SUPPLIER_RULES)
def test_the_strongest_rule_is_found_as_one_rule_after_the_other_would(
    suppliers: list[dict[str, str]], rules: list[Rule]
) -> None:
    prepared = with_rule_columns(keys(*suppliers))
    slow = [[place for place, rule in enumerate(rules) if holds_plainly(rule, key)] for key in suppliers]
    assert strongest_rules(prepared, rules).to_list() == [next(iter(places), None) for places in slow]
    assert holding_rules(prepared.head(1), rules) == [rules[place] for place in slow[0]]


def test_an_own_rule_beats_an_inherited_one_of_its_kind_and_no_stronger_one() -> None:
    own = Rule(rule_id="z", account="1", precedence=200)
    inherited = Rule(rule_id="a", account="1234", precedence=1, inherited=True)
    stronger = Rule(rule_id="s", supplier_number="9", inherited=True)
    assert rules_in_order([inherited, own, stronger]) == [stronger, own, inherited]


def test_a_number_never_lifts_a_weaker_kind_over_a_stronger_one() -> None:
    weak, strong = Rule(rule_id="weak", account="12", precedence=1), Rule(rule_id="strong", supplier_number="9")
    assert rules_in_order([weak, strong]) == [strong, weak]


def test_a_rule_without_conditions_never_holds() -> None:
    assert rules_in_order([Rule(rule_id="everything", category="food.mixed")]) == []


def test_a_rule_without_account_never_brings_back_what_the_chart_leaves_out() -> None:
    rule = Rule(rule_id="own", supplier_number="9", category="food.mixed", treatment="purchase")
    assert outcome(kostra("14290", supplier_number="9"), rules=[rule]) == ("excluded", "vat")
    assert outcome(kostra("11150", supplier_number="9"), rules=[rule]) == ("purchase", "food.mixed")


def test_a_rule_that_names_the_account_and_only_a_category_brings_nothing_back() -> None:
    rule = Rule(rule_id="own", account="142", category="food.mixed")
    assert decide(kostra("14290"), rules=[rule]) == decide(kostra("14290"))


def test_a_rule_that_names_the_account_may_bring_it_back() -> None:
    rule = Rule(rule_id="own", account="1470", function="201", category="services.childcare", treatment="purchase")
    decided = decide(kostra("14700", "Tilskot", "20100"), rules=[rule])
    assert (decided["treatment"], decided["category"], decided["reason"]) == ("purchase", "services.childcare", None)
    assert decided["treatment_ref"] == "own"
    assert outcome(kostra("14700", "Tilskot", "38000"), rules=[rule]) == ("excluded", "transfers")


def test_a_rule_may_leave_out_with_its_own_reason_or_none() -> None:
    key = kostra("11150", supplier_number="9")
    assert outcome(
        key, rules=[Rule(rule_id="r", supplier_number="9", treatment="excluded", reason="internal_trade")]
    ) == (
        "excluded",
        "internal_trade",
    )
    assert outcome(key, rules=[Rule(rule_id="r", supplier_number="9", treatment="excluded")]) == (
        "excluded",
        "organisation_rule",
    )


def test_a_rule_may_say_capital_good_and_leave_the_category_to_the_account() -> None:
    rule = Rule(rule_id="r", supplier_number="9", treatment="capital_good")
    decided = decide(kostra("12002", "Datautstyr", supplier_number="9"), rules=[rule])
    assert (decided["treatment"], decided["category"], decided["rule_kind"]) == (
        "capital_good",
        "it.computers",
        "account",
    )


def test_a_category_alone_leaves_capital_goods_capital_goods() -> None:
    rule = Rule(rule_id="r", supplier_number="9", category="it.computers")
    assert outcome(kostra("02000", "Inventar", supplier_number="9"), rules=[rule]) == ("capital_good", "it.computers")


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({"account": "10"}, (True, True)),
        ({"account": "10!"}, (True, False)),
        ({"account": "1-0!"}, (True, False)),
        ({"function": "20"}, (True, True)),
        ({"function": "20!"}, (True, False)),
        ({"account": "1!"}, (False, False)),
    ],
)
def test_an_account_or_function_meant_alone_takes_nothing_that_begins_with_it(
    conditions: dict[str, str], holds: tuple[bool, bool]
) -> None:
    rule = Rule(rule_id="own", category="it.services", **conditions)  # type: ignore[arg-type]
    both = (kostra("10", function="20"), kostra("100", function="202"))

    assert tuple(decide(key, rules=[rule])["rule_ref"] == "own" for key in both) == holds


def test_the_account_alone_goes_before_what_begins_with_it() -> None:
    rules = [Rule("a", account="12300", category="food.mixed"), Rule("b", account="12300!", category="it.services")]

    assert decide(KEY, rules=rules)["rule_ref"] == "b"
