"""What is small to send is small to read: files made to fill the machine are refused at once, and in words."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requirements_bank.importers import bank_file
from requirements_bank.importers.bank_budget import Budget
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.bank_file import read_bank_file
from requirements_bank.importers.old_wordings import wordings_in_file
from requirements_bank.importers.spreadsheet import read_sheets
from requirements_bank.reports.bank_load_words import worded_in_file
from requirements_bank.reports.wording_words import file_sentence
from tests.fuzz.hostile_bank_files import (
    BANKS,
    DOCUMENTS,
    PARAGRAPH,
    WORKBOOKS,
    cell,
    document,
    packed,
    workbook,
)
from tests.fuzz.hostile_files import mutated, rebuilt_workbook

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "old_wordings"
WORDING = "Bilene skal kun bruke fornybar kraft"
AT_ONCE = 1.5  # with room for a busy machine; each took from ten seconds to minutes, or all memory


def refused(read: Callable[[bytes], object], data: bytes) -> BankFileError:
    begun = time.monotonic()
    with pytest.raises(BankFileError) as raised:
        read(data)
    assert time.monotonic() - begun < AT_ONCE
    return raised.value


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_that_would_swell_is_refused_at_once(kind: str) -> None:
    data, code = WORKBOOKS[kind]()
    assert len(data) < 60_000

    problem = refused(wordings_in_file, data).problem
    assert problem.code == code
    assert refused(read_bank_file, data).problem == problem
    assert len(file_sentence(problem.code, problem.values)) > 40


def test_a_desert_is_named() -> None:
    problem = refused(wordings_in_file, workbook(cell("A1") + cell("C400000"))).problem
    with translation.override("en"):
        assert worded_in_file(problem) == (
            "Sheet Ark1 has 2 filled cells, but reaches to row 400000 and column 3. Delete what stands far from the "
            "table, or copy the table into a new sheet."
        )


def test_gaps_that_a_person_leaves_are_read() -> None:
    far = b'<row r="30"><c r="B30" t="s"><v>0</v></c><c r="XFD30" s="1"/></row><row r="1048576"/>'

    found = wordings_in_file(workbook(cell("C2") + far))
    ((_name, rows),) = read_sheets(workbook(cell("C2") + far))

    assert [column.key for column in found.columns] == ["Ark1!B", "Ark1!C"]
    assert [wording.place for wording in found.wordings] == ["Ark1!B:30"]
    assert [row for row in rows if row] == [[None, None, WORDING], [None, WORDING]]


def test_what_stands_beside_the_sheets_counts_for_nothing() -> None:
    chain = b'<calcChain><c r="XFD9" i="1"/><c r="B2"/></calcChain>'
    drawing = b'<a xmlns:x="x"><x:from><x:row>9</x:row></x:from><x:to><x:row>2</x:row></x:to></a>'

    assert len(wordings_in_file(workbook(cell("A1"), calcChain=chain, drawing=drawing)).wordings) == 1


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_word_file_that_would_swell_is_refused_at_once(kind: str) -> None:
    data, code = DOCUMENTS[kind]()

    problem = refused(wordings_in_file, data).problem
    assert problem.code == code
    assert len(file_sentence(problem.code, problem.values)) > 40


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_word_file_in_any_encoding_is_read(encoding: str) -> None:
    assert len(wordings_in_file(document(PARAGRAPH, encoding=encoding)).wordings) == 1


@pytest.mark.parametrize("kind", BANKS)
def test_a_bank_that_would_swell_is_refused_before_it_is_read(kind: str) -> None:
    data, code = BANKS[kind]()

    assert refused(read_bank_file, data).problem.code == code


def test_all_parts_of_an_archive_have_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {f"{at}.yaml": b"code: A-1\nthemes: [a, b, c]\n" for at in range(4)}
    assert len(read_bank_file(packed(parts)).entries) == 4

    monkeypatch.setattr(bank_file, "Budget", lambda: Budget(nodes=40))
    assert refused(read_bank_file, packed(parts)).problem.code == "file_too_large"


@pytest.mark.parametrize(
    "text",
    [
        "bilene skal gå på strøm\n" * 6_000,
        "Bilene skal:\n" + "\n" * 50_000 + "- gå på strøm",
        "Bilene skal:\n- gå på strøm\n" * 5_000,
        'Nr;Krav\n1;Bilene skal gå på strøm.\n2;"' + "Bilene skal gå på strøm.\n" * 6_000,
    ],
)
def test_a_long_text_is_cut_in_one_go(text: str) -> None:
    begun = time.monotonic()
    with suppress(BankFileError):
        wordings_in_file(text.encode())
    assert time.monotonic() - begun < AT_ONCE


def test_minutes_of_minutes_stay_a_text() -> None:
    begun = time.monotonic()
    (entry,) = read_bank_file(b"code: 1" + b":59" * 100_000 + b"\nversion: 12\n").entries

    assert time.monotonic() - begun < AT_ONCE
    assert isinstance(entry.said["code"], str)  # type: ignore[index]
    assert entry.said["version"] == 12  # type: ignore[index]


ORIGINALS = [path.read_bytes() for path in sorted(SAMPLES.iterdir())] + [workbook(cell("A1") + cell("B2"))]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(mutated(ORIGINALS), rebuilt_workbook(ORIGINALS), rebuilt_workbook(ORIGINALS)))
def test_a_wounded_file_is_read_or_refused(data: bytes) -> None:
    for read in (wordings_in_file, read_bank_file):
        with suppress(BankFileError):
            read(data)
