"""Batches of a general ledger: whatever their borders are, they fall between vouchers."""

import polars as pl

from emissions.importers.ledger_lines import Batch, as_lines, whole_vouchers
from foundation.problems import Problem


def batch(*vouchers: str | None, problems: tuple[Problem, ...] = ()) -> Batch:
    return Batch(as_lines(pl.DataFrame({"voucher": vouchers}, schema={"voucher": pl.String})), problems)


def vouchers_in(batches: list[Batch]) -> list[list[str | None]]:
    return [each.lines["voucher"].to_list() for each in batches]


def test_lines_of_an_open_voucher_wait_for_the_next_batch() -> None:
    found = list(whole_vouchers([batch("a", "b"), batch("b", "b", "c"), batch("d")]))
    assert vouchers_in(found) == [["a"], ["b", "b", "b"], ["c"], ["d"]]


def test_a_voucher_over_several_batches_is_whole() -> None:
    found = list(whole_vouchers([batch("a"), batch("a"), batch("a", "b")]))
    assert vouchers_in(found) == [[], [], ["a", "a", "a"], ["b"]]


def test_lines_without_a_voucher_do_not_wait() -> None:
    assert vouchers_in(list(whole_vouchers([batch("a", None), batch(None)]))) == [["a", None], [None]]


def test_problems_keep_their_batch_and_empty_batches_pass() -> None:
    problem = Problem("no_lines", "file")
    found = list(whole_vouchers([batch("a"), batch(problems=(problem,))]))
    assert (vouchers_in(found), found[1].problems) == ([[], [], ["a"]], (problem,))


def test_a_very_long_voucher_comes_in_parts_and_is_told_once() -> None:
    found = list(whole_vouchers([batch("a", "a"), batch("a", "a"), batch("a", "a", "a", "a"), batch("b")], longest=3))
    assert vouchers_in(found) == [[], ["a"] * 4, ["a"] * 4, [], ["b"]]
    assert [[problem.code for problem in each.problems] for each in found] == [[], ["voucher_is_very_long"], [], [], []]
