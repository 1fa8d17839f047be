"""Problems as a reader sees them: each with its place, also where that is a line of a voucher."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from emissions.views.problem_rows import counts_of, only_rows_are_wrong, problem_rows
from foundation.problems import Problem
from tests.emissions.importers.ledgers import SAMPLES, summary_of


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_line_of_a_voucher_is_its_place() -> None:
    stored = [problem.as_json() for problem in summary_of(SAMPLES / "vik_saft_broken.xml").problems]
    errors = [problem for problem in stored if problem["severity"] == "error"]
    shown = problem_rows(errors, sees_numbers=True, country="NO")
    assert {row.place for row in shown} == {""}  # each sentence names its place itself
    assert "Voucher 2, line a" in {row.message[:17] for row in shown}
    assert (counts_of(stored).errors, counts_of(stored).bad_rows, only_rows_are_wrong(stored)) == (7, 7, True)


def test_place_is_told_where_the_sentence_does_not_name_it() -> None:
    places = {"voucher A 1, line 3": "Voucher A 1, line 3", "voucher A 1": "Voucher A 1", "file": ""}
    for place, words in places.items():
        (row,) = problem_rows([Problem("something_new", place).as_json()], sees_numbers=True, country="NO")
        assert row.place == words
