"""Reads tables with one row per posting.

Swedish supplier ledgers (`leverantörsreskontra` 1.1, and files that depart from it), Norwegian lists of postings as
accounting systems give them out, and purchase invoices of Finnish municipalities; a dialect says what differs.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from emissions.importers.amounts import AmountColumn
from emissions.importers.cell_text import with_account_name, with_unit_code, without_placeholders
from emissions.importers.dates import DateColumn, are_months, end_of_month
from emissions.importers.debit_credit import SideColumn, is_credit, letters_not_needed, tells_the_sign
from emissions.importers.finnish_columns import UNLABELLED, has_only_amounts_with_vat
from emissions.importers.ledger_columns import fold, read_as
from emissions.importers.ledger_lines import AMOUNT, Batch, Granularity, LedgerHeader, LedgerReading, as_lines, no_lines
from emissions.importers.posting_dialects import POSTING_LIST, PURCHASE_INVOICES, SUPPLIER_LEDGER, Dialect
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW, RawTable, Wanted, date_of, number_of, text_of
from emissions.importers.row_checks import cell_of, check_accounts, check_present, with_typed, without_totals
from foundation.problems import Problem, Severity

_NUMBERS: Final = ("amount", "vat")
_NOT_TEXT: Final = frozenset({*_NUMBERS, "posted_on"})
_SAMPLE_ROWS: Final = 2_000
_MOST_NAMED: Final = 5


def open_supplier_ledger(table: RawTable, format_name: str, encoding: str | None, year: int | None) -> LedgerReading:
    """Return the reading of a Swedish supplier ledger; a table without account or amount is refused."""
    return open_postings(table, LedgerHeader(format_name, encoding), year, SUPPLIER_LEDGER)


def open_posting_list(table: RawTable, format_name: str, encoding: str | None, year: int | None) -> LedgerReading:
    """Return the reading of a Norwegian list of postings; a table without account or amount is refused."""
    return open_postings(table, LedgerHeader(format_name, encoding), year, POSTING_LIST)


def open_purchase_invoices(table: RawTable, format_name: str, encoding: str | None, year: int | None) -> LedgerReading:
    """Return the reading of a Finnish municipality's purchase invoices; one with VAT in its amounts only is refused."""
    header = LedgerHeader(format_name, encoding)
    if has_only_amounts_with_vat(table.names):
        values: dict[str, object] = {"names": ", ".join(filter(None, table.names))}
        return LedgerReading(header, (Problem("amounts_include_vat", "file", values=values),))
    return open_postings(table, header, year, PURCHASE_INVOICES)


def open_postings(table: RawTable, found: LedgerHeader, year: int | None, dialect: Dialect) -> LedgerReading:
    """Return the reading of a table with one row per posting, in a dialect; refused without account or amount."""
    columns = dialect.columns(table.names)
    header = replace(found, currency=dialect.currency, ledger=dialect.ledger)
    if missing := [name for name in ("account", "amount") if name not in columns]:
        values: dict[str, object] = {"missing": missing[0], "names": ", ".join(filter(None, table.names))}
        return LedgerReading(header, (Problem("columns_are_missing", "file", missing[0], values=values),))
    layout = _Layout(columns, tuple(table.names), dialect)
    sample = _sample(table, layout)
    remarks: tuple[Problem, ...] = ()
    if "side" in layout and not (dialect.is_said or _tells_the_sign(sample, layout)):
        remarks = (letters_not_needed(layout.name("side")),) if is_credit(sample["side"]).count() else ()
        del columns["side"]
    header, problems = _header(header, table, sample, layout, year)
    read = read_as(table.names, columns)
    return LedgerReading(header, (*problems, *remarks), _Reader(table, layout, header, year).batches, read)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column holds which meaning."""

    columns: dict[str, int]
    names: tuple[str, ...]
    dialect: Dialect

    def __contains__(self, meaning: str) -> bool:
        return meaning in self.columns

    @property
    def wanted(self) -> Wanted:
        dates = (self.columns["posted_on"],) if "posted_on" in self.columns else ()
        texts = tuple(place for meaning, place in self.columns.items() if meaning not in _NOT_TEXT)
        return Wanted(texts, tuple(self.columns[name] for name in _NUMBERS if name in self.columns), dates)

    @property
    def written(self) -> dict[str, str]:
        """Return the columns' names as the file writes them."""
        return {meaning: self.names[place] for meaning, place in self.columns.items()}

    def name(self, meaning: str) -> str:
        """Return the column's name as the file writes it."""
        return self.names[self.columns[meaning]]

    def named(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the raw frame with the meanings as column names; typed cells get `_cell` behind."""
        columns = [pl.col(ROW)]
        for meaning, place in self.columns.items():
            columns.append(pl.col(text_of(place)).alias(meaning))
            typed = {"amount": number_of, "vat": number_of, "posted_on": date_of}.get(meaning)
            if typed and typed(place) in frame.columns:
                columns.append(pl.col(typed(place)).alias(cell_of(meaning)))
        return frame.select(columns)


def _sample(table: RawTable, layout: _Layout) -> pl.DataFrame:
    """Return the first rows, cleaned as the lines will be, to see what the header can say."""
    log = ProblemLog()
    for frame in table.frames(layout.wanted, log):
        return _clean(layout.named(frame.head(_SAMPLE_ROWS)), layout, log)
    return pl.DataFrame(schema={ROW: pl.Int64, **dict.fromkeys([*layout.columns, "account_name"], pl.String)})


def _tells_the_sign(sample: pl.DataFrame, layout: _Layout) -> bool:
    read = AmountColumn(layout.name("amount"), ProblemLog()).read(sample["amount"], sample[ROW])
    return tells_the_sign(sample["side"], with_typed(sample, "amount", read))


def _clean(frame: pl.DataFrame, layout: _Layout, log: ProblemLog) -> pl.DataFrame:
    frame = layout.dialect.clean(without_placeholders(frame, layout.written, log), layout.written, log)
    if "account_name" not in layout:
        frame = with_account_name(frame)
    return with_unit_code(frame) if "unit_name" in layout and "unit" not in layout else frame


def _header(
    header: LedgerHeader, table: RawTable, sample: pl.DataFrame, layout: _Layout, year: int | None
) -> tuple[LedgerHeader, tuple[Problem, ...]]:
    number, name = (_first(sample, meaning) for meaning in ("buyer_number", "buyer_name"))
    problems = []
    granularity: Granularity = "day"
    period: tuple[date, date] | tuple[None, None] = (None, None)
    if "posted_on" in layout:
        if are_months(sample["posted_on"].drop_nulls().to_list()):
            granularity, period = "month", _months(table, layout)
    elif year:
        granularity, period = "year", (date(year, 1, 1), date(year, 12, 31))
    else:
        granularity = "year"
        problems.append(Problem("period_is_unknown", "file", severity=Severity.WARNING))
    if layout.dialect is PURCHASE_INVOICES and fold(layout.name("amount")) in UNLABELLED:
        values: dict[str, object] = {"field": layout.name("amount")}
        problems.append(Problem("amounts_may_include_vat", "file", layout.name("amount"), Severity.WARNING, values))
    chart = layout.dialect.chart(number, sample)
    if chart is None:
        problems.append(Problem("chart_is_unknown", "file", severity=Severity.WARNING))
    described = replace(
        header,
        organisation_name=name,
        organisation_number=number,
        period_from=period[0],
        period_to=period[1],
        granularity=granularity,
        chart=chart,
    )
    return described, tuple(problems)


def _months(table: RawTable, layout: _Layout) -> tuple[date, date] | tuple[None, None]:
    """Return the first day of the first and the last day of the last month in a file that dates its rows by month."""
    log = ProblemLog()
    column = DateColumn(layout.name("posted_on"), log, months=True)
    place = layout.columns["posted_on"]
    found: list[date] = []
    for frame in table.frames(Wanted((place,)), log):
        days = column.read(frame[text_of(place)], frame[ROW]).drop_nulls()
        found.extend(day for day in (days.min(), days.max()) if isinstance(day, date))
    return (min(found), end_of_month(max(found))) if found else (None, None)


def _first(sample: pl.DataFrame, meaning: str) -> str | None:
    if meaning not in sample.columns:
        return None
    values = sample[meaning].drop_nulls()
    return str(values[0]) if len(values) else None


@dataclass(slots=True)
class _Reader:
    """Turns raw frames into lines; a row with anything wrong in it is reported and left out."""

    table: RawTable
    layout: _Layout
    header: LedgerHeader
    year: int | None

    def batches(self) -> Iterator[Batch]:
        log = ProblemLog()
        pass_ = _Pass(self.layout, self.header, log)
        for frame in self.table.frames(self.layout.wanted, log):
            yield Batch(pass_.lines(self.layout.named(frame)), log.take())
        pass_.report_buyers()
        pass_.report_years(self.year)
        pass_.report_sides()
        yield Batch(no_lines(), log.close())


class _Pass:
    """One reading of the file from its first row to its last."""

    def __init__(self, layout: _Layout, header: LedgerHeader, log: ProblemLog) -> None:
        self._layout = layout
        self._log = log
        self._amounts = AmountColumn(layout.name("amount"), log)
        self._vat = AmountColumn(layout.name("vat"), log) if "vat" in layout else None
        self._sides = SideColumn(layout.name("side"), log) if "side" in layout else None
        self._dates: DateColumn | None = None
        if "posted_on" in layout:
            self._dates = DateColumn(layout.name("posted_on"), log, months=header.granularity == "month")
        self._buyers: set[str] = set()
        self._years: Counter[int] = Counter()

    def lines(self, named: pl.DataFrame) -> pl.DataFrame:
        """Return the good rows of a frame as ledger lines."""
        raw = without_totals(_clean(named, self._layout, self._log), self._log)
        good = check_accounts(raw, self._layout.name("account"), self._log) & self._currency_is_good(raw)
        amounts = self._money(raw, "amount", "amount_is_missing", self._amounts)
        if self._vat:
            amounts = (amounts - self._money(raw, "vat", "vat_is_missing", self._vat)).cast(AMOUNT).alias("amount")
        if self._sides:
            amounts = self._sides.signed(raw, amounts)
        good &= amounts.is_not_null()
        columns = [amounts, self._currency(raw)]
        if self._dates:
            check_present(raw, "posted_on", "date_is_missing", self._layout.name("posted_on"), self._log)
            dates = with_typed(raw, "posted_on", self._dates.read(raw["posted_on"], raw[ROW]))
            good &= dates.is_not_null()
            columns.append(dates)
        lines = raw.with_columns(columns)
        lines = lines if good.all() else lines.filter(good)
        self._remember(lines)
        return as_lines(lines)

    def _money(self, raw: pl.DataFrame, meaning: str, missing: str, column: AmountColumn) -> pl.Series:
        check_present(raw, meaning, missing, self._layout.name(meaning), self._log)
        return with_typed(raw, meaning, column.read(raw[meaning], raw[ROW]))

    def _currency(self, raw: pl.DataFrame) -> pl.Series:
        """Return the currency of each row; null where neither row nor dialect says it: that of the organisation."""
        own = self._layout.dialect.currency
        if "currency" in raw.columns:
            codes = raw["currency"].str.to_uppercase()
            return codes if own is None else codes.fill_null(own)
        return pl.repeat(own, raw.height, dtype=pl.String, eager=True).alias("currency")

    def _currency_is_good(self, raw: pl.DataFrame) -> pl.Series:
        good = self._currency(raw).str.contains("^[A-Z]{3}$").fill_null(value=True)
        if not good.all():
            self._log.add_rows(
                "currency_is_no_currency",
                raw[ROW].filter(~good),
                self._layout.name("currency"),
                raw["currency"].filter(~good),
            )
        return good

    def _remember(self, lines: pl.DataFrame) -> None:
        if "buyer_number" in lines.columns:
            self._buyers.update(lines["buyer_number"].drop_nulls().unique())
        if self._dates:
            years = lines["posted_on"].dt.year().value_counts()
            self._years.update(dict(years.iter_rows()))

    def report_buyers(self) -> None:
        """Refuse a file that holds the purchases of several organisations."""
        if len(self._buyers) > 1:
            shown = ", ".join(sorted(self._buyers)[:_MOST_NAMED])
            name = self._layout.name("buyer_number")
            values = {"count": len(self._buyers), "buyers": shown, "field": name}
            self._log.add(Problem("several_buyers", "file", name, values=values))

    def report_sides(self) -> None:
        """Refuse letters of debit and credit beside amounts that carry their sign already."""
        if self._sides:
            self._sides.report()

    def report_years(self, year: int | None) -> None:
        """Warn when the caller named a year and lines lie in others; the dates of the file stand."""
        others = sum(count for found, count in self._years.items() if found != year)
        if year and others:
            values = {"year": year, "count": others, "years": ", ".join(map(str, sorted(self._years)))}
            self._log.add(Problem("dates_are_in_other_years", "file", None, Severity.WARNING, values))
