"""Hostile files get the sentence that is right, in bounded time and memory; small ones here, full ones when asked for.

The files are those of benchmarks/hostile; `make endurance` reads them in full, docs/evidence/hostile_files.md tells
what each costs then.
"""

import re
from pathlib import Path

import pytest

from benchmarks.hostile.case import Case
from benchmarks.hostile.cases import CASES
from benchmarks.hostile.readers import READERS
from benchmarks.hostile.workbooks import many_sheets
from benchmarks.hostile_files import measured
from foundation.files.zip_directory import zip_directory_bytes

MOST_MB, MOST_SECONDS = 3_000, 300
IN_A_PROCESS = "Excel: entities that name files and the network"


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("case", [case for case in CASES if case.small], ids=lambda case: case.name)
def test_a_hostile_file_gets_its_sentence(case: Case, tmp_path: Path) -> None:
    case.make(tmp_path / "hostile", case.small)

    said = READERS[case.reader](tmp_path / "hostile")

    assert said.code == case.expected_small, said.sentence
    assert said.sentence.endswith((".", "…"))
    assert not re.search(r"\{[a-z]+\}|%\(", said.sentence)


def test_a_hostile_file_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    (by_name,) = [case for case in CASES if case.name == IN_A_PROCESS]

    assert measured(by_name, tmp_path)["code"] == by_name.said


def test_cases_have_names_of_their_own_and_every_reader_has_some() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.reader for case in CASES} == set(READERS)


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_endurance_of_every_reader_against_hostile_files(case: Case, tmp_path: Path) -> None:
    told = measured(case, tmp_path)

    assert told["code"] == case.said, told
    assert told["mb"] < MOST_MB, told
    assert told["seconds"] < MOST_SECONDS, told


def test_the_list_of_contents_is_measured_without_being_read(tmp_path: Path) -> None:
    many_sheets(tmp_path / "book", 1)
    (tmp_path / "text").write_bytes(b"PK\x05\x06")

    assert 200 < zip_directory_bytes(tmp_path / "book") < 1_000
    assert zip_directory_bytes(tmp_path / "text") == 0
