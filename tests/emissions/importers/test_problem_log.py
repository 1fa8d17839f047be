"""A bounded number of problems of each kind, and a count of the rest."""

from emissions.importers.problem_log import ProblemLog, short
from foundation.problems import Problem, Severity


def test_first_problems_are_kept_and_all_are_counted() -> None:
    log = ProblemLog(keep=2)
    log.add_rows("amount_is_missing", [2, 3, 4], "belopp")
    log.add(Problem("amount_is_missing", "row 5"))
    log.add(Problem("no_lines", "file"))
    assert [problem.place for problem in log.take()] == ["row 2", "row 3", "file"]
    assert log.take() == ()
    values = {"code": "amount_is_missing", "shown": 2, "total": 4}
    assert log.close() == (Problem("more_of_the_same", "file", None, Severity.NOTICE, values),)


def test_values_of_rows_stand_beside_them() -> None:
    log = ProblemLog()
    log.add_rows("amount_is_no_number", [7], "belopp", ["tolv"])
    assert dict(log.take()[0].values) == {"row": 7, "field": "belopp", "value": "tolv"}


def test_tallies_become_one_notice_each() -> None:
    log = ProblemLog()
    log.tally("amounts_rounded", "belopp", 2)
    log.tally("amounts_rounded", "belopp", 3)
    log.tally("amounts_rounded", "annat", 0)
    values = {"count": 5, "field": "belopp"}
    assert log.close() == (Problem("amounts_rounded", "file", "belopp", Severity.NOTICE, values),)


def test_long_texts_are_cut() -> None:
    assert (short("a" * 60), len(short("a" * 61)), short("a" * 61)[-1]) == ("a" * 60, 60, "…")
