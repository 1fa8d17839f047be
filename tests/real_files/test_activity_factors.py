"""The shipped factors by activity equal what was published, figure by figure."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from emissions.calculations.activity_factor_set import ActivityFactorSet, Gases
from emissions.calculations.activity_factor_set_format import load_activity_factor_set

pytestmark = pytest.mark.real_files

UNITS = {
    "t": "tonnes",
    "l": "litres",
    "m3": "cubic metres",
    "kWh (Gross CV)": "kWh (Gross CV)",
    "kWh": "kWh",
    "kg": "kg",
    "km": "km",
    "tkm": "tonne.km",
    "pkm": "passenger.km",
    "room night": "Room per night",
}


def shipped(code: str) -> ActivityFactorSet:
    return load_activity_factor_set(Path(settings.BASE_DIR) / "emissions" / "activity_factor_sets" / code)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_united_kingdom(shared: Path) -> None:
    published = {row["id"]: row for row in rows(shared / "data/defra-desnz/ghg-conversion-factors-2025-flat.csv")}
    to_tank = {
        (row["level1"], *row["id"].split("_")[2:4]): row
        for row in published.values()
        if row["level1"].startswith("WTT-") and row["ghg_unit"] == "kg CO2e"
    }

    for factor in shipped("uk-desnz-2025").factors.values():
        row = published[factor.code]
        assert (row["ghg_unit"], row["uom"]) == ("kg CO2e", UNITS[factor.unit])
        assert factor.kg == Decimal(row["factor_2025"])
        assert row["scope"] == f"Scope {factor.scope}"
        if factor.indirect_kg is not None:
            item = factor.code.split("_")[2:4]
            same = [each for (_level, *key), each in to_tank.items() if key == item and each["uom"] == row["uom"]]
            assert factor.indirect_kg in {Decimal(each["factor_2025"]) for each in same if each["factor_2025"]}


def test_food(shared: Path) -> None:
    published = rows(shared / "data/food-agribalyse/agribalyse_synthese_climate.csv")
    factors = shipped("agribalyse").factors

    assert {row["code_agb"]: Decimal(row["kg_co2e_per_kg"]) for row in published} == {
        factor.code: factor.kg for factor in factors.values()
    }


def test_energy(shared: Path) -> None:
    folder = shared / "data/activity-factors-nordic"
    fuels = {row["energy_carrier"]: row for row in rows(folder / "miljodirektoratet_energivarer_nir2021.csv")}
    factors = shipped("nordic-energy").factors

    for factor in factors.values():
        if factor.names["nb"] in fuels:
            column = {"kWh": "kg_co2_per_kwh", "l": "kg_co2_per_litre", "kg": "kg_co2_per_kg"}[factor.unit]
            assert factor.kg == Decimal(fuels[factor.names["nb"]][column])
            is_biogenic = fuels[factor.names["nb"]]["carbon_origin"] == "biogenic"
            assert (factor.gases is Gases.BIOGENIC_CO2) == is_biogenic
    assert factors["electricity-delivered-2022"].kg == Decimal("0.019")


def test_electricity_by_country(shared: Path) -> None:
    published = rows(shared / "data/activity-factors-nordic/electricity_kgco2e_per_kwh.csv")
    factors = shipped("aib-electricity").factors

    for row in published:
        if row["series"].startswith("AIB") and Decimal(row["kg_co2e_per_kwh"]):
            kind = "production" if row["basis"] == "location" else "residual"
            assert factors[f"{row['country'].lower()}-{kind}-{row['year']}"].kg == Decimal(row["kg_co2e_per_kwh"])
