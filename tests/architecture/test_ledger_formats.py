"""Every ledger format has all that it needs: a reader, words, a row in the documents, a sample that is read."""

import re

import pytest
from django.conf import settings

from emissions.calculations.ledger_formats import (
    LEDGER_FORMATS,
    TABLE_FILES,
    LedgerFormat,
    TableFile,
    format_of,
    table_code,
    table_file_of,
)
from emissions.importers import ledger_file
from emissions.importers.file_samples import NAMED
from emissions.importers.mapped_file import AS_SAID
from emissions.importers.table_formats import TABLE_FORMATS
from emissions.reports.ledger_words import format_name
from tests.emissions.importers.test_sample_ledgers import ACCEPTED

FORMATS_PAGE = (settings.BASE_DIR / "docs/formats.md").read_text("utf-8")
TABLES = [entry for entry in LEDGER_FORMATS if entry.is_table]
names = pytest.mark.parametrize("entry", LEDGER_FORMATS, ids=lambda entry: entry.name)
files = pytest.mark.parametrize("file", TABLE_FILES, ids=lambda file: file.ending)
READ = {format_code for format_code, *_ in ACCEPTED.values()}


def codes_of(entry: LedgerFormat) -> list[str]:
    """The codes that files of a format get, as far as its entry tells."""
    if entry.is_table:
        return [table_code(entry.name, file.kind) for file in TABLE_FILES]
    return list(entry.variants) or [entry.name]


def test_every_kind_of_file_that_is_opened_is_that_of_one_format_or_holds_tables() -> None:
    kinds = [kind for entry in LEDGER_FORMATS for kind in entry.kinds] + [file.kind for file in TABLE_FILES]

    assert sorted(ledger_file._OPENERS) == sorted(kinds)


def test_every_table_is_told_by_its_columns_or_described_by_somebody() -> None:
    assert sorted([AS_SAID, *(table.name for table in TABLE_FORMATS)]) == sorted(entry.name for entry in TABLES)


def test_names_are_told_apart_and_lead_back_to_their_format() -> None:
    for entry in LEDGER_FORMATS:
        assert all(format_of(code) is entry for code in codes_of(entry))


@names
def test_a_format_has_words_and_a_row_in_the_documents(entry: LedgerFormat) -> None:
    shown = {code: format_name(code) for code in codes_of(entry)}

    assert all(words != code and "%" not in words for code, words in shown.items())
    assert re.search(rf"^\| .*`{entry.name}", FORMATS_PAGE, re.MULTILINE)
    assert not entry.family or re.search(rf"`--format` \(.*`{entry.family}`", FORMATS_PAGE)


@names
def test_a_format_has_a_sample_that_is_read(entry: LedgerFormat) -> None:
    assert entry.name == AS_SAID or any(format_of(code) == entry for code in READ)


@files
def test_a_file_of_tables_can_be_described_and_has_a_sample(file: TableFile) -> None:
    assert file.kind in {*NAMED, "text", "workbook"}
    assert any(table_file_of(code) == file for code in READ)
