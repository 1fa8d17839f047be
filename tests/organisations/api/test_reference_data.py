"""Categories, code lists and crosswalks: complete, searchable, in the reader's language."""

from decimal import Decimal
from typing import Any

import pytest

from organisations.models import Organisation, Role
from organisations.reference.categories import categories
from organisations.reference.code_lists import cpv_codes
from tests.api.callers import Caller, make_caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def erp(ekby: Organisation) -> Caller:
    return make_caller(ekby, Role.READER, scopes=("read",)).sign_in()


def all_rows(caller: Caller, path: str, **headers: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    address: str | None = path
    while address:
        body = caller.get(address, **headers).json()
        rows += body["results"]
        address = body["next"]
    return rows


def test_categories_come_in_their_order(erp: Caller) -> None:
    rows = all_rows(erp, "purchase-categories/?page_size=7")

    assert [row["code"] for row in rows] == [category.code for category in categories()]


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_category_is_named_in_the_readers_language(erp: Caller, language: str) -> None:
    row = erp.get("purchase-categories/food.meat/", Accept_Language=language).json()

    assert row["name"] == row["names"][language]
    assert (row["parent"], row["ghg_category"]) == ("food", 1)
    assert row["names"].keys() >= {"nb", "nn", "sv", "en"}


def test_leaves_of_an_area(erp: Caller) -> None:
    rows = all_rows(erp, "purchase-categories/?parent=food")

    assert {row["code"] for row in rows} == {category.code for category in categories() if category.parent == "food"}


def test_every_code_of_cpv_is_there(erp: Caller) -> None:
    rows = all_rows(erp, "code-lists/cpv/codes/?page_size=1000")

    assert [row["code"] for row in rows] == sorted(cpv_codes()["code"])
    assert len(rows) == 9454


@pytest.mark.parametrize(
    ("query", "code"), [("frø", "03111000"), ("seeds", "03111000"), ("0311100", "03111000"), ("MELK", "15511000")]
)
def test_codes_are_found_by_word_in_any_language_or_by_digits(erp: Caller, query: str, code: str) -> None:
    assert code in {row["code"] for row in all_rows(erp, f"code-lists/cpv/codes/?q={query}")}


def test_all_words_must_occur(erp: Caller) -> None:
    def found(words: str) -> set[str]:
        return {row["code"] for row in all_rows(erp, f"code-lists/cpv/codes/?q={words}&page_size=1000")}

    assert found("school%20bus") == found("school") & found("bus")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("kostra_arter/codes/010/", "Fastlønn"),
        ("kostra_arter/codes/000/", "Lønn og sosiale utgifter"),
        ("kostra_funksjoner/codes/100/", "Politisk styring"),
        ("kommun_bas/codes/10/", "Immateriella tillgångar"),
        ("municipalities_no/codes/1103/", "Stavanger"),
        ("municipalities_se/codes/0115/", "Vallentuna kommun"),
    ],
)
def test_each_list_has_its_codes(erp: Caller, path: str, name: str) -> None:
    assert erp.get(f"code-lists/{path}", Accept_Language="sv").json()["name"] == name


def test_lists_name_their_sources(erp: Caller) -> None:
    rows = {row["code_list"]: row for row in all_rows(erp, "code-lists/")}

    assert rows["cpv"]["codes"] == 9454
    assert all(row["licence"] and row["publisher"] and row["version"] for row in rows.values())


def test_the_longest_prefix_decides(erp: Caller) -> None:
    def category(code: str) -> list[tuple[str, str]]:
        rows = all_rows(erp, f"crosswalks/commodities/cpv/?code={code}")
        return [(row["prefix"], row["category"]) for row in rows]

    assert category("03111000") == [("03111", "maintenance.green")]
    assert category("03200000") == [("03", "food.fruit_vegetables")]


def test_account_crosswalk_keeps_the_order_in_which_rows_are_tried(erp: Caller) -> None:
    rows = all_rows(erp, "crosswalks/accounts/kostra/?page_size=10")

    assert [row["mapping"] for row in rows] == sorted(row["mapping"] for row in rows)
    assert len(rows) > 100


def test_weights_of_a_category_sum_to_one(erp: Caller) -> None:
    for row in all_rows(erp, "crosswalks/factors/no-snac/"):
        weights = [Decimal(factor["weight"]) for factor in row["factors"]]
        assert sum(weights) == (1 if weights else 0), row["category"]
        assert bool(weights) != bool(row["gap_reason"]), row["category"]


@pytest.mark.parametrize(
    "path",
    [
        "purchase-categories/nowhere/",
        "code-lists/nowhere/codes/",
        "code-lists/cpv/codes/1/",
        "crosswalks/commodities/gpc/",
        "crosswalks/accounts/ifrs/",
        "crosswalks/factors/mine/",
    ],
)
def test_what_there_is_not_is_404(erp: Caller, path: str) -> None:
    assert erp.get(path).status_code == 404
