"""Of two names of one function or unit, which one stands."""

from datetime import date

import pytest

from emissions.calculations.kept_names import ToldName, kept_name

EARLY, LATE = date(2023, 12, 1), date(2024, 12, 1)


@pytest.mark.parametrize(
    ("known", "told", "stands"),
    [
        (ToldName("Rådhuset", EARLY), ToldName("Rådhus og bibliotek", LATE), "Rådhus og bibliotek"),
        (ToldName("Rådhus og bibliotek", LATE), ToldName("Torget", EARLY), "Rådhus og bibliotek"),
        (ToldName("Rådhuset", LATE), ToldName("Torget", LATE), "Torget"),
        (ToldName("Helse og omsorg", EARLY), ToldName("Helse og oms.", LATE), "Helse og omsorg"),
        (ToldName("Helse og oms.", LATE), ToldName("Helse og omsorg", EARLY), "Helse og omsorg"),
        (ToldName("Rådhuset", EARLY), ToldName("4711", LATE), "Rådhuset"),
        (ToldName("4711", LATE), ToldName("Rådhuset", EARLY), "Rådhuset"),
        (ToldName("Støtte", EARLY), ToldName("Støtte Kari 010107 50160", LATE), "Støtte"),
        (ToldName("Kari 010107 50160", LATE), ToldName("Støtte", EARLY), "Støtte"),
    ],
)
def test_the_fuller_and_newer_name_stands(known: ToldName, told: ToldName, stands: str) -> None:
    assert kept_name("4711", known, told).name == stands
