"""The accounting period of a SAF-T transaction, which says when it counts; its date is that of the document.

1. A posting counts in the month of its `Period` and `PeriodYear`: an invoice of 3 January that was booked in period 12
   belongs to December. It gets the day of that month that is nearest to its date.
2. Periods 13 and later are December, 0 is January, as in tables. Without a period, or with one that cannot be read,
   the date stands.
3. Where most of the first postings have periods that lie equally far from their dates, two months or more, the
   financial year begins in another month: periods are no months of the calendar, and the dates stand.
"""

from typing import Final

import polars as pl

from emissions.importers.problem_log import ProblemLog

_LAST: Final = 12
_FAR: Final = 2
_DAY: Final = "%Y-%m-%d"


def other_months(periods: pl.Series, years: pl.Series, dated: pl.Series) -> pl.Series:
    """Return `2024-12` where a transaction was booked in another month than it is dated, and null elsewhere."""
    number = periods.str.strip_chars().str.to_integer(strict=False).clip(1, _LAST)
    year = years.str.strip_chars()
    plain = pl.when(year.str.contains(r"^(19|20)\d\d$")).then(year)
    month = pl.concat_str(plain, pl.lit("-"), pl.lit(number).cast(pl.String).str.zfill(2))
    other = pl.when(month != dated.str.strip_chars().str.slice(0, 7)).then(month)
    return pl.select(other.alias("accounting")).to_series()


class AccountingPeriods:
    """One reading of the postings of a file, from the first to the last."""

    def __init__(self, log: ProblemLog) -> None:
        self._log = log
        self._are_months: bool | None = None

    def placed(self, postings: pl.DataFrame) -> pl.DataFrame:
        """Return the postings with `posted` inside the month of `accounting`, and without that column."""
        if self._are_months is None and postings.height:
            self._are_months = not _begin_elsewhere(postings)
        rest = postings.drop("accounting")
        if not self._are_months or postings["accounting"].null_count() == postings.height:
            return rest
        first = pl.col("accounting") + "-01"
        last = first.str.to_date(_DAY, strict=False).dt.month_end().dt.to_string(_DAY)
        is_day = pl.col("posted").str.slice(0, 10).str.to_date(_DAY, strict=False).is_not_null()
        nearest = pl.when(is_day).then(pl.when(pl.col("posted") < first).then(first).otherwise(last))
        moved = postings.select(nearest.alias("posted"))["posted"]
        self._log.tally("dates_follow_their_period", "Period", len(moved) - moved.null_count())
        return rest.with_columns(pl.coalesce(moved, "posted").alias("posted"))


def _begin_elsewhere(postings: pl.DataFrame) -> bool:
    """Return whether most postings have a period that is equally far from their date, and not near it."""
    accounting, posted = (
        pl.col(name).str.slice(0, 4).str.to_integer(strict=False) * _LAST
        + pl.col(name).str.slice(5, 2).str.to_integer(strict=False)
        for name in ("accounting", "posted")
    )
    distances = postings.select(far=accounting - posted)["far"].drop_nulls()
    if distances.is_empty():
        return False
    distance, times = distances.value_counts(sort=True).row(0)
    return bool(abs(distance) >= _FAR and times * 2 > postings.height)
