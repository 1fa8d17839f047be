"""What the comparison of bids says in words."""

from decimal import Decimal

from django.utils.translation import override

from procurement.calculations.evaluation import Model
from procurement.calculations.sensitivity import WinnerInterval
from procurement.reports.evaluation_words import sensitivity_sentence

NAMES = {"A": "Sørbuss", "B": "Nordbuss"}


def test_a_change_of_winner_is_told_in_per_cent_on_both_sides() -> None:
    found = [WinnerInterval(0, 22, ("A",)), WinnerInterval(23, 70, ("B",)), WinnerInterval(71, 100, ("A",))]
    with override("en"):
        said = sensitivity_sentence(Model.LINEAR, found, Decimal(50), NAMES)

    assert said.partition(": ")[2].split("; ") == [
        "Nordbuss wins at 50 per cent",
        "Sørbuss would win at 22 per cent and below",
        "Sørbuss would win from 71 per cent on.",
    ]
