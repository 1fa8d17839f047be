import re

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.rule_matching import Conditions, all_matches, first_match

FRAME = pl.DataFrame(
    {
        "account": ["1100", "1150", "2300", None],
        "supplier": ["9", "8", "9", "9"],
        "name": ["Kontor", "MATVARER", "Arbeid på vegar", None],
    }
)


def matched(*rules: Conditions) -> list[int | None]:
    return first_match(FRAME, rules).to_list()


def test_equal_values_and_prefixes_must_all_hold() -> None:
    assert matched(Conditions(equal={"supplier": ("9",)}, starts={"account": ("11", "23")})) == [0, None, 0, None]


def test_the_first_rule_wins_whatever_its_shape() -> None:
    general = Conditions(starts={"account": ("1",)})
    named = Conditions(matches={"name": "mat"})
    assert matched(general, named) == [0, 0, None, None]
    assert matched(named, general) == [1, 0, None, None]


def test_texts_are_found_ignoring_case_in_any_of_the_columns() -> None:
    assert matched(Conditions(contains={("supplier", "name"): "VEGAR"})) == [None, None, 0, None]
    assert matched(Conditions(contains={("supplier", "name"): "8"})) == [None, 0, None, None]


def test_a_text_is_not_a_regular_expression() -> None:
    assert matched(Conditions(contains={("name",): "."})) == [None, None, None, None]


def test_a_null_fulfils_no_condition() -> None:
    assert matched(Conditions(starts={"account": ("",)}), Conditions(matches={"name": ".*"}))[3] is None


def test_a_rule_without_conditions_holds_everywhere() -> None:
    assert matched(Conditions(starts={"account": ("23",)}), Conditions()) == [1, 1, 0, 1]


def test_no_rules_match_nothing() -> None:
    assert matched() == [None, None, None, None]


TEXTS = st.one_of(st.none(), st.text("1aBåÅ", max_size=4))
ASKED = st.lists(st.text("1aBå", max_size=2), min_size=1, max_size=2).map(tuple)
RULES = st.lists(
    st.builds(
        Conditions,
        equal=st.dictionaries(st.sampled_from(["x", "y"]), ASKED, max_size=1),
        starts=st.dictionaries(st.sampled_from(["x", "y"]), ASKED, max_size=2),
        matches=st.dictionaries(st.sampled_from(["x", "y"]), st.sampled_from(["a", "^Å", "b.", "1?$"]), max_size=1),
        contains=st.dictionaries(
            st.sampled_from([("x",), ("y",), ("x", "y")]), st.text("aAbÅ", max_size=2), max_size=2
        ),
    ),
    max_size=6,
)


def holds(rule: Conditions, row: dict[str, str | None]) -> bool:
    """Say slowly what `first_match` finds fast."""
    equal = all(row[name] is not None and row[name] in values for name, values in rule.equal.items())
    starts = all(row[name] is not None and str(row[name]).startswith(values) for name, values in rule.starts.items())
    matches = all(
        row[name] is not None and re.search(pattern, str(row[name]), re.IGNORECASE)
        for name, pattern in rule.matches.items()
    )
    contains = all(
        any(row[name] is not None and text.lower() in str(row[name]).lower() for name in columns)
        for columns, text in rule.contains.items()
    )
    return equal and starts and matches and contains


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8), RULES)
def test_matching_equals_a_loop_over_rows_and_rules(
    rows: list[tuple[str | None, str | None]], rules: list[Conditions]
) -> None:
    frame = pl.DataFrame(rows, schema={"x": pl.String, "y": pl.String}, orient="row")
    slow = [[rank for rank, rule in enumerate(rules) if holds(rule, row)] for row in frame.iter_rows(named=True)]
    assert first_match(frame, rules).to_list() == [next(iter(ranks), None) for ranks in slow]
    assert all_matches(frame.head(1), rules) == slow[0]
