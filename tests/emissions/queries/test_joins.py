"""What a supplier ledger has alone: its sums, and its lines page by page with the largest money first."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from emissions.models import LedgerJoin
from emissions.queries.joins import all_unfound_lines, unfound_lines, unfound_sums
from emissions.services.join_ledgers import join_ledgers
from organisations.models import Organisation
from tests.emissions.footprint_cases import BUILDING, FOOD, FOOD_RETURNED, MACHINE, UNKNOWN, at_work, imported
from tests.emissions.services.general_ledgers import general
from tests.emissions.services.ledger_state import asked
from tests.factories.ledgers import joined_samples

step = import_module("emissions.migrations.0022_places_of_unfound_lines")
PLACES = "SELECT import_id, row, place FROM unfound_line WHERE join_id = %s ORDER BY place"


@pytest.fixture
def join(vik: Organisation, tmp_path: Path) -> LedgerJoin:
    """Join ledgers of which the supplier ledger alone has its rows 3 to 7: two of them have the same money."""
    with at_work(vik):
        general(vik, tmp_path, [FOOD])
        imported(vik, tmp_path, 2024, [FOOD, FOOD_RETURNED, UNKNOWN, BUILDING, UNKNOWN, MACHINE])
        (made,) = join_ledgers(organisation=vik, years=[2024])
        return made


def test_a_join_from_before_reports_said_it_is_summed(vik: Organisation) -> None:
    with at_work(vik):
        join = LedgerJoin.objects.get(pk=joined_samples(vik).pk)
        kept = unfound_sums(join)
        del join.report["missing"]

        assert kept
        assert unfound_sums(join) == kept


def test_the_largest_money_comes_first_whatever_its_sign_and_then_the_first_row(
    vik: Organisation, join: LedgerJoin
) -> None:
    with at_work(vik):
        lines = all_unfound_lines(join)
        pages = [unfound_lines(join, start=start, size=2) for start in (0, 2, 4, 6)]

    assert [line["row"] for line in lines] == [5, 7, 4, 6, 3]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [line for page in pages for line in page] == lines


def test_lines_of_joins_from_before_get_the_places_that_new_ones_have(vik: Organisation, join: LedgerJoin) -> None:
    with at_work(vik):
        made = asked(PLACES, join.pk)
        with connection.cursor() as cursor:
            cursor.execute(f"RESET ROLE; ALTER TABLE unfound_line DROP COLUMN place; {step.PLACED}")

        assert asked(PLACES, join.pk) == made
        assert [place for *_, place in made] == [1, 2, 3, 4, 5]
