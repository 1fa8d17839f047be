"""Objects by COPY come back as they went in."""

from decimal import Decimal

import pytest
from django.db import transaction

from emissions.models import Footprint, IntensitySet
from foundation.access import open_access
from foundation.postgres.bulk import insert_objects
from foundation.scoping import access_for_work
from tests.factories.organisations import make_organisation


@pytest.mark.django_db
def test_objects_get_keys_and_keep_their_values() -> None:
    place = make_organisation("vik")
    pinned = IntensitySet.objects.create(content_hash="a" * 64, country="NO", year=2024, factor_sets={}, price_data=[])
    made = [
        Footprint(
            organisation=place,
            year=2024,
            basis={"text": 'comma, "quotes"\nand a line', "number": 1, "nothing": None},
            basis_hash=str(number) * 64,
            imports=[],
            mapping_number=1,
            factor_set="no-snac",
            intensity_set=pinned,
            method_version="1",
            currency="NOK",
            total_kg=Decimal("12.345678"),
            low_kg=None,
            energy_kg=Decimal(0),
            money_in=Decimal("1.2345"),
            money_counted=Decimal(0),
            money_covered=Decimal(0),
            result={},
            actor_name="",
        )
        for number in range(2)
    ]
    with open_access(access_for_work(place.pk)):
        with transaction.atomic():
            insert_objects(made)
        kept = Footprint.objects.in_bulk([footprint.pk for footprint in made])

        assert len(kept) == 2
        for footprint in made:
            for field in Footprint._meta.concrete_fields:
                assert getattr(kept[footprint.pk], field.attname) == getattr(footprint, field.attname), field


def test_no_objects_need_no_database() -> None:
    insert_objects([])
