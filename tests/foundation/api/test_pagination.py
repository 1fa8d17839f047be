"""Cursors: every row once, in order, and nothing made up gets through."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from foundation.api.pagination import CursorPages, InMemory, cursor_of, list_at
from foundation.api.problem_details import QueryError
from foundation.sealed_text import seal

Row = tuple[str, int]
LETTERS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=3)


def listing(rows: list[Row]) -> InMemory[Row]:
    return InMemory(rows, lambda row: row, (str, int))


def page(rows: list[Row], **query: str) -> dict[str, Any]:
    request = Request(APIRequestFactory().get("/api/v1/things/", query))
    pages = CursorPages()
    found = pages.paginate_queryset(listing(rows), request)
    return dict(pages.get_paginated_response(found).data)


@given(rows=st.sets(st.tuples(LETTERS, st.integers(0, 9)), max_size=25), size=st.integers(1, 7))
def test_walking_from_page_to_page_gives_every_row_once(rows: set[Row], size: int) -> None:
    seen: list[Row] = []
    cursor: dict[str, str] = {}
    while True:
        answer = page(list(rows), page_size=str(size), **cursor)
        seen += answer["results"]
        if not answer["next"]:
            break
        cursor = {"cursor": answer["next"].split("cursor=")[1].split("&")[0]}

    assert seen == sorted(rows)


def test_next_keeps_the_other_parameters() -> None:
    answer = page([("a", 1), ("b", 2)], page_size="1", q="bread")

    assert answer["next"].startswith("http://testserver/api/v1/things/?")
    assert "q=bread" in answer["next"]
    assert "page_size=1" in answer["next"]


def encoded(value: Any) -> str:
    return seal(json.dumps(value), "cursor of ")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "ø",
        "!!!!",
        "eyJ",
        "WyJhIiwxXQ",  # what ["a",1] is in base64
        seal('["a",1]', "cursor of things"),
        encoded("text"),
        encoded({"a": 1}),
        encoded(["a"]),
        encoded(["a", "b"]),
        encoded(["a", 1, 2]),
        encoded(["a", True]),
        encoded(["a", 1.5]),
        encoded(["a", 2**63]),
        encoded(["\x00", 1]),
        encoded(["\ud800", 1]),
        encoded([None, 1]),
    ],
)
def test_cursor_of_another_making_is_refused(cursor: str) -> None:
    with pytest.raises(QueryError) as caught:
        page([("a", 1)], cursor=cursor)
    assert caught.value.get_codes() == {"cursor": ["invalid_cursor"]}


@given(cursor=st.text(max_size=40))
def test_no_cursor_breaks_the_list(cursor: str) -> None:
    try:
        page([("a", 1)], cursor=cursor)
    except QueryError as refused:
        assert refused.status_code == 400  # noqa: PT017 - most texts are no cursors, some are


@pytest.mark.parametrize("size", ["0", "1001", "-1", "ten", "1.5", "٣", "", "99999999999999999999"])
def test_size_outside_the_bounds_is_refused(size: str) -> None:
    with pytest.raises(QueryError):
        page([("a", 1)], page_size=size)


def test_cursor_can_stand_in_an_address() -> None:
    assert cursor_of(("å/b?c", 7), "").replace("-", "").replace("_", "").isalnum()


def test_a_list_has_one_name_at_its_route_and_in_the_description() -> None:
    route = "api/v1/organisations/<slug:organisation>/jobs/<uuid:job>/lines/"
    assert list_at(route) == list_at("/api/v1/organisations/{organisation}/jobs/{job}/lines/")
