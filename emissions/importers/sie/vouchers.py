"""Keeps the vouchers of a SIE file while their lines are read: name, date, text, and what their lines sum to."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import polars as pl


class Voucher(NamedTuple):
    """One #VER line; its date and text as written, null when left out."""

    name: str
    line: int
    posted: str | None
    text: str | None


@dataclass(slots=True)
class VoucherBook:
    """The vouchers that lines still may refer to, numbered from the first of the file."""

    first: int = 0
    vouchers: list[Voucher] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    _sums: dict[int, Decimal] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """Return the number of the newest voucher; one less than `first` when there is none."""
        return self.first + len(self.vouchers) - 1

    def open(self, voucher: Voucher) -> int:
        """Add a voucher and return its number."""
        self.vouchers.append(voucher)
        return self.last

    def get(self, number: int) -> Voucher:
        """Return a voucher by its number."""
        return self.vouchers[number - self.first]

    def add_sums(self, lines: pl.DataFrame) -> None:
        """Add the amounts (`amount`) of lines to the sums of their vouchers (`place`)."""
        for number, amount in lines.group_by("place").agg(pl.col("amount").sum()).iter_rows():
            self._sums[number] = self._sums.get(number, Decimal(0)) + (amount or Decimal(0))

    def close(self, keep_last: bool) -> list[tuple[Voucher, Decimal]]:
        """Forget the vouchers that are complete; returns those that do not balance with what is left over."""
        end = self.last if keep_last else self.last + 1
        unbalanced = []
        for number in range(self.first, end):
            difference = self._sums.pop(number, Decimal(0))
            if difference and number not in self.broken:
                unbalanced.append((self.get(number), difference))
        self.vouchers = self.vouchers[end - self.first :]
        self.broken = {number for number in self.broken if number >= end}
        self.first = end
        return unbalanced

    def columns(self, places: pl.Series) -> list[pl.Series]:
        """Return `voucher`, `voucher_posted`, `voucher_text` for lines that name their vouchers by number."""
        at = places - self.first
        names, _, posted, texts = zip(*self.vouchers, strict=True) if self.vouchers else ((), (), (), ())
        columns = {"voucher": names, "voucher_posted": posted, "voucher_text": texts}
        return [pl.Series(name, values, dtype=pl.String).gather(at) for name, values in columns.items()]
