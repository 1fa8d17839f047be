"""Ledger lines: pages that miss nothing, filters, and persons who stay unnamed."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Organisation, Role, Share
from tests.api.callers import Caller, make_caller
from tests.emissions.api.conftest import import_file, import_rows
from tests.factories.organisations import make_organisation, share

PATH = "organisations/vik/ledger-lines/"
SOLE_TRADER = "850709-9805"


def walk(caller: Caller, path: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    address: str | None = path
    while address:
        body = caller.get(address).json()
        rows += body["results"]
        address = body["next"]
    return rows


@pytest.fixture
def with_a_person(vik: Organisation, tmp_path: Path) -> None:
    row = f"212000-9999;Vik;1;Sven Snickare;{SOLE_TRADER};64400;Livsmedel;100,00;2024-01-08;KSN;{SOLE_TRADER};;;9999;"
    import_rows(vik, tmp_path, row)


def test_line_says_what_the_source_says(erp: Caller, imported: str) -> None:
    first = erp.get(f"{PATH}?page_size=1").json()["results"][0]

    assert first["ledger_import"] == imported
    assert {name: first[name] for name in ("row", "posted_on", "month", "account", "account_name", "amount")} == {
        "row": 2,
        "posted_on": "2024-01-08",
        "month": "2024-01-01",
        "account": "64400",
        "account_name": "Livsmedel",
        "amount": "12500.5000",
    }
    assert (first["supplier_name"], first["supplier_number"]) == ("Ekby Grönsaker AB", "559900-0011")
    assert (first["currency"], first["treatment"]) == ("SEK", "purchase")
    assert first["category"].startswith("food.")


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("size", [1, 3, 10, 1000])
def test_pages_hold_every_line_once(erp: Caller, size: int) -> None:
    rows = walk(erp, f"{PATH}?page_size={size}")

    assert [row["row"] for row in rows] == list(range(2, 12))


def test_pages_stay_whole_while_a_file_arrives(erp: Caller, imported: str, vik: Organisation) -> None:
    first = erp.get(f"{PATH}?page_size=4&ledger_import={imported}").json()
    import_file(vik, "ekby_supplier_ledger_months.csv")
    rest = walk(erp, first["next"])

    assert [row["row"] for row in [*first["results"], *rest]] == list(range(2, 12))


def test_replaced_months_fall_out_of_the_current_lines(erp: Caller, imported: str, vik: Organisation) -> None:
    newer = import_file(vik, "ekby_supplier_ledger_months.csv")

    current = {(row["ledger_import"], row["month"]) for row in walk(erp, PATH)}
    old = {row["month"] for row in walk(erp, f"{PATH}?ledger_import={imported}")}

    assert current == {(newer, "2024-01-01"), (newer, "2024-02-01"), (imported, "2024-03-01")}
    assert old == {"2024-01-01", "2024-02-01", "2024-03-01"}


@pytest.mark.usefixtures("imported")
def test_filters_hold_together(erp: Caller) -> None:
    def rows(query: str) -> list[int]:
        return [row["row"] for row in walk(erp, f"{PATH}?{query}")]

    assert rows("account=64400") == [2, 3]
    assert rows("account=64400&month=2024-02") == []
    assert set(rows("month=2024-01")) == {2, 3, 4, 5}
    assert rows("category=food") == [2, 3, 7]
    assert rows("category=nowhere") == []
    assert rows("supplier=none") == [8]
    assert set(rows("treatment=energy")) == {5}


@pytest.mark.usefixtures("imported")
def test_lines_of_an_unknown_import_are_404(erp: Caller) -> None:
    assert erp.get(f"{PATH}?ledger_import=11111111-1111-4111-8111-111111111111").status_code == 404


@pytest.mark.usefixtures("with_a_person")
@pytest.mark.parametrize(
    ("role", "number"), [(Role.FINANCE, SOLE_TRADER), (Role.LEADER, "••••••-••••"), (Role.OFFICER, "••••••-••••")]
)
def test_personal_numbers_are_for_the_finance_role(vik: Organisation, role: Role, number: str) -> None:
    (line,) = make_caller(vik, role).sign_in().get(PATH).json()["results"]

    assert (line["supplier_number"], line["invoice"]) == (number, number)
    assert (line["supplier_name"], line["is_personal"]) == ("Sven Snickare", True)


@pytest.mark.usefixtures("imported")
def test_sums_that_are_shared_do_not_open_lines(vik: Organisation) -> None:
    other = make_organisation("lund")
    share(vik, other, area=Share.Area.FOOTPRINT, depth=Share.Depth.TOTALS)

    answer = make_caller(other).sign_in().get(PATH)

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:klimatrappa:problem:not-shared")


def test_a_footprint_shared_down_to_the_line_does_not_open_the_whole_accounts(vik: Organisation, imported: str) -> None:
    other = make_organisation("lund")
    share(vik, other, area=Share.Area.FOOTPRINT, depth=Share.Depth.ROWS)
    caller = make_caller(other).sign_in()

    for path in (PATH, "organisations/vik/ledger-imports/", f"organisations/vik/ledger-imports/{imported}/"):
        answer = caller.get(path)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:klimatrappa:problem:not-shared")


@pytest.mark.usefixtures("imported", "with_a_person")
def test_shared_lines_name_no_person(vik: Organisation) -> None:
    other = make_organisation("lund")
    share(vik, other, area=Share.Area.LEDGER, depth=Share.Depth.ROWS)

    rows = make_caller(other, Role.FINANCE).sign_in().get(PATH).json()["results"]

    persons = [row for row in rows if row["is_personal"]]
    assert len(rows) > len(persons) == 1
    assert SOLE_TRADER not in str(rows)
    assert "Sven" not in str(rows)


@pytest.mark.usefixtures("imported")
def test_lines_of_the_neighbour_are_404(vik: Organisation) -> None:
    stranger = make_caller(make_organisation("lund")).sign_in()

    assert stranger.get(PATH).status_code == 404
    assert stranger.get("organisations/lund/ledger-lines/").json()["results"] == []
    assert str(vik.uuid) not in str(stranger.get(PATH).json())


@pytest.mark.usefixtures("imported")
def test_number_of_queries_does_not_follow_the_number_of_lines(erp: Caller) -> None:
    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as caught:
            erp.get(f"{PATH}?page_size={size}")
        return len(caught)

    assert queries(1) == queries(10) == 7
