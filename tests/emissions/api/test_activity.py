"""Activity series over the API: made once, figures all or none, each wrong row told."""

from decimal import Decimal
from typing import Any

import pytest

from emissions.models import ActivityDimension, ActivityValue
from emissions.services.activity_method import pin_factor
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.emissions.activity_cases import buses
from tests.emissions.api.conftest import at_work

SERIES = "organisations/vik/activity-series/"
MILK = {
    "key": "8f1f7a3e-55a4-4f0a-9a43-1b8f5a5d3a11",
    "title": "Milk",
    "activity": "Litres of milk",
    "unit": "litres",
    "period_kind": "year",
    "boundary": "purchases",
    "dimensions": ["Whole", "Skimmed"],
}


@pytest.fixture
def path(vik: Organisation) -> str:
    with at_work(vik):
        return f"{SERIES}{buses(vik).uuid}/"


def values_of(vik: Organisation) -> int:
    with at_work(vik):
        return ActivityValue.objects.count()


def send(erp: Caller, path: str, *values: dict[str, Any], **more: str) -> Any:
    return erp.post(f"{path}values/", {"values": list(values), **more}, Accept_Language="en")


def test_a_series_is_made_once_by_its_key(erp: Caller) -> None:
    first, second = (erp.post(SERIES, MILK) for _time in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["series"]["series"] == second.json()["series"]["series"]
    assert first.json()["series"]["unit"] == "l"
    assert [part["name"] for part in first.json()["parts"]] == ["Whole", "Skimmed"]
    assert [row["title"] for row in erp.get(SERIES).json()["results"]] == ["Milk"]


def test_what_makes_no_series_is_told_at_the_field(erp: Caller) -> None:
    answer = erp.post(SERIES, {**MILK, "unit": "barrel"}, Accept_Language="en")

    assert answer.status_code == 422
    assert [(error["field"], "barrel is not a unit" in error["message"]) for error in answer.json()["errors"]] == [
        ("unit", True)
    ]


def test_a_series_is_read_with_figures_and_changes(erp: Caller, path: str) -> None:
    body = erp.get(path).json()

    first, second = body["periods"]
    assert [figure["amount"] for figure in first["figures"]] == ["1000.0000", "0.0000"]
    assert Decimal(first["kg"]) == Decimal("1642.82")
    assert first["biogenic_kg"] is None
    assert (second["is_complete"], second["not_compared"], second["gases"]) == (True, None, ["CO2e"])
    assert Decimal(second["change"]).quantize(Decimal("0.01")) == Decimal("-0.41")
    assert body["parts"][0]["factor_code"] == "1_101_1012_8_1"


def test_biogenic_co2_stands_beside_the_total(vik: Organisation, erp: Caller, path: str) -> None:
    with at_work(vik):
        hvo = ActivityDimension.objects.get(name="HVO")
        per_unit = Decimal("0.5")
        pin_factor(hvo, factor_set="nordic-energy", code="biodiesel-l", per_unit=per_unit, per_unit_source="Them")

    _first, second = erp.get(path).json()["periods"]

    assert (Decimal(second["biogenic_kg"]), second["gases"]) == (Decimal("627.5"), ["CO2e", "CO2"])
    assert Decimal(second["kg"]) == Decimal("821.41")
    assert [figure["biogenic_kg"] is None for figure in second["figures"]] == [True, False]


def test_figures_sent_twice_are_entered_once(vik: Organisation, erp: Caller, path: str) -> None:
    values = [{"period": "autumn 2023", "part": "Diesel", "amount": "12.5"}]

    first = send(erp, path, *values, source_kind="report", source_id="r-1")
    second = send(erp, path, *values)

    assert (first.json(), second.json()) == ({"new": 1, "same": 0}, {"new": 0, "same": 1})
    with at_work(vik):
        assert ActivityValue.objects.get(amount=Decimal("12.5")).source_id == "r-1"


def test_every_wrong_row_is_told_and_none_entered(vik: Organisation, erp: Caller, path: str) -> None:
    answer = send(
        erp,
        path,
        {"period": "autumn 2023", "part": "Diesel", "amount": "1"},
        {"period": "autumn 2023", "part": "Gas", "amount": "1"},
        {"period": "autumn 2021", "part": "HVO", "amount": "9"},
    )

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/values/1/part", "/values/2/amount"]
    assert values_of(vik) == 4


@pytest.mark.parametrize(
    "value",
    [
        {"period": "winter", "part": "HVO", "amount": "1"},
        {"period": "x", "first_day": "2023-07-01", "part": "HVO", "amount": "1"},
    ],
)
def test_a_period_that_is_none(vik: Organisation, erp: Caller, path: str, value: dict[str, str]) -> None:
    answer = send(erp, path, value)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/values/0/period")
    assert values_of(vik) == 4


@pytest.mark.parametrize("amount", ["-1", "many", None, "1e30"])
def test_an_amount_that_is_none(vik: Organisation, erp: Caller, path: str, amount: str | None) -> None:
    answer = send(erp, path, {"period": "autumn 2023", "part": "HVO", "amount": amount})

    assert answer.status_code == 400
    assert values_of(vik) == 4


def test_who_only_reads_enters_nothing(vik: Organisation, path: str) -> None:
    reader = make_caller(vik, Role.READER).sign_in()

    assert reader.get(path).status_code == 200
    assert send(reader, path, {"period": "autumn 2023", "part": "HVO", "amount": "1"}).status_code == 403
    assert values_of(vik) == 4
