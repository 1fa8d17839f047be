"""A reader that was mended reads its own files anew, and no others."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from emissions.calculations import ledger_formats
from emissions.calculations.ledger_formats import reader_version
from emissions.services.import_ledger import ImportOutcome, import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.services.ledger_state import sources_of

TABLE, SIE = "ekby_supplier_ledger.csv", "ekby_bolag_4e.se"


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def hand_over(place: Organisation, name: str) -> ImportOutcome:
    return import_ledger(organisation=place, path=SAMPLES / name, name=name)


def mend(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Count one mend more for the reader of a format."""
    mended = [
        replace(entry, reader=entry.reader + 1) if entry.name == name else entry
        for entry in ledger_formats.LEDGER_FORMATS
    ]
    monkeypatch.setattr(ledger_formats, "LEDGER_FORMATS", tuple(mended))


def test_a_mended_reader_reads_its_own_files_anew(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [hand_over(place, name).ledger_import for name in (TABLE, SIE)]
    mend(monkeypatch, "supplier_ledger")

    table, sie = hand_over(place, TABLE), hand_over(place, SIE)

    assert (sie.is_new, sie.ledger_import) == (False, before[1])
    assert (table.is_new, table.replaced) == (True, (str(before[0].uuid),))
    assert table.ledger_import.lines == before[0].lines
    assert TABLE in sources_of(place).values()
    assert not hand_over(place, TABLE).is_new


def test_what_was_imported_when_all_readers_had_one_version_is_still_known(place: Organisation) -> None:
    found = hand_over(place, SIE).ledger_import

    said = [found.file.sha256, place.chart, None, None, False, 1]
    assert found.fingerprint == hashlib.sha256(json.dumps(said).encode()).hexdigest()


def test_a_mended_reader_of_workbooks_leaves_text_files(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = ("supplier_ledger_csv", "supplier_ledger_xlsx", "table_xlsx", "sie4e")
    assert [reader_version(code) for code in codes] == [1, 1, 1, 1]
    files = [replace(file, reader=file.reader + (file.ending == "xlsx")) for file in ledger_formats.TABLE_FILES]
    monkeypatch.setattr(ledger_formats, "TABLE_FILES", tuple(files))

    assert [reader_version(code) for code in codes] == [1, 2, 2, 1]
