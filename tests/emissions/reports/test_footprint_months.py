"""A footprint says which months its accounts hold, where they are no whole year."""

from dataclasses import replace
from pathlib import Path

import pytest

from emissions.models import LedgerImport
from emissions.reports.footprint_months import partial_year
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, YEAR_OF_POSTINGS, Posting, at_work, calculated
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.usefixtures("in_english")
WHOLE = tuple(replace(FOOD, day=f"{month:02d}-15") for month in range(1, 13))


@pytest.mark.parametrize(
    ("postings", "said"),
    [
        (YEAR_OF_POSTINGS, "3 of 12 months: January to March 2024."),
        ((FOOD, FOOD_IN_MARCH), "2 of 12 months: January 2024, March 2024."),
        ((FOOD,), "1 of 12 months: January 2024."),
        (WHOLE, ""),
        (WHOLE[:11], "11 of 12 months: January to November 2024."),
    ],
    ids=["three", "with a gap", "one", "whole", "eleven"],
)
def test_the_months_are_told(postings: tuple[Posting, ...], said: str, vik: Organisation, tmp_path: Path) -> None:
    footprint = calculated(vik, tmp_path, postings=postings)
    with at_work(vik):
        sentence = partial_year(footprint)

    assert said in sentence if said else sentence == ""


def test_a_year_that_is_not_divided_is_no_month(vik: Organisation, tmp_path: Path) -> None:
    footprint = calculated(vik, tmp_path, postings=(FOOD,))
    with at_work(vik):
        LedgerImport.objects.filter(organisation=vik).update(granularity=LedgerImport.Granularity.YEAR)

        assert partial_year(footprint) == ""


def test_who_may_not_see_the_files_is_told_nothing_of_one_month(vik: Organisation, tmp_path: Path) -> None:
    footprint = calculated(vik, tmp_path, postings=(FOOD,))
    with at_work(make_organisation("granvik")):
        assert partial_year(footprint) == ""
