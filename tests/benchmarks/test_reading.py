"""The files that the benchmark of reading makes up are ledgers, with the rows that it says."""

from pathlib import Path

import pytest

from benchmarks.importing import peak_memory
from benchmarks.ledger_files import WRITERS
from benchmarks.reading import WORKS


@pytest.mark.parametrize("name", WRITERS)
def test_made_up_file_is_read_and_walked(tmp_path: Path, name: str) -> None:
    path = tmp_path / "ledger.xlsx"
    WRITERS[name](path, 30)
    for bare in ("walk", "hand_out"):
        WORKS[bare][name](path)
    assert WORKS["read"][name](path) == 30


def test_peak_of_memory_is_that_of_the_work() -> None:
    before, peak = peak_memory(lambda: bytearray(64 << 20).find(b"x"))
    assert 60 < peak - before < 200
