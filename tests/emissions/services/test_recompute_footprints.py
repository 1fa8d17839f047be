"""After an upgrade: what would rest on something else is calculated anew, by the service and by the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from emissions.models import Footprint, MappingVersion
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.recompute_footprints import recompute_footprints, renew_footprints
from foundation.changes.models import Change
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, at_work, calculated, imported

OTHER_SET = "us-epa-1.3.0"


def on_older_figures(footprint: Footprint) -> None:
    """Let the footprint be one of an earlier release of factors."""
    older = {**footprint.basis, "intensities": "0" * 64}
    Footprint.objects.filter(pk=footprint.pk).update(basis=older, basis_hash=f"{footprint.pk:064}")


def test_every_new_footprint_is_recorded(vik: Organisation, tmp_path: Path) -> None:
    for year in (2023, 2024):
        imported(vik, tmp_path, year, [FOOD])

    with at_work(vik):
        made = recompute_footprints(organisations=[vik])

        changes = Change.objects.filter(kind="emissions.footprint").order_by("summary__year")
        assert [(change.object_id, change.version, change.action, change.actor_name) for change in changes] == [
            (str(footprint.uuid), 1, "calculated", "Fia Finans") for footprint in made
        ]
        assert changes[0].summary == {"year": 2023, "total_kg": str(made[0].total_kg), "factor_set": "no-snac"}


def test_only_what_would_rest_on_something_else_is_renewed(vik: Organisation, tmp_path: Path) -> None:
    kept, stale = calculated(vik, tmp_path, 2023, [FOOD]), calculated(vik, tmp_path, 2024, [FOOD])
    imported(vik, tmp_path, 2022, [FOOD])

    with at_work(vik):
        on_older_figures(stale)

        (renewed,) = renew_footprints(organisation=vik)

        assert (renewed.year, renewed.total_kg) == (2024, stale.total_kg)
        assert set(Footprint.objects.all()) == {kept, stale, renewed}
        assert renew_footprints(organisation=vik) == []


def test_each_year_stays_on_its_own_factor_set(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [FOOD])
    with at_work(vik):
        on_older_figures(calculate_footprint(organisation=vik, year=2024, factor_set=OTHER_SET))

        assert [footprint.factor_set for footprint in renew_footprints(organisation=vik)] == [OTHER_SET]


def test_shipped_rules_that_moved_on_are_taken_up(vik: Organisation, tmp_path: Path) -> None:
    first = calculated(vik, tmp_path, 2024, [FOOD])
    with at_work(vik):
        MappingVersion.objects.update(reference_version="0.1+earlier")
        older = {**first.basis, "mapping": {**first.basis["mapping"], "reference": "0.1+earlier"}}
        Footprint.objects.update(basis=older, basis_hash="0" * 64)

        (renewed,) = renew_footprints(organisation=vik)

        assert renewed.mapping_number == 2


def run(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    call_command("recompute_footprints", "--json", *options)
    return dict(json.loads(capsys.readouterr().out))


def test_the_command_goes_through_all_organisations(
    vik: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    footprint = calculated(vik, tmp_path, 2024, [FOOD])
    with at_work(vik):
        on_older_figures(footprint)

    assert run(capsys)["footprints"] == 1
    assert run(capsys, "--organisation", vik.number) == {"organisations": 1, "footprints": 0}
    assert run(capsys, "--organisation", vik.number, "--factor-set", OTHER_SET)["footprints"] == 1
    with at_work(vik):
        assert Change.objects.latest("pk").actor_name == "manage.py recompute_footprints"


@pytest.mark.usefixtures("vik")
def test_the_command_names_the_sets_there_are() -> None:
    with pytest.raises(CommandError, match="There is no factor set mine"):
        call_command("recompute_footprints", "--factor-set", "mine")
