"""Banks in files from the command line: check, load, load again, write."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "bank"


def run(capsys: pytest.CaptureFixture[str], command: str, *arguments: object) -> dict[str, Any]:
    call_command(command, *map(str, arguments), "--organisation", "ekby", "--json")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("name", ["neighbours.yaml", "neighbours.xlsx"])
def test_a_sample_is_checked_loaded_and_loaded_again(capsys: pytest.CaptureFixture[str], name: str) -> None:
    checked = run(capsys, "load_bank_file", SAMPLES / name, "--source", "Nabolag", "--check")
    loaded = run(capsys, "load_bank_file", SAMPLES / name, "--source", "Nabolag", "--publish")
    again = run(capsys, "load_bank_file", SAMPLES / name, "--source", "Nabolag", "--publish")

    assert checked == {"accepted": True, "new": 3, "changed": 0, "unchanged": 0, "wrong": 0, "problems": []}
    assert (loaded["new"], loaded["published"]) == (3, 3)
    assert (again["new"], again["unchanged"], again["published"], again["bank"]) == (0, 3, 0, loaded["bank"])


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("neighbours_broken.yaml", ["Document 3, NAB-002, Kind:", "Document 4, NAB-003, Valid from:"]),
        ("neighbours_broken.xlsx", ["Row 4, NAB-002, Kind:", "Row 5, NAB-003, Valid from:"]),
        ("neighbours_anchor.yaml", ["Line 1 has an anchor"]),
    ],
)
def test_a_broken_sample_says_what_is_wrong_where(
    capsys: pytest.CaptureFixture[str], name: str, places: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(capsys, "load_bank_file", SAMPLES / name, "--source", "Nabolag")

    told = [problem["message"] for problem in json.loads(capsys.readouterr().out)["problems"]]
    assert ended.value.code == 2
    assert [any(message.startswith(place) for message in told) for place in places] == [True] * len(places)


def test_a_bank_is_written_and_read_again(cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby)
    for ending in ("yaml", "zip", "json", "xlsx", "csv"):
        written = run(capsys, "export_bank", tmp_path / f"bank.{ending}")
        assert written["requirements"] == 1
        if ending != "csv":
            again = run(capsys, "load_bank_file", tmp_path / f"bank.{ending}")
            assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("load_bank_file", "nowhere.yaml", "--organisation", "ekby"), "There is no file"),
        (("load_bank_file", __file__, "--organisation", "nowhere"), "There is no organisation"),
        (("export_bank", "bank.pdf", "--organisation", "ekby"), "says no format"),
        (("export_bank", "bank.yaml", "--organisation", "ekby"), "no such bank"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command(*arguments)
