"""The tables that are read without asking: by which column names each is told, and what opens it.

One entry for each format of `emissions/calculations/ledger_formats.py` that is a table; the first that holds counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from emissions.importers import posting_dialects as dialects
from emissions.importers.account_table import open_account_table
from emissions.importers.finnish_columns import is_purchase_invoices
from emissions.importers.ledger_columns import account_table_columns, is_posting_list, is_supplier_ledger
from emissions.importers.ledger_lines import LedgerKind, LedgerReading
from emissions.importers.posting_table import open_posting_list, open_purchase_invoices, open_supplier_ledger
from emissions.importers.raw_table import RawTable

Columns = Callable[[Sequence[str]], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """One sort of table.

    `is_headed_by` says whether column names are its own, `columns` where each meaning stands among them, `known` how
    many of them it knows. `open` takes the table, the code of its format, the encoding and the year that was asked for.
    """

    name: str
    is_headed_by: Callable[[Sequence[str]], bool]
    columns: Columns
    known: Callable[[Sequence[str]], int]
    currency: str
    ledger: LedgerKind
    open: Callable[[RawTable, str, str | None, int | None], LedgerReading]


def _account_table_places(names: Sequence[str]) -> dict[str, int]:
    table = account_table_columns(names)
    newest = max(table.actual or table.unlabelled or (), key=lambda amount: amount.year or 0, default=None)
    return {**table.meanings, **({"amount": newest.position} if newest else {})}


def _account_table_known(names: Sequence[str]) -> int:
    table = account_table_columns(names)
    return len(table.meanings) + len(table.actual) + len(table.planned) + len(table.unlabelled)


def _known_by(columns: Columns) -> Callable[[Sequence[str]], int]:
    return lambda names: len(columns(names))


TABLE_FORMATS: Final = (
    TableFormat(
        "posting_list",
        is_headed_by=lambda names: is_posting_list(dialects.POSTING_LIST.columns(names)),
        columns=dialects.POSTING_LIST.columns,
        known=_known_by(dialects.POSTING_LIST.columns),
        currency="NOK",
        ledger="general",
        open=open_posting_list,
    ),
    TableFormat(
        "supplier_ledger",
        is_headed_by=lambda names: is_supplier_ledger(dialects.SUPPLIER_LEDGER.columns(names)),
        columns=dialects.SUPPLIER_LEDGER.columns,
        known=_known_by(dialects.SUPPLIER_LEDGER.columns),
        currency="SEK",
        ledger="supplier",
        open=open_supplier_ledger,
    ),
    TableFormat(
        "purchase_invoices",
        is_headed_by=is_purchase_invoices,
        columns=dialects.PURCHASE_INVOICES.columns,
        known=_known_by(dialects.PURCHASE_INVOICES.columns),
        currency="EUR",
        ledger="supplier",
        open=open_purchase_invoices,
    ),
    TableFormat(
        "account_table",
        is_headed_by=lambda names: account_table_columns(names).is_account_table,
        columns=_account_table_places,
        known=_account_table_known,
        currency="NOK",
        ledger="general",
        open=open_account_table,
    ),
)


def table_format(names: Sequence[str]) -> TableFormat | None:
    """Return the table that these column names belong to; None where they are nobody's."""
    return next((entry for entry in TABLE_FORMATS if entry.is_headed_by(names)), None)


def known_columns(names: Sequence[str]) -> int:
    """Return how many of the names are known in the table that knows most of them."""
    return max(entry.known(names) for entry in TABLE_FORMATS)
