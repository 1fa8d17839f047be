"""The shipped bank comes into the database once, and what is published never changes."""

import json
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from foundation.postgres.owner import as_owner
from requirements_bank.models import Example, Relation, Requirement, RequirementVersion, State
from requirements_bank.queries.bank_report import bank_report
from requirements_bank.services.load_shipped import CONTENT, EXAMPLES, Loaded, ShippedBankError, load_shipped_bank

pytestmark = pytest.mark.django_db
SAMPLE = next(iter(sorted(CONTENT.glob("transport/*.yaml"))))
EXAMPLE = next(iter(sorted(EXAMPLES.glob("*.yaml"))))


def folder_with(place: Path, **changed: object) -> Path:
    """A folder with one shipped requirement, some of its fields changed and its relations left out."""
    return write(place, "content/transport/requirement.yaml", SAMPLE, {"relations": {}} | changed)


def folder_with_example(place: Path, **changed: object) -> Path:
    """A folder with one shipped example, some of its fields changed and naming no requirement."""
    return write(place, "examples/example.yaml", EXAMPLE, {"requirements": []} | changed)


def write(place: Path, name: str, sample: Path, changed: dict[str, object]) -> Path:
    said = yaml.safe_load(sample.read_text(encoding="utf-8")) | changed
    (place / name).parent.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    return place


def test_every_shipped_requirement_and_example_comes_in_once() -> None:
    first, second = load_shipped_bank(), load_shipped_bank()

    files, examples = len(list(CONTENT.glob("*/*.yaml"))), len(list(EXAMPLES.glob("*.yaml")))
    assert (first.requirements, second.requirements) == (Loaded(files, 0, 0), Loaded(0, 0, files))
    assert (first.examples, second.examples) == (Loaded(examples, 0, 0), Loaded(0, 0, examples))
    assert RequirementVersion.objects.filter(state=State.PUBLISHED).count() == files
    assert Example.objects.filter(organisation=None, is_published=True).count() == examples
    assert Relation.objects.exists()


def test_a_corrected_example_replaces_what_it_said(tmp_path: Path) -> None:
    load_shipped_bank(folder_with_example(tmp_path))
    before = Example.objects.get()

    loaded = load_shipped_bank(folder_with_example(tmp_path, country="DK", themes=["circular"]))

    after = Example.objects.get()
    assert loaded.examples == Loaded(new=0, corrected=1, unchanged=0)
    assert (after.uuid, after.countries, after.themes) == (before.uuid, ["DK"], ["circular"])
    assert (before.content["country"], after.content["country"]) == ("SE", "DK")


def test_an_example_of_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShippedBankError, match="EX-001 is an example of TRA-999, which does not exist"):
        load_shipped_bank(folder_with_example(folder_with(tmp_path), requirements=["TRA-999"]))

    with as_owner():
        assert not Requirement.objects.exists()


def test_the_report_counts_what_stands_in_the_database(capsys: pytest.CaptureFixture[str]) -> None:
    load_shipped_bank()
    call_command("requirements_bank_report", "--json")

    report = json.loads(capsys.readouterr().out)
    assert report == bank_report()
    assert list(report) == [
        "requirements", "examples", "measurable", "staircase", "by_area", "by_kind", "by_level", "languages"
    ]  # fmt: skip
    assert report["requirements"] == Requirement.objects.count()
    assert report["examples"] == Example.objects.count() >= 15
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
