"""Figures of activity series over the API: corrected one by one, with the amount that was read and the reason."""

from typing import Any

import pytest

from emissions.models import ActivityValue
from emissions.services.activity_values import enter_values
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.emissions.activity_cases import buses, value
from tests.emissions.api.conftest import at_work

SERIES = "organisations/vik/activity-series/"
SAID = {"period": "autumn 2021", "part": "Diesel", "was": "1000", "amount": "990.5", "reason": "A slip"}


@pytest.fixture
def path(vik: Organisation) -> str:
    with at_work(vik):
        return f"{SERIES}{buses(vik).uuid}/"


def correct(erp: Caller, path: str, **said: Any) -> Any:
    return erp.post(f"{path}corrections/", {**SAID, **said}, Accept_Language="en")


def values_of(vik: Organisation) -> int:
    with at_work(vik):
        return ActivityValue.objects.count()


def errors_of(answer: Any) -> list[tuple[str, str]]:
    return [(error["code"], error["field"]) for error in answer.json()["errors"]]


def test_a_figure_is_corrected_and_the_old_one_kept(vik: Organisation, erp: Caller, path: str) -> None:
    label = erp.get(path).json()["periods"][0]["label"]

    answer = correct(erp, path, period=label, part=" diesel")

    assert answer.status_code == 200, answer.content
    assert [figure["amount"] for figure in answer.json()["periods"][0]["figures"]] == ["990.5000", "0.0000"]
    with at_work(vik):
        newest = ActivityValue.objects.get(reason="A slip")
        assert newest.replaces
        assert newest.replaces.amount == 1000
    assert values_of(vik) == 5


def test_a_figure_is_taken_back_and_given_again(erp: Caller, path: str) -> None:
    gone = correct(erp, path, amount=None).json()["periods"][0]
    again = correct(erp, path, was=None, amount="0")

    assert [figure["amount"] for figure in gone["figures"]] == [None, "0.0000"]
    assert (gone["figures"][0]["gap"], gone["is_complete"]) == ("no_amount", False)
    assert again.json()["periods"][0]["figures"][0]["amount"] == "0.0000"


def test_two_clients_do_not_overwrite_each_other(vik: Organisation, erp: Caller, path: str) -> None:
    first, second = correct(erp, path), correct(erp, path, amount="1200")
    correct(erp, path, was="990.5", amount=None)
    third = correct(erp, path, was="990.5", amount="7")

    assert (first.status_code, second.status_code, third.status_code) == (200, 409, 409)
    assert errors_of(second) == errors_of(third) == [("stale_was", "was")]
    assert "990.5000 stands there now" in second.json()["detail"]
    assert "taken back" in third.json()["detail"]
    assert values_of(vik) == 6


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"part": "Gas"}, "part"),
        ({"period": "winter"}, "period"),
        ({"period": "autumn 2019"}, "period"),
        ({"first_day": "2019-07-01"}, "period"),
        ({"amount": "1000"}, "amount"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_what_corrects_nothing_is_told_at_its_field(
    vik: Organisation, erp: Caller, path: str, said: dict[str, str], field: str
) -> None:
    answer = correct(erp, path, **said)

    assert (answer.status_code, errors_of(answer)) == (422, [("refused", field)])
    assert values_of(vik) == 4


def test_a_first_day_tells_periods_of_one_name_apart(vik: Organisation, erp: Caller) -> None:
    with at_work(vik):
        series = buses(vik, entered=False)
        said = value("autumn 2021", "Diesel", 1)
        later = type(said.period)(
            said.period.first_day.replace(year=2023), said.period.last_day.replace(year=2023), "H"
        )
        earlier = type(said.period)(said.period.first_day, said.period.last_day, "H")
        enter_values(series, [type(said)(earlier, "Diesel", said.amount), type(said)(later, "Diesel", said.amount)])

    answer = correct(erp, f"{SERIES}{series.uuid}/", period="H", first_day="2023-07-01", was="1", amount="2")

    assert [each["figures"][0]["amount"] for each in answer.json()["periods"]] == ["1.0000", "2.0000"]


@pytest.mark.parametrize("amount", ["-1", "many", "1e30", 990.5])
def test_an_amount_that_is_none(erp: Caller, path: str, amount: str | float) -> None:
    assert correct(erp, path, amount=amount).status_code == 400


def test_the_amount_that_was_read_must_be_said(erp: Caller, path: str) -> None:
    said = {name: text for name, text in SAID.items() if name != "was"}

    answer = erp.post(f"{path}corrections/", said)

    assert (answer.status_code, errors_of(answer)) == (400, [("required", "was")])


def test_who_only_reads_or_has_another_scope_corrects_nothing(vik: Organisation, path: str) -> None:
    reader = make_caller(vik, Role.READER).sign_in()
    narrow = make_caller(vik, Role.FINANCE, scopes=("read", "ledger:write"), name="Narrow").sign_in()

    assert [correct(each, path).status_code for each in (reader, narrow)] == [403, 403]
    assert values_of(vik) == 4
