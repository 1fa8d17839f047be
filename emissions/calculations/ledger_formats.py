"""Which ledger files are read: one entry for each format, and one for each kind of file that tables stand in.

How each is recognised and opened stands in `emissions/importers`: tables in `table_formats.py`, other files in
`file_kinds.py` and `ledger_file.py`. tests/architecture/test_ledger_formats.py finds what an entry lacks.

A code, such as `sie4e` or `supplier_ledger_csv`, is what one file turns out to be; it begins with its format's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from foundation.problems import translatable

UNKNOWN_FORMAT: Final = "unknown"


@dataclass(frozen=True, slots=True)
class LedgerFormat:
    """One format: what it is called, in words, and which version its reader has.

    `family` is the name that `--format` and the API expect it by, empty for what cannot be expected. `words` has a
    place `%(kind)s` for the kind of file a table stands in, or `%(form)s` for what follows the name in the code;
    `variants` are the words of single codes. `kinds` are the kinds of file that hold nothing else, none for a table.
    `reader` counts how often its reader was mended so that some file gives other lines: it is part of what an import
    is known by, so that such a file, handed in again, is read anew.
    """

    name: str
    family: str
    words: str = ""
    variants: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    reader: int = 1

    @property
    def is_table(self) -> bool:
        """Whether it stands in any file that holds tables."""
        return not self.kinds


@dataclass(frozen=True, slots=True)
class TableFile:
    """A kind of file that tables stand in, how codes end there, in words; `reader` as in LedgerFormat, from 0 on."""

    kind: str
    ending: str
    words: str
    reader: int = 0


LEDGER_FORMATS: Final = (
    LedgerFormat(
        "sie",
        "sie",
        variants={
            "sie1": translatable("SIE 1, balances of a year"),
            "sie2": translatable("SIE 2, balances by month"),
            "sie3": translatable("SIE 3, balances by object"),
            "sie4e": translatable("SIE 4 with vouchers and the balances of the year (4E)"),
            "sie4i": translatable("SIE 4 with vouchers, without balances (4I)"),
        },
        kinds=("sie",),
    ),
    LedgerFormat("sie5", "sie", translatable("SIE 5 (XML)"), kinds=("sie5",)),
    LedgerFormat("saft", "saft", translatable("SAF-T Financial (XML)"), kinds=("saft", "saft_parts")),
    LedgerFormat("supplier_ledger", "supplier_ledger", translatable("Supplier ledger, %(kind)s")),
    LedgerFormat("account_table", "account_table", translatable("Municipal account table, %(kind)s")),
    LedgerFormat("posting_list", "posting_list", translatable("List of postings, %(kind)s")),
    LedgerFormat(
        "purchase_invoices",
        "purchase_invoices",
        translatable("Purchase invoices of a Finnish municipality, %(kind)s"),
    ),
    LedgerFormat("kostra", "kostra", translatable("KOSTRA report %(form)s"), kinds=("kostra",)),
    LedgerFormat("table", "", translatable("Table with columns of its own, %(kind)s")),
)
TABLE_FILES: Final = (
    TableFile("text", "csv", "CSV"),
    TableFile("workbook", "xlsx", "Excel"),
    TableFile("json", "json", "JSON"),
    TableFile("parquet", "parquet", "Parquet"),
)
_ENDINGS: Final = {file.kind: file.ending for file in TABLE_FILES}
FAMILIES: Final = tuple(dict.fromkeys(entry.family for entry in LEDGER_FORMATS if entry.family))


def format_of(code: str) -> LedgerFormat | None:
    """Return the format that a code belongs to; None for a file that is no ledger.

    >>> format_of("sie5").name, format_of("sie4e").name, format_of("unknown")
    ('sie5', 'sie', None)
    """
    found = [entry for entry in LEDGER_FORMATS if code.startswith(entry.name)]
    return max(found, key=lambda entry: len(entry.name), default=None)


def table_code(name: str, kind: str) -> str:
    """Return the code of a table of a format in a kind of file; raises KeyError for a kind without tables.

    >>> table_code("posting_list", "workbook")
    'posting_list_xlsx'
    """
    return f"{name}_{_ENDINGS[kind]}"


def table_file_of(code: str) -> TableFile | None:
    """Return the kind of file that a table with the code stands in; None for what is no table."""
    found = format_of(code)
    if found is None or not found.is_table:
        return None
    return next((entry for entry in TABLE_FILES if code == f"{found.name}_{entry.ending}"), None)


def reader_version(code: str) -> int:
    """Return which version of its reader reads a file of the code: of a table, those of format and file together.

    It only ever grows, and grows for no other format when one reader is mended. 0 for what is no ledger.
    """
    found, file = format_of(code), table_file_of(code)
    return (found.reader if found else 0) + (file.reader if file else 0)
