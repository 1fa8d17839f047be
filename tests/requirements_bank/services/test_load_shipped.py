"""The shipped bank comes into the database once, and what is published never changes."""

import json
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from foundation.postgres.owner import as_owner
from requirements_bank.models import Relation, Requirement, RequirementVersion, State
from requirements_bank.queries.bank_report import bank_report
from requirements_bank.services.load_shipped import CONTENT, ShippedBankError, load_shipped_bank

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = next(iter(sorted(CONTENT.glob("transport/*.yaml"))))


def folder_with(place: Path, **changed: object) -> Path:
    """A folder with one shipped requirement, some of its fields changed and its relations left out."""
    said = yaml.safe_load(SAMPLE.read_text(encoding="utf-8")) | {"relations": {}} | changed
    (place / "transport").mkdir(exist_ok=True)
    (place / "transport" / SAMPLE.name).write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    return place


def test_every_shipped_requirement_is_published_once() -> None:
    first, second = load_shipped_bank(), load_shipped_bank()

    files = len(list(CONTENT.glob("*/*.yaml")))
    assert (first.new, second.new, second.unchanged) == (files, 0, files)
    assert RequirementVersion.objects.filter(state=State.PUBLISHED).count() == files
    assert Relation.objects.exists()


def test_the_report_counts_what_stands_in_the_database(capsys: pytest.CaptureFixture[str]) -> None:
    load_shipped_bank()
    call_command("requirements_bank_report", "--json")

    report = json.loads(capsys.readouterr().out)
    assert report == bank_report()
    assert report["requirements"] == Requirement.objects.count()
    assert set(report["languages"].values()) == {report["requirements"]}
    assert sum(report["by_area"].values()) == sum(report["by_kind"].values()) == report["requirements"]


def test_a_published_version_that_says_something_else_is_refused(tmp_path: Path) -> None:
    load_shipped_bank(folder_with(tmp_path))

    with pytest.raises(ShippedBankError, match="published and has changed"):
        load_shipped_bank(folder_with(tmp_path, topic="something-else"))


def test_a_newer_version_retires_the_one_before(tmp_path: Path) -> None:
    load_shipped_bank(folder_with(tmp_path))
    load_shipped_bank(folder_with(tmp_path, version=2, topic="something-else"))

    states = dict(RequirementVersion.objects.order_by("number").values_list("number", "state"))
    assert states == {1: State.RETIRED, 2: State.PUBLISHED}


def test_a_file_with_a_problem_brings_nothing_in(tmp_path: Path) -> None:
    with pytest.raises(ShippedBankError, match="kind: unknown_word"):
        load_shipped_bank(folder_with(tmp_path, kind="wish"))

    with as_owner():
        assert not Requirement.objects.exists()
