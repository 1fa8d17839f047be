"""Sets of rules that come, against those that hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.rule_drafts import RuleDraft
from emissions.calculations.rule_sets import SetRule, Standing, as_json, compare, from_json, said_twice

MILK = RuleDraft(supplier_number="559900-0128", category="food.dairy", explanation="They make milk")
BREAD = RuleDraft(supplier_name="Bageri", category="food.dry_goods", explanation="They bake")
HELD = [SetRule("a", MILK), SetRule("b", BREAD)]


def standings(*came: SetRule) -> list[tuple[str, str]]:
    return [(one.standing, one.held.identity if one.held else "") for one in compare(HELD, came)]


def draft(of: RuleDraft, **other: str) -> RuleDraft:
    return from_json({**as_json(SetRule("", of)), **other}).draft


def test_what_came_is_known_by_its_id_then_by_its_lines() -> None:
    assert standings(SetRule("a", MILK, 1)) == [(Standing.SAME, "a")]
    assert standings(SetRule("a", draft(MILK, explanation="Milk"), 1)) == [(Standing.CHANGED, "a")]
    assert standings(SetRule("", draft(MILK, explanation="Elsewhere they say so"), 1)) == [(Standing.SAME, "a")]
    assert standings(SetRule("", draft(MILK, supplier_number="5599000128"), 1)) == [(Standing.SAME, "a")]
    assert standings(SetRule("", draft(BREAD, category="food.mixed"), 1)) == [(Standing.CONFLICT, "b")]
    assert standings(SetRule("x", draft(BREAD, account="64"), 1)) == [(Standing.NEW, "")]
    assert standings(SetRule("a", draft(BREAD, category="food.mixed"), 1)) == [(Standing.CONFLICT, "b")]


def test_two_rules_may_change_places() -> None:
    swapped = [SetRule("a", BREAD, 1), SetRule("b", MILK, 2)]

    assert standings(*swapped) == [(Standing.CHANGED, "a"), (Standing.CHANGED, "b")]


def test_what_is_said_twice_names_the_earlier_row() -> None:
    rules = [SetRule("a", MILK, 2), SetRule("", draft(MILK, category="food.mixed"), 5), SetRule("a", BREAD, 7)]

    assert said_twice(rules) == {5: 2, 7: 2}


@given(st.sampled_from([MILK, BREAD]), st.text(max_size=20), st.integers(1, 999))
def test_a_rule_comes_back_from_json_as_it_was(rule: RuleDraft, explanation: str, number: int) -> None:
    said = SetRule("a", replace(rule, explanation=explanation, precedence=number))

    assert from_json(as_json(said)) == said
