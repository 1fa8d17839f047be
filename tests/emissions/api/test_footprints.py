"""Footprints over the API: calculated by a job, read with parts, gaps and intensities, as far as they are shared."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emissions.models import Footprint
from organisations.models import Organisation, Role, Share
from tests.api.callers import Caller, make_caller
from tests.emissions.api.conftest import Do, at_work, calculate, import_file, import_rows
from tests.factories.organisations import make_organisation, share

PATH = "organisations/vik/footprints/"
TOTALS = ["category", "month", "ghg_category"]
ROWS = ["supplier", "unit", "account"]


@pytest.mark.django_db(transaction=True)
def test_footprint_is_calculated_by_a_job(erp: Caller, do: Do, vik: Organisation) -> None:
    import_file(vik, "ekby_supplier_ledger.csv")

    job = do(erp.post(PATH, {"year": 2024, "factor_set": "no-snac"}))

    body = erp.get(f"{PATH}{job['result']['footprint']}/").json()
    assert (body["year"], body["factor_set"], body["calculated_by"]) == (2024, "no-snac", "ERP")
    assert Decimal(body["total_kg"]) > 0


def test_footprint_shows_what_was_frozen(erp: Caller, calculated: str, vik: Organisation) -> None:
    body = erp.get(f"{PATH}{calculated}/").json()

    with at_work(vik):
        frozen = Footprint.objects.get(uuid=calculated)
    assert Decimal(body["total_kg"]) == frozen.total_kg
    assert Decimal(body["low_kg"]) < Decimal(body["total_kg"]) < Decimal(body["high_kg"])
    assert Decimal(body["money_in"]) == frozen.money_in == Decimal(1437780)
    assert (body["basis_hash"], body["is_outdated"]) == (frozen.basis_hash, False)
    assert 0 < Decimal(body["coverage"]) <= 1


def test_parts_sum_to_the_total(erp: Caller, calculated: str) -> None:
    total = Decimal(erp.get(f"{PATH}{calculated}/").json()["total_kg"])
    for dimension in (*TOTALS, *ROWS):
        rows = erp.get(f"{PATH}{calculated}/parts/?dimension={dimension}").json()["results"]
        known = [Decimal(row["kg"]) for row in rows if row["kg"] is not None and not row["is_energy"]]
        assert abs(sum(known) - total) < Decimal("0.001"), dimension


def test_amount_times_intensity_is_the_part(erp: Caller, calculated: str) -> None:
    parts = {row["key"]: row for row in erp.get(f"{PATH}{calculated}/parts/").json()["results"]}
    factors = erp.get(f"{PATH}{calculated}/intensities/?currency=SEK").json()["results"]
    known = {row["category"]: Decimal(row["kg_per_unit"]) for row in factors if row["kg_per_unit"]}

    food = next(key for key in parts if key.startswith("food."))
    assert abs(Decimal(parts[food]["amount"]) * known[food] - Decimal(parts[food]["kg"])) < Decimal("0.001")


def test_intensities_tell_where_they_come_from(erp: Caller, calculated: str) -> None:
    rows = erp.get(f"{PATH}{calculated}/intensities/?page_size=1000").json()["results"]

    assert {bool(row["kg_per_unit"]) != bool(row["gap_reason"]) for row in rows} == {True}
    known = next(row for row in rows if row["kg_per_unit"])
    assert known["derivation"]["factor_set"] == "no-snac"


def test_gap_has_money_and_a_sentence_and_no_kilograms(erp: Caller, vik: Organisation, tmp_path: Path) -> None:
    import_rows(vik, tmp_path, "212000-9999;Vik;1;Okänd AB;;42000;Diverse;700,00;2024-01-08;KSN;F-1;;;9999;")
    footprint = calculate(vik)

    (gap,) = erp.get(f"{PATH}{footprint}/gaps/", Accept_Language="en").json()["results"]
    (part,) = erp.get(f"{PATH}{footprint}/parts/", Accept_Language="en").json()["results"]

    assert (gap["category"], gap["reason"], gap["amount"]) == ("", "unclassified", "700.0000")
    assert gap["message"] == "The purchase has no category yet."
    assert (part["key"], part["name"], part["kg"], part["low_kg"]) == ("", "No category yet", None, None)


@pytest.mark.parametrize(("language", "name"), [("nb", "Livsmedel"), ("sv", "Livsmedel"), ("en", "Livsmedel")])
def test_accounts_keep_their_own_names(erp: Caller, calculated: str, language: str, name: str) -> None:
    rows = erp.get(f"{PATH}{calculated}/parts/?dimension=account", Accept_Language=language).json()["results"]

    assert next(row["name"] for row in rows if row["key"] == "64400") == name


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"year": 2019}, "/year", "no_accounts"),
        ({"year": 2024, "factor_set": "mine"}, "/factor_set", "unknown_factor_set"),
    ],
)
def test_what_cannot_be_calculated_is_refused_at_once(
    erp: Caller, body: dict[str, Any], pointer: str, code: str
) -> None:
    answer = erp.post(PATH, body)

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"year": "required"}),
        ({"year": "soon"}, {"year": "invalid"}),
        ({"year": 99999}, {"year": "max_value"}),
        ({"year": 2024, "colour": "blue"}, {"colour": "unknown_field"}),
        ([2024], {None: "invalid"}),
    ],
)
def test_wrong_body_is_told_field_by_field(erp: Caller, body: Any, errors: dict[str, str]) -> None:
    answer = erp.post(PATH, body)

    assert answer.status_code == 400
    assert {error["field"]: error["code"] for error in answer.json()["errors"]} == errors


def test_reader_may_not_calculate(vik: Organisation) -> None:
    assert make_caller(vik, Role.READER).sign_in().post(PATH, {"year": 2024}).status_code == 403


def test_share_of_sums_shows_sums(vik: Organisation, calculated: str) -> None:
    other = make_organisation("lund")
    share(vik, other, area=Share.Area.FOOTPRINT, depth=Share.Depth.TOTALS)
    caller = make_caller(other).sign_in()

    statuses = {
        dimension: caller.get(f"{PATH}{calculated}/parts/?dimension={dimension}").status_code
        for dimension in (*TOTALS, *ROWS)
    }

    assert caller.get(f"{PATH}{calculated}/").json()["organisation"] == "vik"
    assert statuses == {**dict.fromkeys(TOTALS, 200), **dict.fromkeys(ROWS, 403)}


def test_share_of_rows_shows_rows(vik: Organisation, calculated: str) -> None:
    other = make_organisation("lund")
    share(vik, other, area=Share.Area.FOOTPRINT, depth=Share.Depth.ROWS)
    caller = make_caller(other).sign_in()

    for dimension in (*TOTALS, *ROWS):
        answer = caller.get(f"{PATH}{calculated}/parts/?dimension={dimension}")
        assert (answer.status_code, bool(answer.json()["results"])) == (200, True), dimension


def test_neighbour_finds_no_footprint(calculated: str) -> None:
    stranger = make_caller(make_organisation("lund")).sign_in()

    for path in (f"{PATH}{calculated}/", f"organisations/lund/footprints/{calculated}/"):
        for rest in ("", "parts/", "gaps/", "intensities/"):
            assert stranger.get(path + rest).status_code == 404


def test_unchanged_footprint_is_not_sent_again(erp: Caller, calculated: str) -> None:
    first = erp.get(f"{PATH}{calculated}/")
    again = erp.get(f"{PATH}{calculated}/", If_None_Match=first["ETag"])

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_version_that_is_no_longer_there_is_412(erp: Caller, calculated: str) -> None:
    answer = erp.get(f"{PATH}{calculated}/", If_Match='"of yesterday"')

    assert answer.status_code == 412
    assert answer.json()["type"] == "urn:klimatrappa:problem:precondition-failed"


def test_number_of_queries_does_not_follow_the_number_of_parts(erp: Caller, calculated: str) -> None:
    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            erp.get(f"{PATH}{calculated}/parts/?dimension=account&page_size={size}")
        return len(caught)

    assert queries(1) == queries(8) == 5
