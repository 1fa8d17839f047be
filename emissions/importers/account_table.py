"""Reads Norwegian municipal account tables: one row per account, unit and function, with actual amounts by year.

Actual amounts (`regnskap`, `rekneskap`) are read, budgets never. A table that has only budgets is refused, and so is
one whose amounts say neither, unless the caller names the year and with it vouches for them; amounts in whole thousands
are taken for a budget all the same. Of several years the one asked for is read, else the newest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

import polars as pl

from emissions.importers.amounts import AmountColumn
from emissions.importers.cell_text import with_account_name, without_placeholders
from emissions.importers.ledger_columns import AccountTableColumns, AmountName, account_table_columns, read_as
from emissions.importers.ledger_lines import Batch, LedgerHeader, LedgerReading, as_lines, no_lines
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW, RawTable, Wanted, number_of, text_of
from emissions.importers.row_checks import cell_of, check_accounts, is_empty, with_typed
from foundation.problems import Problem, Severity

_ROUND: Final = Decimal(1000)
_MOSTLY_ROUND: Final = 0.9
_ENOUGH_ROWS: Final = 20
_EARLIEST, _LATEST = 1950, 2100


def open_account_table(table: RawTable, format_name: str, encoding: str | None, year: int | None) -> LedgerReading:
    """Return the reading of an account table, of the year asked for or the newest one."""
    columns = account_table_columns(table.names)
    header = LedgerHeader(format_name, encoding, currency="NOK", granularity="year", chart="kostra")
    choice = _choose(table, columns, year)
    if choice.amounts is None:
        return LedgerReading(header, choice.problems)
    if choice.year:
        header = replace(header, period_from=date(choice.year, 1, 1), period_to=date(choice.year, 12, 31))
    reader = _Reader(table, columns.meanings, choice.amounts, choice.year)
    meanings = {**columns.meanings, "amount": choice.amounts.position}
    return LedgerReading(header, choice.problems, reader.batches, read_as(table.names, meanings))


@dataclass(frozen=True, slots=True)
class _Choice:
    """The amounts to read and their year, and what is to be said about it; no amounts: the table is refused."""

    amounts: AmountName | None
    year: int | None = None
    problems: tuple[Problem, ...] = ()


def _choose(table: RawTable, columns: AccountTableColumns, year: int | None) -> _Choice:
    if not columns.actual and not columns.unlabelled:
        names = ", ".join(amount.name for amount in columns.planned)
        return _refusal("table_is_a_budget", names=names)
    if not columns.actual and (refusal := _unlabelled_refusal(table, columns, year)):
        return refusal
    candidates = columns.actual or columns.unlabelled
    if "year" in columns.meanings:
        choice = _by_year_column(table, columns, candidates[0], year)
    else:
        choice = _by_column_names(candidates, year)
    if choice.amounts is None:
        return choice
    return replace(choice, problems=(*choice.problems, *_remarks(columns, choice)))


def _refusal(code: str, **values: object) -> _Choice:
    field = values.get("field")
    return _Choice(None, problems=(Problem(code, "file", str(field) if field else None, values=values),))


def _unlabelled_refusal(table: RawTable, columns: AccountTableColumns, year: int | None) -> _Choice | None:
    """Refuse amounts that do not say what they are, when they look like a budget or nobody vouches for them."""
    amounts = columns.unlabelled[0]
    if _share_of_round_amounts(table, amounts) >= _MOSTLY_ROUND:
        return _refusal("amounts_look_like_a_budget", field=amounts.name)
    return None if year else _refusal("amounts_say_neither", field=amounts.name)


def _share_of_round_amounts(table: RawTable, amounts: AmountName) -> float:
    """Return the share of whole thousands among the first amounts that are not zero; 0 when there are too few."""
    log = ProblemLog()
    for frame in table.frames(Wanted((), (amounts.position,)), log):
        raw = _named(frame, {}, amounts)
        values = with_typed(raw, "amount", AmountColumn(amounts.name, log).read(raw["amount"], raw[ROW])).drop_nulls()
        values = values.filter(values != 0)
        return int((values % _ROUND == 0).sum()) / len(values) if len(values) >= _ENOUGH_ROWS else 0.0
    return 0.0


def _by_column_names(candidates: tuple[AmountName, ...], year: int | None) -> _Choice:
    """Choose among columns that name their year; a single one without a year is the year that the caller names."""
    years = sorted({amounts.year for amounts in candidates if amounts.year})
    if not years:
        return _Choice(candidates[0], year)
    wanted = year or years[-1]
    for amounts in candidates:
        if amounts.year == wanted:
            return _Choice(amounts, wanted)
    return _refusal("year_is_not_in_file", year=wanted, years=", ".join(map(str, years)))


def _by_year_column(table: RawTable, columns: AccountTableColumns, amounts: AmountName, year: int | None) -> _Choice:
    """Choose among the years that stand in a column of their own."""
    position = columns.meanings["year"]
    log = ProblemLog()
    found: set[int] = set()
    for frame in table.frames(Wanted((position,)), log):
        years = frame[text_of(position)].str.to_integer(strict=False)
        found.update(years.filter(years.is_between(_EARLIEST, _LATEST)).unique())
    if not found or (year and year not in found):
        return _refusal("year_is_not_in_file", year=year or "", years=", ".join(map(str, sorted(found))))
    return _Choice(amounts, year or max(found), _other_years(found, year or max(found)))


def _other_years(found: set[int], chosen: int) -> tuple[Problem, ...]:
    others = ", ".join(str(year) for year in sorted(found) if year != chosen)
    values = {"year": chosen, "years": others}
    return (Problem("other_years_are_not_read", "file", None, Severity.NOTICE, values),) if others else ()


def _remarks(columns: AccountTableColumns, choice: _Choice) -> Iterator[Problem]:
    if choice.year is None:
        yield Problem("period_is_unknown", "file", severity=Severity.WARNING)
    if not columns.actual and choice.amounts:
        values = {"field": choice.amounts.name, "year": choice.year}
        yield Problem("amounts_taken_as_actual", "file", choice.amounts.name, Severity.WARNING, values)
    if columns.planned:
        names = ", ".join(amount.name for amount in columns.planned)
        yield Problem("budgets_are_not_read", "file", None, Severity.NOTICE, {"names": names})
    years = {amounts.year for amounts in columns.actual or columns.unlabelled if amounts.year}
    if choice.year and "year" not in columns.meanings:
        yield from _other_years(years, choice.year)


def _named(frame: pl.DataFrame, meanings: Mapping[str, int], amounts: AmountName) -> pl.DataFrame:
    """Return the raw frame with the meanings as column names, amounts as `amount` and `amount_cell`."""
    columns = [pl.col(ROW), *(pl.col(text_of(place)).alias(meaning) for meaning, place in meanings.items())]
    columns.append(pl.col(text_of(amounts.position)).alias("amount"))
    if number_of(amounts.position) in frame.columns:
        columns.append(pl.col(number_of(amounts.position)).alias(cell_of("amount")))
    return frame.select(columns)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the rows of the chosen year into lines; rows without an amount of that year are counted and left out."""

    table: RawTable
    meanings: Mapping[str, int]
    amounts: AmountName
    year: int | None

    def batches(self) -> Iterator[Batch]:
        log = ProblemLog()
        amounts = AmountColumn(self.amounts.name, log)
        wanted = Wanted(tuple(self.meanings.values()), (self.amounts.position,))
        for frame in self.table.frames(wanted, log):
            yield Batch(self._lines(_named(frame, self.meanings, self.amounts), amounts, log), log.take())
        yield Batch(no_lines(), log.close())

    def _lines(self, raw: pl.DataFrame, amounts: AmountColumn, log: ProblemLog) -> pl.DataFrame:
        raw = without_placeholders(raw, self._written(), log)
        if "year" in self.meanings:
            raw = self._of_the_year(raw, log)
        if "account_name" not in self.meanings:
            raw = with_account_name(raw)
        empty = is_empty(raw, "amount")
        log.tally("rows_without_amount", self.amounts.name, int(empty.sum()))
        raw = raw.filter(~empty)
        good = check_accounts(raw, self._account_name(), log)
        values = with_typed(raw, "amount", amounts.read(raw["amount"], raw[ROW]))
        lines = raw.with_columns(values, pl.lit("NOK").alias("currency"))
        return as_lines(lines.filter(good & values.is_not_null()))

    def _of_the_year(self, raw: pl.DataFrame, log: ProblemLog) -> pl.DataFrame:
        """Keep the rows of the chosen year; a row that says no year could belong to any and is reported."""
        years = raw["year"].str.to_integer(strict=False)
        unreadable = years.is_null()
        name = self.table.names[self.meanings["year"]]
        log.add_rows(
            "year_is_not_readable", raw[ROW].filter(unreadable), name, raw["year"].fill_null("").filter(unreadable)
        )
        return raw.filter((years == self.year).fill_null(value=False))

    def _written(self) -> dict[str, str]:
        names = {meaning: self.table.names[place] for meaning, place in self.meanings.items()}
        return {**names, "amount": self.amounts.name}

    def _account_name(self) -> str:
        return self.table.names[self.meanings["account"]]
