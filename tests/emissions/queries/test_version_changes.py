"""What a new version would make of footprints is what it makes of them when they are calculated anew."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from emissions.models import Footprint, OwnFactorSet, OwnSetVersion
from emissions.queries.version_changes import FootprintChange, changes_to_footprints
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.own_sets import begin_version, change_own_set
from emissions.services.recompute_footprints import recompute_footprints
from emissions.services.review_own_set import accept_proposed_categories, publish_draft
from organisations.models import Organisation
from tests.emissions.footprint_cases import SEVERAL_CURRENCIES, at_work, imported
from tests.emissions.own_set_cases import FACTS, FILE, published, published_again, read

MILLIGRAMS = Decimal("0.001")
DEARER_BUILDINGS = FILE.replace(b"0,03", b"0,05")
WITHOUT_BUILDINGS = FILE.replace(b"41-43;Bygg og anlegg;0,03\n", b"")


def drafted(own_set: OwnFactorSet, file: bytes, facts: dict[str, object]) -> OwnSetVersion:
    begin_version(own_set, stream=BytesIO(file), name="faktorer-2.csv")
    return read(own_set, replace(FACTS, **facts))  # type: ignore[arg-type]  # facts by name


def made_with(vik: Organisation, own_set: OwnFactorSet) -> Footprint:
    return calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)


def the_change(vik: Organisation, version: OwnSetVersion) -> FootprintChange:
    (found,) = changes_to_footprints([vik], version)
    return found


@pytest.mark.parametrize(
    ("file", "facts"),
    [
        (DEARER_BUILDINGS, {}),
        (WITHOUT_BUILDINGS, {}),
        (FILE, {"price_year": 2020}),
        (FILE, {"vat_rate": Decimal(25), "currency": "NOK"}),
        (FILE, {"valid_from": 2026}),
        (FILE, {"gwp_set": "AR4"}),
    ],
    ids=["one factor", "a factor gone", "other price year", "other money", "not for the year", "other potentials"],
)
def test_it_foretells_what_is_calculated_then(
    vik: Organisation, tmp_path: Path, file: bytes, facts: dict[str, object]
) -> None:
    imported(vik, tmp_path, 2024, SEVERAL_CURRENCIES)
    with at_work(vik):
        own_set = published(vik)
        before = made_with(vik, own_set)
        draft = drafted(own_set, file, facts)
        foretold = the_change(vik, draft)
        assert foretold.footprint.total_kg == before.total_kg

        accept_proposed_categories(own_set)
        version = publish_draft(own_set)
        assert the_change(vik, version).after_kg == foretold.after_kg
        (after,) = recompute_footprints(organisations=[vik], factor_set=own_set.code, years=[2024])

        assert after.total_kg != before.total_kg
        assert abs(foretold.after_kg - after.total_kg) < MILLIGRAMS
        assert changes_to_footprints([vik], version) == []


def test_helpers_tell_too_and_what_is_out_of_use_changes_nothing(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, SEVERAL_CURRENCIES)
    with at_work(vik):
        chosen, helper = published(vik, "Uten bygg", file=WITHOUT_BUILDINGS), published(vik, "Hjelper", place=1)
        made_with(vik, chosen)
        version = published_again(helper, DEARER_BUILDINGS)
        assert the_change(vik, version).effect.difference > 0
        assert changes_to_footprints([vik], version)[0].footprint.factor_set == chosen.code

        held = OwnFactorSet.objects.get(pk=helper.pk)
        change_own_set(
            helper, revision=held.revision, title="Hjelper", place=1, seen_by=held.seen_by, is_withdrawn=True
        )
        assert changes_to_footprints([vik], version) == []
