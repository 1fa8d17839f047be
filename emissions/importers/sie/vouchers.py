"""Keeps the vouchers of a SIE file while their lines are read: name, date, text, and what their lines sum to."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

import polars as pl

from emissions.importers.ledger_lines import AMOUNT

HEAD: Final[dict[str, type[pl.DataType]]] = {"row": pl.Int64, "name": pl.String, "posted": pl.String, "text": pl.String}
_SUMS: Final = {"place": pl.Int64(), "amount": AMOUNT}


class Voucher(NamedTuple):
    """One #VER line; its date and text as written, null when left out."""

    line: int
    name: str
    posted: str | None
    text: str | None


def heads_of(vouchers: list[Voucher]) -> pl.DataFrame:
    """Return vouchers as columns: row, name, posted, text."""
    return pl.DataFrame(vouchers, schema=HEAD, orient="row")


@dataclass(slots=True)
class VoucherBook:
    """The vouchers that lines still may refer to, numbered from the first of the file."""

    first: int = 0
    broken: set[int] = field(default_factory=set)
    _heads: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=HEAD))
    _sums: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_SUMS))

    def open(self, heads: pl.DataFrame) -> None:
        """Add vouchers (row, name, posted, text) in the order of the file."""
        self._heads = self._heads.vstack(heads)

    def get(self, number: int) -> Voucher:
        """Return a voucher by its number."""
        return Voucher(*self._heads.row(number - self.first))

    def add_sums(self, lines: pl.DataFrame) -> None:
        """Add the amounts (`amount`) of lines to the sums of their vouchers (`place`)."""
        sums = pl.concat([self._sums, lines.select("place", "amount")]).group_by("place").agg(pl.col("amount").sum())
        self._sums = sums.with_columns(pl.col("amount").cast(AMOUNT))

    def close(self, *, keep_last: bool) -> list[tuple[Voucher, Decimal]]:
        """Forget the vouchers that are complete; returns those that do not balance with what is left over."""
        end = self.first + self._heads.height - keep_last
        ended = self._sums.filter((pl.col("place") < end) & (pl.col("amount") != 0)).sort("place")
        unbalanced = [
            (self.get(number), difference) for number, difference in ended.iter_rows() if number not in self.broken
        ]
        self._sums = self._sums.filter(pl.col("place") >= end)
        self._heads = self._heads.slice(end - self.first)
        self.broken = {number for number in self.broken if number >= end}
        self.first = end
        return unbalanced

    def columns(self, places: pl.Series) -> pl.DataFrame:
        """Return `voucher`, `voucher_posted`, `voucher_text` for lines that name their vouchers by number."""
        return self._heads.select(
            pl.col(name).gather(places - self.first).alias(column)
            for name, column in (("name", "voucher"), ("posted", "voucher_posted"), ("text", "voucher_text"))
        )
