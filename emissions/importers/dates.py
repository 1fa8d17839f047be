"""Dates in text become dates; a date that two countries would read differently is a problem, never a guess."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import polars as pl

from emissions.importers.problem_log import ProblemLog

_DAY_FORMATS: Final = (
    "%Y-%m-%d",
    "%Y%m%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d",
    "%d.%m.%Y",
)
_MONTH: Final = re.compile(r"(\d{4})[-/]?(0[1-9]|1[0-2])")
# a day written as it should be, in a month that does not have it: 31.02.2026
_IMPOSSIBLE: Final = r"^(\d{4}-?(0[2469]|11)-?(29|3[01])|(29|3[01])\.(0[2469]|11)\.\d{4})$"
YEARS_OF_LEDGERS: Final = (date(1950, 1, 1), date(2100, 12, 31))


def are_months(texts: list[str]) -> bool:
    """Return whether every value names a month and no day (`2024-03`, `202403`)."""
    return bool(texts) and all(_MONTH.fullmatch(text) for text in texts)


def end_of_month(day: date) -> date:
    """Return the last day of the month that a day lies in."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateColumn:
    """One column of dates; in a column of months a value stands for the first day of its month."""

    name: str
    log: ProblemLog
    months: bool = False

    def read(self, texts: pl.Series, rows: pl.Series) -> pl.Series:
        """Return dates, null where the text is empty or no date; each wrong one is reported with its row."""
        parsed = self._parsed(texts)
        dates = pl.select(pl.when(parsed.is_between(*YEARS_OF_LEDGERS)).then(parsed)).to_series()
        wrong = texts.is_not_null() & dates.is_null()
        if wrong.any():
            impossible = wrong & parsed.is_null() & texts.str.contains(_IMPOSSIBLE)
            for code, those in (("date_does_not_exist", impossible), ("date_is_not_readable", wrong & ~impossible)):
                self.log.add_rows(code, rows.filter(those), self.name, texts.filter(those))
        return dates

    def _parsed(self, texts: pl.Series) -> pl.Series:
        if self.months:
            return texts.str.replace_all(r"[-/]", "").str.replace("$", "01").str.to_date("%Y%m%d", strict=False)
        dates = texts.str.to_date(_DAY_FORMATS[0], strict=False)
        for form in _DAY_FORMATS[1:]:
            left = dates.is_null() & texts.is_not_null()
            if not left.any():
                break
            other = texts.filter(left).str.to_date(form, strict=False)
            dates = dates.scatter(left.arg_true(), other)
        return dates
