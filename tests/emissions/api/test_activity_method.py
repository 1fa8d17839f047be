"""How activity series are counted, over the API: factors pinned, breaks marked, the series changed by revision."""

from decimal import Decimal
from typing import Any

import pytest

from emissions.queries.published import activity_factor_sets
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.emissions.activity_cases import DIESEL, UK, buses
from tests.emissions.api.conftest import at_work

SERIES = "organisations/vik/activity-series/"
PIN = {"part": "Diesel", "factor_set": UK, "factor": DIESEL, "per_unit": "0.5", "per_unit_source": "The operator"}


@pytest.fixture
def path(vik: Organisation) -> str:
    with at_work(vik):
        return f"{SERIES}{buses(vik, pinned=False).uuid}/"


def pin(erp: Caller, path: str, **said: Any) -> Any:
    return erp.post(f"{path}factors/", {**PIN, **said}, Accept_Language="en")


def errors_of(answer: Any) -> list[str]:
    return [error["field"] for error in answer.json()["errors"]]


def test_a_factor_is_pinned_with_its_figures(erp: Caller, path: str) -> None:
    assert erp.get(path).json()["periods"][0]["figures"][0]["gap"] == "no_factor"

    answer = pin(erp, path, with_indirect=True)

    assert answer.status_code == 200, answer.content
    read = answer.json()
    (diesel, hvo), figure = read["parts"], read["periods"][0]["figures"][0]
    assert (diesel["factor_code"], diesel["factor_version"], diesel["with_indirect"]) == (
        DIESEL,
        activity_factor_sets()[UK].source.version,
        True,
    )
    assert Decimal(figure["kg"]) == 1000 * Decimal("0.5") * (Decimal("2.66155") + Decimal("0.62409"))
    assert (hvo["factor_code"], hvo["kg"], read["series"]["revision"]) == ("", None, 2)


def test_a_conversion_that_the_set_carries_is_taken_by_itself(erp: Caller) -> None:
    said = {"title": "Milk", "activity": "Milk", "unit": "l", "period_kind": "year", "boundary": "purchases"}
    made = erp.post(SERIES, said).json()["series"]["series"]

    answer = erp.post(f"{SERIES}{made}/factors/", {"factor_set": "agribalyse", "factor": "19042"})

    (whole,) = answer.json()["parts"]
    assert (whole["name"], Decimal(whole["per_unit"])) == ("", Decimal("1.035"))
    assert whole["per_unit_source"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"part": "Gas"}, "part"),
        ({"part": ""}, "part"),
        ({"factor_set": "mine"}, "factor"),
        ({"factor": "none"}, "factor"),
        ({"per_unit": None, "per_unit_source": ""}, "per_unit"),
        ({"per_unit": "0"}, "per_unit"),
        ({"per_unit_source": " "}, "per_unit_source"),
    ],
)
def test_what_pins_nothing_is_told_at_its_field(erp: Caller, path: str, said: dict[str, Any], field: str) -> None:
    answer = pin(erp, path, **said)

    assert (answer.status_code, errors_of(answer)) == (422, [field])
    assert [part["factor_code"] for part in erp.get(path).json()["parts"]] == ["", ""]


def test_indirect_emissions_that_nobody_published_are_not_counted_as_none(erp: Caller, path: str) -> None:
    factors = erp.get(f"organisations/vik/activity-factor-sets/{UK}/factors/?page_size=1000").json()["results"]
    bare = next(each for each in factors if each["indirect_kg"] is None and each["covers"] == "use")

    answer = pin(erp, path, factor=bare["code"], with_indirect=True)

    assert (answer.status_code, errors_of(answer)) == (422, ["with_indirect"])


def test_a_break_keeps_years_apart(erp: Caller, path: str) -> None:
    for part in ("Diesel", "HVO"):
        pin(erp, path, part=part)
    assert erp.get(path).json()["periods"][1]["change"] is not None

    said = {"first_day": "2022-07-01", "reason": "Kilometres are read from the buses"}
    marked, again = (erp.post(f"{path}method-breaks/", said) for _time in range(2))

    assert marked.status_code == 200, marked.content
    assert [(each["first_day"], each["made_by"]) for each in marked.json()["breaks"]] == [("2022-07-01", "ERP")]
    second = marked.json()["periods"][1]
    assert (second["change"], second["not_compared"]) == (None, "method_break")
    assert (again.status_code, errors_of(again)) == (422, ["first_day"])
    assert errors_of(erp.post(f"{path}method-breaks/", {"first_day": "2023-01-01", "reason": " "})) == ["reason"]


def test_a_series_is_changed_from_the_newest_revision_alone(erp: Caller, path: str) -> None:
    said = {"revision": 1, "title": "Buses in town", "method": "", "dimensions": ["diesel", "Biogas"]}

    changed, late = (erp.send("patch", path, said) for _time in range(2))

    assert changed.status_code == 200, changed.content
    read = changed.json()
    assert [part["name"] for part in read["parts"]] == ["Diesel", "HVO", "Biogas"]
    told = {name: read["series"][name] for name in ("title", "method", "method_version", "unit", "revision")}
    assert told == {"title": "Buses in town", "method": "", "method_version": "1", "unit": "km", "revision": 2}
    assert (late.status_code, late.json()["errors"][0]["code"], errors_of(late)) == (
        409,
        "stale_revision",
        ["revision"],
    )


def test_what_figures_rest_on_is_not_changed(erp: Caller, path: str) -> None:
    answer = erp.send("patch", path, {"revision": 1, "unit": "l"})

    assert (answer.status_code, errors_of(answer)) == (400, ["unit"])
    assert erp.send("patch", path, {"title": "Without its revision"}).status_code == 400


def test_a_taken_title_is_refused(erp: Caller, path: str) -> None:
    other = {"title": "Trains", "activity": "km", "unit": "km", "period_kind": "year", "boundary": "scope_3"}
    erp.post(SERIES, other)

    answer = erp.send("patch", path, {"revision": 1, "title": "trains"})

    assert (answer.status_code, errors_of(answer)) == (422, ["title"])


def test_who_only_reads_changes_nothing(vik: Organisation, path: str) -> None:
    reader = make_caller(vik, Role.READER).sign_in()
    mark = {"first_day": "2022-07-01", "reason": "Otherwise"}

    assert pin(reader, path).status_code == 403
    assert reader.post(f"{path}method-breaks/", mark).status_code == 403
    assert reader.send("patch", path, {"revision": 1, "title": "Mine"}).status_code == 403
    read = reader.get(path).json()
    assert (read["breaks"], read["series"]["title"], read["parts"][0]["kg"]) == ([], "Buses", None)
