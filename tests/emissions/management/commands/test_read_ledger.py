"""`manage.py read_ledger`: the exit code says whether a file would be accepted, the JSON says why."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.importers.unknown_tables import UNKNOWN

CHECKOUT = Path(__file__).parents[4]


def test_accepted_file_prints_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_ledger", str(SAMPLES / "ekby_bolag_4e.se"), "--json")
    read = json.loads(capsys.readouterr().out)
    assert (read["format"], read["vouchers"], read["lines"], read["debit"], read["accepted"]) == (
        "sie4e", 2, 6, "18142.00", True,
    )  # fmt: skip


def test_refused_file_prints_its_problems_and_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("read_ledger", str(SAMPLES / "sign_in_page.se"), "--json")
    read = json.loads(capsys.readouterr().out)
    assert stopped.value.code == 2
    assert ([problem["code"] for problem in read["problems"]], read["accepted"]) == (["file_is_html"], False)


def test_without_json_a_person_can_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("read_ledger", str(SAMPLES / "vik_budget.csv"))
    assert "error: The amounts of this table are a budget" in capsys.readouterr().out


def test_year_and_format_and_good_rows_are_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_ledger", str(SAMPLES / "vik_account_table_two_years.csv"), "--year", "2022", "--json")
    assert json.loads(capsys.readouterr().out)["period"] == {"from": "2022-01-01", "to": "2022-12-31"}
    call_command("read_ledger", str(SAMPLES / "ekby_supplier_ledger_broken.csv"), "--keep-good-rows", "--json")
    assert json.loads(capsys.readouterr().out)["lines"] == 3
    with pytest.raises(SystemExit):
        call_command("read_ledger", str(SAMPLES / "ekby_bolag_4e.se"), "--format", "account_table")


def test_command_needs_no_database() -> None:
    nowhere = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "PATH": "",
    }
    run = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "read_ledger", str(SAMPLES / "ekby_bolag_4e.se"), "--json"],
        cwd=CHECKOUT, env=nowhere, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["accepted"] is True


def test_mapping_is_proposed_and_read_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = str(UNKNOWN / "agresso_like.xlsx")
    call_command("read_ledger", table, "--propose-mapping")
    said = json.loads(capsys.readouterr().out)
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(said), encoding="utf-8")

    call_command("read_ledger", table, "--mapping", str(mapping), "--json")

    read = json.loads(capsys.readouterr().out)
    assert said["missing"] == []
    assert {
        "column": "apar_id",
        "meaning": "supplier_own_number",
        "confidence": "0.92",
        "reason": "its name says so",
    } in said["columns"]
    assert (read["format"], read["lines"], read["accepted"]) == ("table_xlsx", 5, True)


def test_wrong_mapping_is_said(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    for text, words in (
        ("{", "cannot be read"),
        ('{"columns": {"a": "price"}}', 'The column "a" is said to be "price"'),
    ):
        mapping.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match=words):
            call_command("read_ledger", str(UNKNOWN / "visma_like.csv"), "--mapping", str(mapping))
    with pytest.raises(CommandError, match="holds no table"):
        call_command("read_ledger", str(SAMPLES / "report.pdf"), "--propose-mapping")
