"""Factors by activity are read whole or not at all; figures that the publishers give come out."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from emissions.calculations.activity_factor_set import ActivityFactorSet, Covers, Gases
from emissions.calculations.activity_factor_set_format import load_activity_factor_set, read_activity_factor_set
from emissions.calculations.data_problem_texts import DataFolderError, sentence_of

FOLDER = Path(settings.BASE_DIR) / "emissions" / "activity_factor_sets"
SHIPPED = ("agribalyse", "aib-electricity", "nordic-energy", "uk-desnz-2025")


def shipped(code: str) -> ActivityFactorSet:
    return load_activity_factor_set(FOLDER / code)


def copied(code: str, folder: Path, old: str, new: str, *, name: str = "factors.csv") -> Path:
    """A copy of a set with one change, vouched for by its checksum."""
    for path in (FOLDER / code).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    before = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    after = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    source = (folder / "source.toml").read_text(encoding="utf-8")
    (folder / "source.toml").write_text(source.replace(before, after), encoding="utf-8")
    return folder


def test_every_shipped_set_can_be_used() -> None:
    assert tuple(sorted(path.name for path in FOLDER.iterdir())) == SHIPPED
    for code in SHIPPED:
        known = shipped(code)
        assert known.code == code
        assert known.factors
        assert (FOLDER / code / "LICENCE.md").is_file()


@pytest.mark.parametrize(
    ("code", "unit", "kg", "indirect"),
    [
        ("1_101_1011_8_1", "l", "2.57082", "0.61101"),  # diesel with the average blend of biofuel
        ("1_100_1004_6_1", "kWh (Gross CV)", "0.18296", "0.03021"),  # natural gas
        ("2_103_1036_8_1", "l", "0.03558", "0.56439"),  # HVO
        ("25_314_3146_11_1", "pkm", "0.02776", "0.00656"),  # coach
        ("21_316_3164_11_1", "pkm", "0.12576", "0.02249"),  # short haul, economy, with radiative forcing
        ("21_316_3165_11_1", "pkm", "0.07435", "0.02249"),  # and without
        ("17_404_4005_1_1", "m3", "0.1913", None),
    ],
)
def test_figures_of_the_united_kingdom(code: str, unit: str, kg: str, indirect: str | None) -> None:
    factor = shipped("uk-desnz-2025").factors[code]

    assert (factor.unit, factor.kg) == (unit, Decimal(kg))
    assert factor.indirect_kg == (None if indirect is None else Decimal(indirect))
    assert factor.gases is Gases.CO2E


def test_milk_can_be_counted_in_litres() -> None:
    milk = shipped("agribalyse").factors["19042"]

    assert (milk.unit, milk.kg, milk.covers) == ("kg", Decimal("1.3062149"), Covers.WHOLE)
    assert [(each.from_unit, each.to_unit, each.amount) for each in milk.conversions] == [("l", "kg", Decimal("1.035"))]
    assert "Goff" in milk.conversions[0].source


@pytest.mark.parametrize("code", ["nordic-energy", "aib-electricity"])
def test_what_counts_one_gas_alone_says_so(code: str) -> None:
    known = shipped(code)

    assert known.is_co2_alone
    assert all("CO₂" in text for text in known.source.title.values())


def test_what_is_biogenic_is_marked_and_nothing_else() -> None:
    factors = shipped("nordic-energy").factors

    assert {factor.group for factor in factors.values() if factor.gases is Gases.BIOGENIC_CO2} == {"biofuels"}
    assert {factor.gases for factor in factors.values() if factor.group == "biofuels"} == {Gases.BIOGENIC_CO2}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (",use,CO2,kWh,0.265,", ",use,CO2,barrel,0.265,", "“barrel” is not known"),
        (",use,CO2,kWh,0.265,", ",use,CO2,kWh,,", "“” is no number"),
        (",use,CO2,kWh,0.265,", ",use,CO2,kWh,-1,", "-1 is below zero"),
        (",use,CO2,kWh,0.265,", ",some,CO2,kWh,0.265,", "“some” is not known"),
        ("petrol-kwh,", "diesel-kwh,", "diesel-kwh stands twice"),
        ("diesel-kwh,Diesel,", "diesel-kwh,,", "name_en is missing"),
    ],
)
def test_a_fault_is_named_and_the_set_not_used(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    found, problems = read_activity_factor_set(copied("nordic-energy", tmp_path, old, new))

    assert found is None
    assert any(sentence in sentence_of(problem) for problem in problems)


def test_a_conversion_needs_its_factor_and_source(tmp_path: Path) -> None:
    folder = copied("agribalyse", tmp_path, "19050,l,kg,1.036,", "no-such,l,kg,1.036,", name="conversions.csv")

    with pytest.raises(DataFolderError, match="no-such does not stand"):
        load_activity_factor_set(folder)


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    folder = copied("nordic-energy", tmp_path, "Diesel", "Diesel")
    (folder / "factors.csv").write_text("", encoding="utf-8")

    found, problems = read_activity_factor_set(folder)

    assert found is None
    assert {problem.code for problem in problems} >= {"checksum_differs", "columns_differ", "no_rows"}
