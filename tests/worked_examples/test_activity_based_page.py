"""The worked example of docs/methods/activity_based.md, recomputed from the page itself."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from emissions.calculations.activity_based import Emission, PinnedFactor, emission_of, total_of
from emissions.calculations.activity_factor_set_format import load_activity_factor_set

FOLDER = Path(settings.BASE_DIR) / "emissions" / "activity_factor_sets"
CODES = {"Diesel": "1_101_1012_8_1", "HVO": "2_103_1036_8_1"}


def test_buses(table: Callable[[str, str], list[list[str]]]) -> None:
    *parts, last = table("activity_based.md", "Worked example")
    factors = load_activity_factor_set(FOLDER / "uk-desnz-2025").factors
    kg = Decimal(0)
    for name, amount, per_km, direct, indirect, written in parts:
        factor = factors[CODES[name]]
        assert (factor.kg, factor.indirect_kg) == (Decimal(direct), Decimal(indirect))
        pinned = PinnedFactor(factor.kg, "l", factor.indirect_kg, with_indirect=True, per_unit=Decimal(per_km))
        emission = emission_of(Decimal(amount), "km", pinned)
        assert isinstance(emission, Emission)
        assert emission.kg == Decimal(written)
        kg += emission.kg
    assert kg == Decimal(last[-1])


def test_machines(table: Callable[[str, str], list[list[str]]]) -> None:
    *parts, last = table("activity_based.md", "Worked example: biogenic CO2")
    known = load_activity_factor_set(FOLDER / "nordic-energy").factors
    factors: dict[str, PinnedFactor | None] = {}
    for name, amount, factor, kg, biogenic in parts:
        published = known[f"{name.lower()}-l"]
        assert published.kg == Decimal(factor)
        factors[name] = pin = PinnedFactor(published.kg, "l", gases=published.gases)
        emission = emission_of(Decimal(amount), "l", pin)
        assert isinstance(emission, Emission)
        assert (emission.kg, emission.biogenic_kg) == (Decimal(kg), None if biogenic == "–" else Decimal(biogenic))
    total = total_of({name: Decimal(amount) for name, amount, *_rest in parts}, "l", factors)
    assert [total.amount, total.kg, total.biogenic_kg] == [Decimal(last[1]), Decimal(last[3]), Decimal(last[4])]


def test_milk() -> None:
    factor = load_activity_factor_set(FOLDER / "agribalyse").factors["19042"]

    assert factor.conversions[0].amount * factor.kg == Decimal("1.3519324215")
