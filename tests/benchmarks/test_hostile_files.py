"""Hostile files are refused in a sentence, in bounded time and memory; here the quick ones, in processes of their own.

`make endurance` reads them all; docs/evidence/hostile_files.md holds what each costs.
"""

from pathlib import Path

import pytest

from benchmarks.hostile_cases import CASES, Case
from benchmarks.hostile_files import measured
from foundation.files.zip_directory import zip_directory_bytes

MOST_MB, MOST_SECONDS = 3_000, 300
READ_WHOLE = (
    "CSV of 10 million rows",
    "CSV with 10,000 columns",
    "CSV with a header of 1 MB",
    "Excel: 1 million rows, near the limits",
)
QUICK = (
    "CSV with amounts such as 1e308",
    "CSV with a header of 1 MB",
    "Excel: a million sheets",
    "Excel: entities that name files and the network",
    "XML: entities in entities, as a notice",
    "Word: entities in entities",
)


@pytest.mark.parametrize("case", [case for case in CASES if case.name in QUICK], ids=lambda case: case.name)
def test_a_hostile_file_is_refused_in_a_sentence(case: Case, tmp_path: Path) -> None:
    bears(case, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("case", [case for case in CASES if case.name not in QUICK], ids=lambda case: case.name)
def test_endurance_of_every_reader_against_hostile_files(case: Case, tmp_path: Path) -> None:
    bears(case, tmp_path)


def bears(case: Case, folder: Path) -> None:
    told = measured(case, folder)
    assert not told["said"].startswith("RAISED"), told
    assert told["mb"] < MOST_MB, told
    assert told["seconds"] < MOST_SECONDS, told
    assert "lines read" not in told["said"] or case.name in READ_WHOLE, told


def test_the_list_of_contents_is_measured_without_being_read(tmp_path: Path) -> None:
    (by_name,) = [case for case in CASES if case.name == "Excel: a million sheets"]
    by_name.make(tmp_path / "book")
    (tmp_path / "text").write_bytes(b"PK\x05\x06")

    assert 200 < zip_directory_bytes(tmp_path / "book") < 1_000
    assert zip_directory_bytes(tmp_path / "text") == 0
