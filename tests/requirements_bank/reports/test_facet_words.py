"""Facets show what can still be chosen, in the reader's words and the order that helps."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from requirements_bank.queries.found_requirements import FACETS, Bank, Found
from requirements_bank.reports.facet_words import Facet, facets_of, value_name


def found(total: int, **counts: Mapping[str, int]) -> Found:
    banks = [Bank("klimatrappa", "Klimatrappa", "shipped"), Bank("ekby", "Ekbys krav", "own")]
    return Found(total, [], {name: counts.get(name, {}) for name in FACETS}, banks)


def facet(name: str, those: list[Facet]) -> list[tuple[str, int]]:
    return [(choice.title, choice.number) for choice in next(each for each in those if each.name == name).choices]


def test_facets_are_worded_and_ordered() -> None:
    with override("nb"):
        those = facets_of(
            found(
                5,
                level={"spearhead": 1, "basic": 4},
                theme={"food": 1, "climate": 4},
                bank={"ekby": 3, "klimatrappa": 2},
                owner={"shipped": 2, "own": 3},
                category={"food": 3, "food.mixed": 2, "transport": 2},
                staircase={"yes": 2},
            ),
            {},
        )

    assert [each.name for each in those] == ["category", "level", "only", "theme", "owner", "bank"]
    assert facet("level", those) == [("Basis", 4), ("Spydspiss", 1)]
    assert facet("theme", those) == [("Klima", 4), ("Mat", 1)]
    assert facet("owner", those) == [("Våre egne", 3), ("Følger med Klimatrappa", 2)]
    assert facet("bank", those) == [("Ekbys krav", 3), ("Klimatrappa", 2)]
    assert facet("only", those) == [("skjerpes i trinn i kontrakten", 2)]


def test_what_is_chosen_is_shown_even_without_hits_and_opens_its_area() -> None:
    choices: dict[str, Any] = {"level": ("advanced",), "category": ("food.mixed",)}

    those = facets_of(found(0, category={"transport": 1}), choices)

    areas = next(each for each in those if each.name == "category").choices
    assert [(area.value, area.is_open) for area in areas] == [("transport", False), ("food", True)]
    assert [child.value for child in areas[1].children] == ["food.mixed"]
    assert next(each for each in those if each.name == "level").chosen == 1


def test_a_facet_that_tells_nothing_is_left_out() -> None:
    assert [each.name for each in facets_of(found(5, kind={"award_criterion": 5}, level={"basic": 4}), {})] == ["level"]


def test_a_chosen_value_is_named_on_its_own() -> None:
    with override("sv"):
        assert value_name("staircase", "yes") == "Har trappa"
        assert value_name("country", "NO") == "Norge"
        assert value_name("bank", "gone") == "gone"
