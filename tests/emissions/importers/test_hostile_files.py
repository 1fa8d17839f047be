"""No file breaks a reader. A few seconds of it here; `tests/fuzz/fuzz_readers.py` goes on for as long as one likes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.emissions.importers.ledgers import SAMPLES
from tests.fuzz.hostile_files import check, hostile, samples

CUT = (
    "ekby_bolag_4e.se",
    "ekby_supplier_ledger_quoted.csv",
    "vik_account_table.csv",
    "ekby_supplier_ledger.xlsx",
    "vik_saft_110.xml",
    "ekby_bolag_5.sie",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=hostile(samples()))
def test_hostile_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    check(tmp_path_factory.getbasetemp() / "hostile", content)


@pytest.mark.parametrize("name", CUT)
def test_file_cut_anywhere_is_read_or_refused(tmp_path: Path, name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    for end in range(0, len(content), max(1, len(content) // 60)):
        check(tmp_path / "cut", content[:end])


def test_vouchers_cut_short_are_never_accepted(tmp_path: Path) -> None:
    content = (SAMPLES / "ekby_bolag_4e.se").read_bytes()
    inside = range(content.index(b"#VER A 2") + 1, content.rindex(b"}"))
    assert not any(check(tmp_path / "cut", content[:end]).accepted for end in inside)
