"""Intensities kept as records come back as they were."""

import json
from decimal import Decimal

from emissions.calculations.basis import canonical_json
from emissions.calculations.factor_choice import CategoryFactors, choose_factors
from emissions.calculations.intensities import Intensity
from emissions.calculations.records import intensity_of_record, intensity_record
from tests.emissions.calculations.shipped import alone, norway, prices, united_states


def intensities() -> list[Intensity]:
    mix = CategoryFactors("goods", (("R49", Decimal("0.85")), ("R52", Decimal("0.15"))))
    choice = choose_factors(
        {"no-snac": [mix, alone("building", "RF")], "us-epa-1.3.0": [alone("medicines", "325412")]},
        factor_sets=[norway(), united_states()],
        years=[2019, 2021, 2023],
        currencies=["NOK", "SEK", "EUR"],
        country="NO",
        prices=prices(),
    )
    return list(choice.intensities.values())


def test_what_is_read_back_from_json_equals_what_was_written() -> None:
    for intensity in intensities():
        written = json.dumps(intensity_record(intensity))

        assert intensity_of_record(json.loads(written)) == intensity


def test_a_record_can_be_part_of_a_basis() -> None:
    assert len(intensities()) == 27
    assert len({canonical_json(intensity_record(intensity)) for intensity in intensities()}) == 27
