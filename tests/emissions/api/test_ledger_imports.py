"""Ledger files over the API: checked, handed over, followed, read."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from emissions.api import uploads
from emissions.importers.parquet_check import Limits as ParquetLimits
from emissions.importers.workbook_check import Limits
from foundation.access import open_access
from foundation.models import Job, StoredFile
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, Share
from tests.api.callers import Caller, feed, make_caller
from tests.emissions.api.conftest import LEDGERS, Do, import_file, upload
from tests.factories.organisations import make_organisation, share

PERSONAL = {
    "code": "amount_is_no_number",
    "place": "row 3",
    "field": "belopp",
    "severity": "error",
    "values": {"row": "3", "field": "belopp", "value": "850709-9805"},
}

in_real_transactions = pytest.mark.django_db(transaction=True)


def _only_import(caller: Caller) -> str:
    (listed,) = caller.get("organisations/vik/ledger-imports/").json()["results"]
    return f"organisations/vik/ledger-imports/{listed['ledger_import']}/"


def test_upload_is_answered_with_a_job_to_follow(erp: Caller) -> None:
    answer = upload(erp, "ekby_supplier_ledger.csv")

    assert answer.status_code == 202
    body = answer.json()
    assert (body["work"], body["status"], body["result"]) == ("emissions.import_ledger", "waiting", {})
    assert answer["Location"] == f"/api/v1/organisations/vik/jobs/{body['job']}/"
    assert erp.get(answer["Location"]).json() == body


def test_import_is_read_after_its_job(erp: Caller, imported: str) -> None:
    body = erp.get(f"organisations/vik/ledger-imports/{imported}/").json()

    figures = {name: body[name] for name in ("lines", "accounts", "debit", "credit", "currency", "chart", "ledger")}
    assert figures == {
        "lines": 10,
        "accounts": 8,
        "debit": "1472848.1400",
        "credit": "-35068.1400",
        "currency": "SEK",
        "chart": "kommun_bas",
        "ledger": "supplier",
    }
    assert body["current_months"] == ["2024-01-01", "2024-02-01", "2024-03-01"]
    assert body["file_name"] == "ekby_supplier_ledger.csv"
    assert body["imported_by"] == "ERP"
    assert {problem["code"] for problem in body["problems"]} == {"placeholders_read_as_missing", "other_organisation"}


@in_real_transactions
def test_import_is_attributed_to_the_client(do: Do, vik: Organisation) -> None:
    visma = make_caller(vik, name="Visma").sign_in()

    imported = do(upload(visma, "ekby_supplier_ledger.csv"))["result"]["import"]

    changes = feed(visma, "kind=emissions.ledger_import", holding=1)
    assert [(row["object"], row["action"], row["actor"], row["version"]) for row in changes] == [
        (imported, "imported", "Visma", 1)
    ]
    assert visma.get(f"organisations/vik/ledger-imports/{imported}/").json()["imported_by"] == "Visma"


@in_real_transactions
def test_same_file_twice_is_one_import(erp: Caller, do: Do) -> None:
    first, second = (do(upload(erp, "ekby_supplier_ledger.csv"))["result"] for _ in range(2))

    assert first == {"accepted": True, "import": first["import"], "is_new": True, "replaced": []}
    assert second == {**first, "is_new": False}
    assert len(erp.get("organisations/vik/ledger-imports/").json()["results"]) == 1


def test_same_file_twice_in_a_row_is_one_job(erp: Caller) -> None:
    first, second = (upload(erp, "ekby_supplier_ledger.csv").json() for _ in range(2))

    assert first["job"] == second["job"]


@in_real_transactions
def test_bad_file_is_refused_row_by_row(erp: Caller, do: Do) -> None:
    job = do(upload(erp, "ekby_supplier_ledger_broken.csv"))

    assert (job["status"], job["result"]["accepted"]) == ("done", False)
    assert job["problems"][0] == {
        "place": "row 3",
        "field": None,
        "code": "row_has_wrong_width",
        "message": job["problems"][0]["message"],
        "severity": "error",
    }
    assert job["problems"][0]["message"].startswith("Row 3 has 8 fields where the header has 15.")
    assert erp.get("organisations/vik/ledger-imports/").json()["results"] == []


@in_real_transactions
def test_personal_numbers_in_problems_are_for_the_finance_role(
    erp: Caller, do: Do, vik: Organisation, tmp_path: Path
) -> None:
    header, row = (LEDGERS / "ekby_supplier_ledger.csv").read_text(encoding="utf-8").splitlines()[:2]
    amount = row.split(";")[header.split(";").index("belopp")]
    path = tmp_path / "shifted.csv"
    path.write_text("\n".join([header, row, row.replace(amount, "850709-9805"), ""]), encoding="utf-8")
    reader, finance = make_caller(vik, Role.READER).sign_in(), erp
    with path.open("rb") as file:
        sent = erp.upload("organisations/vik/ledger-imports/", {"file": file, "keep_good_rows": "true"})
    do(sent)

    with open_access(access_for_work(vik.pk)):
        refused = Job.objects.get(name="emissions.import_ledger")
        refused.result = {"accepted": False, "problems": [PERSONAL], "summary": {"lines": 1, "problems": [PERSONAL]}}
        refused.save()
    for place in (sent["Location"], "organisations/vik/jobs/", _only_import(finance)):
        assert "850709-9805" in finance.get(place).content.decode()
        assert "850709-9805" not in reader.get(place).content.decode()
    assert finance.get(sent["Location"]).json()["result"] == {"accepted": False, "summary": {"lines": 1}}


@in_real_transactions
def test_good_rows_are_kept_when_asked_for(erp: Caller, do: Do) -> None:
    job = do(upload(erp, "ekby_supplier_ledger_broken.csv", keep_good_rows="true"))

    body = erp.get(f"organisations/vik/ledger-imports/{job['result']['import']}/").json()
    assert body["lines"] == 3
    assert body["problem_count"] == len(body["problems"]) > 3


@pytest.mark.parametrize("name", ["sign_in_page.se", "report.pdf", "empty.csv", "archive.zip", "picture.csv"])
def test_file_that_is_no_ledger_gets_a_sentence(erp: Caller, name: str) -> None:
    with (LEDGERS / name).open("rb") as file:
        body = erp.upload("organisations/vik/ledger-checks/", {"file": file}).json()

    assert body["accepted"] is False
    assert [problem["severity"] for problem in body["problems"]] == ["error"]
    assert body["problems"][0]["message"].endswith(".")


def test_check_says_what_the_command_says(erp: Caller, vik: Organisation, capsys: Any) -> None:
    path = LEDGERS / "ekby_supplier_ledger.csv"
    with path.open("rb") as file:
        answer = erp.upload("organisations/vik/ledger-checks/", {"file": file}, Accept_Language="en")

    call_command("read_ledger", str(path), "--json")
    assert answer.status_code == 200
    read, checked = json.loads(capsys.readouterr().out), answer.json()
    assert [each["code"] for each in checked["problems"] if each not in read["problems"]] == ["other_organisation"]
    assert checked | {"problems": []} == read | {"problems": []}
    with open_access(access_for_work(vik.pk)):
        assert not StoredFile.objects.exists()
        assert not Job.objects.exists()


def test_check_accepts_what_an_import_accepts(erp: Caller) -> None:
    with (LEDGERS / "ekby_supplier_ledger.xlsx").open("rb") as file:
        undated = erp.upload("organisations/vik/ledger-checks/", {"file": file}).json()
    with (LEDGERS / "ekby_supplier_ledger.xlsx").open("rb") as file:
        dated = erp.upload("organisations/vik/ledger-checks/", {"file": file, "year": "2024"}).json()

    assert (undated["accepted"], dated["accepted"]) == (False, True)
    assert "period_is_missing" in {problem["code"] for problem in undated["problems"]}


def test_check_of_a_bad_file_is_an_answer_not_an_error(erp: Caller) -> None:
    with (LEDGERS / "ekby_supplier_ledger_broken.csv").open("rb") as file:
        answer = erp.upload("organisations/vik/ledger-checks/", {"file": file})

    assert answer.status_code == 200
    assert answer.json()["accepted"] is False
    assert {"row 3", "row 4"} <= {problem["place"] for problem in answer.json()["problems"]}


def test_upload_without_a_file_names_the_field(erp: Caller) -> None:
    answer = erp.upload("organisations/vik/ledger-imports/", {"year": "long ago", "colour": "blue"})

    assert answer.status_code == 400
    errors = {error["field"]: (error["pointer"], error["code"]) for error in answer.json()["errors"]}
    assert errors == {"colour": ("/colour", "unknown_field")}


def test_upload_as_json_is_415(erp: Caller) -> None:
    assert erp.post("organisations/vik/ledger-imports/", {"file": "x"}).status_code == 415


def test_upload_that_says_it_is_too_large_is_413(erp: Caller) -> None:
    with override_settings(LEDGER_UPLOAD_MAX_BYTES=100):
        answer = upload(erp, "ekby_supplier_ledger.csv")

    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:klimatrappa:problem:too-large"


def test_check_reads_no_more_than_a_client_can_wait_for(erp: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(name: str = "ekby_supplier_ledger.xlsx") -> Any:
        with (LEDGERS / name).open("rb") as file:
            return erp.upload("organisations/vik/ledger-checks/", {"file": file}, Accept_Language="en")

    assert answer().status_code == 200
    with override_settings(LEDGER_CHECK_MAX_BYTES=100):
        too_long = answer()
    monkeypatch.setattr(uploads, "WHILE_SOMEBODY_WAITS", Limits(unpacked_bytes=1 << 20, cells=20))
    too_wide = answer()
    monkeypatch.setattr(uploads, "PARQUET_WHILE_SOMEBODY_WAITS", ParquetLimits(rows=5, seconds=20))
    too_full = answer("ekby_supplier_ledger.parquet")
    monkeypatch.setattr(uploads, "MOST_LINES_WHILE_SOMEBODY_WAITS", 5)
    too_many = [answer(f"ekby_supplier_ledger{dress}") for dress in (".csv", "_returns.csv", "_rowstore.json")]

    for refused in (too_long, too_wide, too_full, *too_many):
        assert (refused.status_code, refused.json()["type"]) == (413, "urn:klimatrappa:problem:too-large")
        assert "Import it" in refused.json()["detail"]


def test_reader_may_not_hand_over_files(vik: Organisation) -> None:
    answer = upload(make_caller(vik, Role.READER).sign_in(), "ekby_supplier_ledger.csv")

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:klimatrappa:problem:permission-denied")


def test_client_without_the_scope_may_not_hand_over_files(vik: Organisation) -> None:
    answer = upload(make_caller(vik, scopes=("read",)).sign_in(), "ekby_supplier_ledger.csv")

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:klimatrappa:problem:insufficient-scope")


def test_nobody_writes_where_accounts_are_only_shared(erp: Caller, vik: Organisation) -> None:
    other = make_organisation("lund")
    share(other, vik, area=Share.Area.LEDGER, depth=Share.Depth.ROWS)

    answer = upload(erp, "ekby_supplier_ledger.csv", place="lund")

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:klimatrappa:problem:not-shared")


def test_neighbour_finds_nothing(imported: str) -> None:
    stranger = make_caller(make_organisation("lund")).sign_in()

    assert stranger.get(f"organisations/vik/ledger-imports/{imported}/").status_code == 404
    assert stranger.get(f"organisations/lund/ledger-imports/{imported}/").status_code == 404
    assert upload(stranger, "ekby_supplier_ledger.csv").status_code == 404


def test_imports_are_found_by_year_and_ledger(erp: Caller, imported: str) -> None:
    def found(query: str) -> list[str]:
        rows = erp.get(f"organisations/vik/ledger-imports/?{query}").json()["results"]
        return [row["ledger_import"] for row in rows]

    assert (found("year=2024"), found("ledger=supplier")) == ([imported], [imported])
    assert (found("year=2023"), found("ledger=general")) == ([], [])


@in_real_transactions
def test_file_names_stay_names(erp: Caller, do: Do, tmp_path: Path) -> None:
    odd = tmp_path / "..%2f..%2fetc%2fpasswd.csv"
    odd.write_bytes((LEDGERS / "ekby_supplier_ledger.csv").read_bytes())
    with odd.open("rb") as file:
        job = do(erp.upload("organisations/vik/ledger-imports/", {"file": file}))

    body = erp.get(f"organisations/vik/ledger-imports/{job['result']['import']}/").json()
    assert "/" not in body["file_name"]


def test_replaced_import_is_brought_back(erp: Caller, imported: str, vik: Organisation) -> None:
    import_file(vik, "ekby_supplier_ledger_months.csv")
    path = f"organisations/vik/ledger-imports/{imported}/"
    replaced = erp.get(path)

    back = erp.post(f"{path}use/", If_Match=replaced["ETag"])

    assert replaced.json()["current_months"] == ["2024-03-01"]
    assert back.status_code == 200
    assert back.json()["current_months"] == ["2024-01-01", "2024-02-01", "2024-03-01"]
    assert erp.get(path).json() == back.json()


def test_import_is_not_brought_back_by_who_has_not_seen_what_happened(
    erp: Caller, imported: str, vik: Organisation
) -> None:
    path = f"organisations/vik/ledger-imports/{imported}/"
    seen = erp.get(path)["ETag"]
    import_file(vik, "ekby_supplier_ledger_months.csv")

    late, blind = erp.post(f"{path}use/", If_Match=seen), erp.post(f"{path}use/")

    assert (late.status_code, late.json()["type"]) == (412, "urn:klimatrappa:problem:precondition-failed")
    assert (blind.status_code, blind.json()["type"]) == (428, "urn:klimatrappa:problem:precondition-required")
    assert erp.get(path).json()["current_months"] == ["2024-03-01"]
