"""What a supplier reports is brought to one unit; what cannot be right is a problem, what surprises a question."""

from decimal import Decimal

import pytest

from follow_up.calculations.reported_values import AskedLine, Told, checked_report

PARTS = [AskedLine("a", "%", whole="fuel"), AskedLine("b", "%", whole="fuel", is_required=False)]


@pytest.mark.parametrize(
    ("shares", "problems", "questions"),
    [
        ({"a": 60, "b": 40}, {}, {}),
        ({"a": 60, "b": 41}, {"b": "shares_above_whole"}, {}),
        ({"a": 60, "b": 30}, {}, {"b": "shares_below_whole"}),
        ({"a": 60}, {}, {}),
        ({"b": 40}, {"a": "value_missing"}, {}),
        ({"a": 100, "b": 101}, {"b": "share_above_whole"}, {}),
    ],
)
def test_shares_of_a_whole(shares: dict[str, int], problems: dict[str, str], questions: dict[str, str]) -> None:
    found = checked_report(PARTS, {key: Told(Decimal(share), "%") for key, share in shares.items()})

    assert {key: each.code for key, each in found.problems.items()} == problems
    assert {key: each.code for key, each in found.questions.items()} == questions


def test_yes_and_no_are_neither_converted_nor_compared() -> None:
    line = AskedLine("a", "", before=Decimal(1), is_figure=False)

    found = checked_report([line], {"a": Told(Decimal(0), "")})
    assert (found.amounts, found.problems, found.questions) == ({"a": Decimal(0)}, {}, {})


def test_line_that_may_be_empty_stays_unknown() -> None:
    found = checked_report([AskedLine("a", "km", is_required=False)], {})

    assert (found.amounts, found.problems) == ({}, {})
