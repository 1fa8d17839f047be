"""What differs between tables of postings: names of columns, currency, book, chart, and what has to be cleaned."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from emissions.importers.charts import chart_by_buyer, chart_by_names
from emissions.importers.finnish_columns import finnish_columns
from emissions.importers.finnish_numbers import without_persons
from emissions.importers.ledger_columns import posting_list_columns, supplier_columns
from emissions.importers.ledger_lines import Chart, LedgerKind
from emissions.importers.problem_log import ProblemLog


def _as_it_is(raw: pl.DataFrame, _written: Mapping[str, str], _log: ProblemLog) -> pl.DataFrame:
    return raw


@dataclass(frozen=True, slots=True)
class Dialect:
    """One sort of table: how its columns are named, in what money, which book it is, and how the chart is told.

    `clean` takes the raw rows with meanings as column names, the columns' names in the file, and the log. `is_said`:
    somebody said what the columns are, so that none of them is doubted.
    """

    columns: Callable[[Sequence[str]], dict[str, int]]
    currency: str | None
    ledger: LedgerKind
    chart: Callable[[str | None, pl.DataFrame], Chart | None]
    clean: Callable[[pl.DataFrame, Mapping[str, str], ProblemLog], pl.DataFrame] = _as_it_is
    is_said: bool = False


def _swedish_chart(number: str | None, sample: pl.DataFrame) -> Chart | None:
    """Return Kommun-Bas, which municipalities publish by, unless the buyer or the account names say otherwise."""
    accounts = sample.select("account", "account_name").unique().iter_rows()
    return chart_by_names(accounts) or (chart_by_buyer(number) if number else "kommun_bas")


def _norwegian_chart(_number: str | None, sample: pl.DataFrame) -> Chart | None:
    """Return KOSTRA where postings carry a function, as a municipality's do; a company's chart has no functions."""
    return "kostra" if "function" in sample.columns and sample["function"].count() else None


def _finnish_chart(_number: str | None, sample: pl.DataFrame) -> Chart | None:
    """Return the Finnish municipal chart where most accounts have the four digits of it, or local digits behind them.

    Purchases stand in the groups 43 to 49 and fixed assets in 10 and 11; a company's chart has its costs from 4 to 8.
    """
    accounts = sample["account"].drop_nulls().unique()
    municipal = accounts.str.contains(r"^(4[0-9]|1[0-9])\d{2,6}$").sum()
    return "fi_kunta" if len(accounts) and municipal * 10 >= len(accounts) * 9 else None


SUPPLIER_LEDGER: Final = Dialect(supplier_columns, "SEK", "supplier", _swedish_chart)
POSTING_LIST: Final = Dialect(posting_list_columns, "NOK", "general", _norwegian_chart)
PURCHASE_INVOICES: Final = Dialect(finnish_columns, "EUR", "supplier", _finnish_chart, without_persons)
