"""Input is taken strictly: what nobody knows is an error."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from foundation.api.input import Input, Parameters
from foundation.api.problem_details import QueryError


class Wish(Input):
    colour = serializers.ChoiceField(choices=["red", "green"])
    number = serializers.IntegerField(default=1, min_value=1)


class Choice(Parameters):
    year = serializers.IntegerField(required=False)


def sent(body: Any) -> Request:
    return Request(APIRequestFactory().post("/", body, format="json"), parsers=[JSONParser()])


def asked(query: str) -> Request:
    return Request(APIRequestFactory().get(f"/?{query}"))


def test_values_are_typed_and_defaults_filled_in() -> None:
    assert Wish.read(sent({"colour": "red"})) == {"colour": "red", "number": 1}


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ({"colour": "blue", "number": 0}, {"colour": ["invalid_choice"], "number": ["min_value"]}),
        ({"colour": "red", "size": 3}, {"size": ["unknown_field"]}),
        (["red"], {"non_field_errors": ["invalid"]}),
        ("red", {"non_field_errors": ["invalid"]}),
        (None, {"colour": ["required"]}),
    ],
)
def test_wrong_bodies_are_told_field_by_field(body: Any, codes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        Wish.read(sent(body))
    assert caught.value.get_codes() == codes


def test_of_many_unknown_fields_the_first_are_told() -> None:
    with pytest.raises(ValidationError) as caught:
        Wish.read(sent({f"field {number:06d}": 1 for number in range(200_000)}))
    assert caught.value.get_codes() == {f"field {number:06d}": ["unknown_field"] for number in range(20)}


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("yaer=2024", {"yaer": ["unknown_parameter"]}),
        ("year=2023&year=2024", {"year": ["repeated_parameter"]}),
        ("year=soon", {"year": ["invalid"]}),
        ("format=csv", {"format": ["unknown_parameter"]}),
    ],
)
def test_wrong_parameters_are_told_one_by_one(query: str, codes: dict[str, Any]) -> None:
    with pytest.raises(QueryError) as caught:
        Choice.read(asked(query))
    assert caught.value.get_codes() == codes


def test_parameters_of_pages_are_let_through() -> None:
    assert Choice.read(asked("year=2024&cursor=x&page_size=3")) == {"year": 2024}
