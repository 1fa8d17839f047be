"""Which factors of a file could stand for a category: by codes, by groups, by words."""

from decimal import Decimal

import pytest

from emissions.calculations.category_proposals import How, in_equal_parts
from emissions.calculations.own_set_facts import CodeKind
from emissions.queries.category_proposals import proposed_factors
from organisations.reference.crosswalks import category_factors
from tests.emissions.calculations.shipped import norway, united_states

ONE = Decimal(1)


def test_the_norwegian_groups_get_the_shipped_crosswalk_back() -> None:
    found = proposed_factors({code: known.names["en"] for code, known in norway().codes.items()}, CodeKind.NACE)
    assert {category: dict(one.weights) for category, one in found.items()} == {
        category: dict(weights) for category, weights in category_factors("no-snac").items()
    }


def test_the_american_commodities_get_the_shipped_crosswalk_back() -> None:
    found = proposed_factors(dict.fromkeys(united_states().codes, ""), CodeKind.NAICS)
    assert {category: dict(one.weights) for category, one in found.items()} == {
        category: dict(weights) for category, weights in category_factors("us-epa-1.3.0").items()
    }


@pytest.mark.parametrize(
    ("codes", "kind", "category", "expected"),
    [
        (["15000000-8", "15500000"], CodeKind.CPV, "food.dairy", "15500000"),
        (["15000000-8", "15500000"], CodeKind.CPV, "food.mixed", "15000000-8"),
        (["45000000"], CodeKind.CPV, "construction.roads", "45000000"),
        (["C10-C12", "26"], CodeKind.NACE, "food.meat", "C10-C12"),
        (["F", "10"], CodeKind.NACE, "construction.roads", "F"),
        (["62.01"], CodeKind.NACE, "it.services", "62.01"),
        (["3341"], CodeKind.NAICS, "it.computers", "3341"),
        (["food.fish"], CodeKind.CATEGORY, "food.fish", "food.fish"),
    ],
)
def test_codes_lead_to_the_category_one_expects(codes: list[str], kind: CodeKind, category: str, expected: str) -> None:
    weights = proposed_factors(dict.fromkeys(codes, ""), kind)[category].weights
    assert [code for code, _weight in weights] == [expected]
    assert sum(weight for _code, weight in weights) == ONE


def test_a_small_part_below_a_code_does_not_make_it_the_categorys() -> None:
    assert "services.other" not in proposed_factors({"90500000": ""}, CodeKind.CPV)


def test_codes_of_ones_own_go_by_words_and_nothing_is_forced() -> None:
    found = proposed_factors({"A": "Konsulttjänster", "B": "Qwerty"}, CodeKind.OWN)
    assert {category: (one.weights, one.how) for category, one in found.items()} == {
        "services.consulting": ((("A", ONE),), How.WORDS)
    }


def test_codes_that_are_none_are_no_trouble() -> None:
    for kind in CodeKind:
        assert proposed_factors({"?": "", "–": "x", "R": "", "Å": ""}, kind) is not None


def test_equal_parts_sum_to_one() -> None:
    for count in range(1, 8):
        assert sum(weight for _code, weight in in_equal_parts([str(one) for one in range(count)])) == ONE
