"""Sums up a ledger while its lines go by: counts, money in and out, what is out of balance, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

import polars as pl

from emissions.calculations.ledger_formats import UNKNOWN_FORMAT
from emissions.importers.amounts import amount_text
from emissions.importers.ledger_lines import Batch, Chart, LedgerHeader, LedgerReading
from emissions.importers.lost_zeros import lost_zeros
from emissions.importers.problem_texts import ROW_CODES
from emissions.importers.problem_wording import worded
from foundation.problems import Problem, Severity

_KOSTRA_DIGITS: Final = 5
NO_CLASS: Final = "other"


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """What a ledger holds, for the person who hands it over; amounts in `header.currency`.

    `lost_zeros` are accounts that may be KOSTRA arts without the zeros in front, with what they may be.
    """

    header: LedgerHeader
    period_from: date | None
    period_to: date | None
    vouchers: int
    lines: int
    accounts: int
    debit: Decimal
    credit: Decimal
    net_by_account_class: Mapping[str, Decimal]
    unbalanced_vouchers: tuple[str, ...]
    problems: tuple[Problem, ...]
    accepted: bool
    lost_zeros: Mapping[str, str] = field(default_factory=dict)

    @property
    def net(self) -> Decimal:
        """What is left of debit and credit together."""
        return self.debit + self.credit

    def as_json(self, language: str = "en") -> dict[str, object]:
        """Return the summary for the commands and the API; sentences in the language, amounts as decimal strings."""
        return {
            "format": self.header.format,
            "encoding": self.header.encoding,
            "organisation": {"name": self.header.organisation_name, "number": self.header.organisation_number},
            "currency": self.header.currency,
            "period": {"from": _iso(self.period_from), "to": _iso(self.period_to)},
            "vouchers": self.vouchers,
            "lines": self.lines,
            "accounts": self.accounts,
            "debit": amount_text(self.debit),
            "credit": amount_text(self.credit),
            "net": amount_text(self.net),
            "net_by_account_class": {name: amount_text(net) for name, net in self.net_by_account_class.items()},
            "unbalanced_vouchers": list(self.unbalanced_vouchers),
            "problems": [_problem_json(problem, language) for problem in self.problems],
            "accepted": self.accepted,
        }


def summarise(reading: LedgerReading, *, keep_good_rows: bool = False) -> LedgerSummary:
    """Read a ledger to its end and sum it up; `keep_good_rows` accepts a file in spite of rows that cannot be read."""
    builder = SummaryBuilder(reading, keep_good_rows=keep_good_rows)
    for batch in reading.batches():
        builder.add(batch)
    return builder.finish()


class SummaryBuilder:
    """Sums up a ledger batch by batch, so that it can be loaded in the same pass."""

    def __init__(self, reading: LedgerReading, *, keep_good_rows: bool = False) -> None:
        self._header = reading.header
        self._keep_good_rows = keep_good_rows
        self._problems = list(reading.problems)
        self._lines = 0
        self._blocks: int | None = None
        self._voucher_marks: list[pl.Series] = []
        self._debit: dict[str, Decimal] = {}
        self._credit: dict[str, Decimal] = {}
        self._unbalanced: list[str] = []
        self._first_day: date | None = None
        self._last_day: date | None = None
        self._currencies: set[str] = set()

    def add(self, batch: Batch) -> None:
        """Take in one batch."""
        self._problems.extend(batch.problems)
        self._unbalanced.extend(batch.unbalanced)
        if batch.vouchers is not None:
            self._blocks = (self._blocks or 0) + batch.vouchers
        if batch.lines.is_empty():
            return
        self._lines += batch.lines.height
        if batch.vouchers is None:
            self._voucher_marks.append(batch.lines["voucher"].drop_nulls().unique().hash())
        self._currencies.update(batch.lines["currency"].drop_nulls().unique())
        self._add_amounts(batch.lines)
        self._add_days(batch.lines["posted_on"])

    def finish(self) -> LedgerSummary:
        """Return the summary of all batches; can be called once."""
        self._add_remarks()
        period_from, period_to = self._period()
        return LedgerSummary(
            header=self._header,
            period_from=period_from,
            period_to=period_to,
            vouchers=self._voucher_count(),
            lines=self._lines,
            accounts=len(self._debit),
            debit=sum(self._debit.values(), Decimal(0)),
            credit=sum(self._credit.values(), Decimal(0)),
            net_by_account_class=self._net_by_class(),
            unbalanced_vouchers=tuple(self._unbalanced),
            problems=tuple(self._problems),
            accepted=self._is_accepted(),
            lost_zeros=lost_zeros(self._debit),
        )

    def _add_amounts(self, lines: pl.DataFrame) -> None:
        amount = pl.col("amount")
        sums = lines.group_by("account").agg(
            amount.filter(amount > 0).sum().alias("debit"), amount.filter(amount < 0).sum().alias("credit")
        )
        for account, debit, credit in sums.iter_rows():
            self._debit[account] = self._debit.get(account, Decimal(0)) + debit
            self._credit[account] = self._credit.get(account, Decimal(0)) + credit

    def _add_days(self, days: pl.Series) -> None:
        first, last = days.min(), days.max()
        if isinstance(first, date) and isinstance(last, date):
            self._first_day = min(first, self._first_day or first)
            self._last_day = max(last, self._last_day or last)

    def _add_remarks(self) -> None:
        if len(self._currencies) > 1:
            values = {"currencies": ", ".join(sorted(self._currencies))}
            self._problems.append(Problem("several_currencies", "file", None, Severity.WARNING, values))
        if self._lines == 0 and not any(problem.is_error for problem in self._problems):
            self._problems.append(Problem("no_lines", "file"))

    def _period(self) -> tuple[date | None, date | None]:
        """Return the declared period, else the first and last posting day."""
        if self._header.period_from and self._header.period_to:
            return self._header.period_from, self._header.period_to
        return self._first_day, self._last_day

    def _voucher_count(self) -> int:
        if self._blocks is not None:
            return self._blocks
        return pl.concat(self._voucher_marks).n_unique() if self._voucher_marks else 0

    def _net_by_class(self) -> dict[str, Decimal]:
        classes = account_classes(list(self._debit), self._header.chart)
        net: dict[str, Decimal] = {}
        for account, debit in self._debit.items():
            name = classes[account]
            net[name] = net.get(name, Decimal(0)) + debit + self._credit[account]
        return dict(sorted(net.items()))

    def _is_accepted(self) -> bool:
        errors = {problem.code for problem in self._problems if problem.is_error}
        if self._keep_good_rows:
            errors -= ROW_CODES
        return not errors and self._lines > 0 and self._header.format != UNKNOWN_FORMAT


def account_classes(accounts: Sequence[str], chart: Chart | None) -> dict[str, str]:
    """Map each account to the class it is summed under: its first digit, in KOSTRA the first digit of its art.

    A municipal account is an account class (0 investment, 1 running), the three digits of the art, and local digits; an
    art alone has three digits. With four digits, accounts that all begin with 0 or 1 are taken to begin with the class.
    Accounts that do not begin with a digit are summed under `other`.
    """
    four = [account for account in accounts if len(account) == _KOSTRA_DIGITS - 1]
    art_at_second = {_KOSTRA_DIGITS} | ({_KOSTRA_DIGITS - 1} if all(account[0] in "01" for account in four) else set())
    classes = {}
    for account in accounts:
        length = min(len(account), _KOSTRA_DIGITS)
        digit = account[1] if chart == "kostra" and length in art_at_second else account[:1]
        classes[account] = digit if digit.isascii() and digit.isdigit() else NO_CLASS
    return classes


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _problem_json(problem: Problem, language: str) -> dict[str, object]:
    return {
        "place": problem.place,
        "field": problem.field,
        "code": problem.code,
        "message": worded(problem, language),
        "severity": str(problem.severity),
    }
