"""Sheets with figures: what is empty or far too long is refused without being read to its end."""

import pytest

from emissions.importers.activity_rows import read_activity_rows
from foundation.problems import Problem


@pytest.mark.parametrize("data", ["\ufeff".encode(), "\u00a0".encode(), "\u0085".encode()])
def test_a_sheet_in_which_nothing_can_be_read_is_empty(data: bytes) -> None:
    found = read_activity_rows(data)

    assert isinstance(found, Problem)
    assert found.code == "file_empty"


def test_a_sheet_of_many_short_lines_is_refused_without_a_word_of_its_end() -> None:
    found = read_activity_rows(b"a;b\n" + b"\n" * 1_000_000)

    assert isinstance(found, Problem)
    assert found.code == "too_many_rows"
