"""Braces of a SIE file: in which voucher a line stands."""

import numpy as np

from emissions.importers.sie.braces import OUTSIDE, Braces, Place
from emissions.importers.sie.lines import Numbers


def _numbers(*lines: int) -> Numbers:
    return np.array(lines, dtype=np.int64)


def test_lines_stand_in_the_newest_voucher_between_its_braces() -> None:
    braces = Braces(Place(), _numbers(1, 5), _numbers(), _numbers(2, 6), _numbers(4, 8))
    assert braces.inside(_numbers(3, 7, 9)).tolist() == [0, 1, OUTSIDE]
    assert (braces.unclosed(), braces.end().is_open) == ({}, False)


def test_voucher_goes_on_in_the_next_lines() -> None:
    first = Braces(Place(), _numbers(1), _numbers(), _numbers(), _numbers())
    second = Braces(first.end(), _numbers(), _numbers(), _numbers(2), _numbers())
    assert second.inside(_numbers(3)).tolist() == [0]
    assert Braces(second.end(), _numbers(), _numbers(), _numbers(), _numbers(4)).end() == Place(newest=0)


def test_next_head_leaves_a_voucher_unclosed_and_a_brace_without_head_changes_nothing() -> None:
    braces = Braces(Place(), _numbers(3), _numbers(5), _numbers(1), _numbers())
    assert braces.inside(_numbers(2, 4, 6)).tolist() == [OUTSIDE, OUTSIDE, 1]
    assert braces.unclosed() == {5: 0}
