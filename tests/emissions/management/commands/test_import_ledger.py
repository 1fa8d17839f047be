"""`manage.py import_ledger`: what finance offices script against – exit codes and the exact keys of its JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from emissions.models import LedgerImport
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, YEAR_OF_POSTINGS, at_work, write_ledger
from tests.emissions.importers.ledgers import AGREED_KEYS, SAMPLES
from tests.emissions.services.ledger_state import originals_of

READ = set(AGREED_KEYS)
IMPORTED = READ | {"import_id", "replaced", "excluded", "classified_share"}


def run(capsys: pytest.CaptureFixture[str], vik: Organisation, path: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON."""
    code = 0
    try:
        call_command("import_ledger", str(path), "--organisation", vik.number, "--json", *more)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    return code, json.loads(capsys.readouterr().out)


def test_an_accepted_file_prints_exactly_these_keys(
    capsys: pytest.CaptureFixture[str], vik: Organisation, tmp_path: Path
) -> None:
    code, said = run(capsys, vik, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))

    with at_work(vik):
        known = LedgerImport.objects.get()
    assert (code, set(said)) == (0, IMPORTED)
    assert (said["import_id"], said["replaced"], said["accepted"]) == (str(known.uuid), [], True)
    assert said["excluded"] == {"transfers": {"lines": 1, "amount": "25000.00"}}
    assert said["classified_share"] == "0.9969"
    assert (said["lines"], said["vouchers"], said["accounts"]) == (10, 10, 8)
    assert (said["debit"], said["credit"], said["net"]) == ("1441420.50", "-500.25", "1440920.25")
    assert set(said["problems"][0]) == {"place", "field", "code", "message", "severity"}
    assert known.actor_name == "manage.py import_ledger"


def test_a_replacing_file_names_what_it_replaced(
    capsys: pytest.CaptureFixture[str], vik: Organisation, tmp_path: Path
) -> None:
    _, old = run(capsys, vik, write_ledger(tmp_path, 2024, [FOOD]))
    _, new = run(capsys, vik, write_ledger(tmp_path, 2024, [FOOD, FOOD_IN_MARCH]))
    _, again = run(capsys, vik, max(tmp_path.iterdir()))

    assert (new["replaced"], again["replaced"], again["import_id"]) == ([old["import_id"]], [], new["import_id"])


@pytest.mark.parametrize("name", ["sign_in_page.se", "ekby_supplier_ledger_broken.csv", "ekby_bolag_4e_truncated.se"])
def test_a_refused_file_exits_with_two_prints_why_and_stores_nothing(
    capsys: pytest.CaptureFixture[str], vik: Organisation, name: str
) -> None:
    code, said = run(capsys, vik, SAMPLES / name)

    with at_work(vik):
        assert (LedgerImport.objects.count(), originals_of(vik)) == (0, [name])
    assert (code, set(said), said["accepted"]) == (2, READ, False)
    assert any(problem["severity"] == "error" for problem in said["problems"])


def test_good_rows_year_and_format_are_passed_on(capsys: pytest.CaptureFixture[str], vik: Organisation) -> None:
    assert run(capsys, vik, SAMPLES / "ekby_supplier_ledger_broken.csv", "--keep-good-rows")[1]["lines"] == 3
    assert (
        run(capsys, vik, SAMPLES / "ekby_supplier_ledger.xlsx", "--year", "2021")[1]["period"]["from"] == "2021-01-01"
    )
    assert run(capsys, vik, SAMPLES / "ekby_bolag_4e.se", "--format", "account_table")[0] == 2


def test_a_number_and_a_path_that_lead_nowhere_are_told(vik: Organisation, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_ledger", str(tmp_path / "nothing.csv"), "--organisation", vik.number)
    with pytest.raises(CommandError):
        call_command("import_ledger", str(SAMPLES / "ekby_bolag_4e.se"), "--organisation", "123")
