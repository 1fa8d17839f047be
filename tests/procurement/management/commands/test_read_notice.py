"""`manage.py read_notice`: the exit code says whether a procurement may be filled, the JSON says why."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.procurement.importers.notices import CONTRACT_NOTICE, SAMPLES

CHECKOUT = Path(__file__).parents[4]


def test_accepted_notice_prints_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_notice", str(SAMPLES / CONTRACT_NOTICE), "--json")
    read = json.loads(capsys.readouterr().out)

    assert (read["subtype"], read["lots"], read["buyer"], read["accepted"]) == (
        "16", 2, ["Vik kommune", "Fjordby kommune"], True,
    )  # fmt: skip


def test_refused_file_prints_its_problems_and_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("read_notice", str(SAMPLES / "entity_bomb.xml"), "--json")
    read = json.loads(capsys.readouterr().out)

    assert stopped.value.code == 2
    assert ([problem["code"] for problem in read["problems"]], read["accepted"]) == (["xml_has_doctype"], False)


def test_without_json_a_person_can_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("read_notice", str(SAMPLES / "invoice.xml"))

    assert "error: The file is XML of another kind (Invoice), not a notice." in capsys.readouterr().out


def test_command_needs_no_database() -> None:
    nowhere = {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "PATH": "",
    }
    run = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "read_notice", str(SAMPLES / CONTRACT_NOTICE), "--json"],
        cwd=CHECKOUT, env=nowhere, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["accepted"] is True
