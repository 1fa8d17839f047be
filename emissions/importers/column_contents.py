"""What the cells of a column look like: dates, amounts, accounts, numbers of organisations, names, texts.

Judged by the first rows of a table alone, so every answer is a share of the cells that are filled, never a certainty.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from emissions.importers.amounts import understand
from emissions.importers.cell_text import ACCOUNT
from emissions.importers.column_mapping import DateOrder
from emissions.importers.debit_credit import is_side
from emissions.importers.table_samples import Cell, text_in
from organisations.calculations.organisation_numbers import digits_of, is_valid_number

_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:19|20)\d\d"
_TIME: Final = r"(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?"
_SURE_DATE: Final = re.compile(
    rf"{_YEAR}-{_MONTH}-{_DAY}{_TIME}|{_YEAR}/{_MONTH}/{_DAY}{_TIME}|{_YEAR}{_MONTH}{_DAY}|\d?\d\.\d?\d\.{_YEAR}{_TIME}"
)
_OPEN_DATE: Final = re.compile(rf"(\d?\d)[./-](\d?\d)[./-](?:{_YEAR}|\d\d){_TIME}")
_WHOLE_MONTH: Final = re.compile(rf"{_YEAR}[-/]?(?:0\d|1[0-6])")
_ONLY_YEAR: Final = re.compile(_YEAR)
_PERIOD: Final = re.compile(r"0?\d|1[0-6]")
_CODE: Final = re.compile(r"\d{3,8}(?: +\S.*)?")
_ACCOUNT_CELL: Final = re.compile(rf"{ACCOUNT}|^[0-9]{{3,10}} +\S.*$")
_CPV: Final = re.compile(r"(?:03|09|[1-9]\d)\d{6}(?:-\d)?")
CURRENCIES: Final = frozenset(
    {"NOK", "SEK", "DKK", "EUR", "ISK", "USD", "GBP", "CHF", "PLN", "CAD", "JPY", "AUD", "CZK", "HUF"}
)
_COMPANY: Final = re.compile(
    r"\b(?:AS|ASA|AB|A/S|ApS|Oyj?|HB|KB|ANS|DA|SA|IKS|KF|ENK|Ltd|GmbH|B\.?V\.?|Inc|kommune|kommun|kunta|region|"
    r"fylkeskommune|stiftelsen?|aktiebolag|forening|f\u00f6rening)\b",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(r"[A-Za-z]{0,4}[ -]?\d[\w/-]*")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_COUNTRIES: Final = (("NO", 9), ("SE", 10), ("DK", 8), ("FI", 8))
_LAST_MONTH: Final = 12
_AMOUNT_LIKE: Final = 0.1


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """What the filled cells of a column look like: each a share from 0 to 1.

    `of` counts all rows, `distinct` the different filled cells. `fractions` are amounts with decimals, groups or a
    minus, which codes do not have; `one_length` is the share of the commonest length.
    """

    of: int
    filled: int
    distinct: int
    amounts: float = 0.0
    fractions: float = 0.0
    negative: float = 0.0
    dates: float = 0.0
    months: float = 0.0
    years: float = 0.0
    periods: float = 0.0
    codes: float = 0.0
    accounts: float = 0.0
    one_length: float = 0.0
    organisations: float = 0.0
    currencies: float = 0.0
    commodities: float = 0.0
    companies: float = 0.0
    references: float = 0.0
    sides: float = 0.0
    letters: float = 0.0
    length: float = 0.0
    date_order: DateOrder | None = None

    @property
    def share(self) -> float:
        """How many of the rows are filled."""
        return self.filled / self.of if self.of else 0.0

    @property
    def looks_like_amounts(self) -> bool:
        """Whether these are amounts rather than codes."""
        return self.amounts > 0.9 and self.dates < 0.5 and (self.fractions > _AMOUNT_LIKE or self.one_length < 0.7)  # noqa: PLR2004

    @property
    def looks_like_accounts(self) -> bool:
        """Whether these are codes of one length of which there are few."""
        few = self.distinct <= max(self.filled * 0.8, 3)
        return self.codes > 0.9 and self.one_length > 0.7 and few and self.years < 0.5 and self.months < 0.5  # noqa: PLR2004


def content_of(cells: Sequence[Cell]) -> ColumnContent:
    """Return what the cells of a column look like; typed cells of a spreadsheet are believed."""
    filled = [cell for cell in cells if cell is not None and cell != ""]
    if not filled:
        return ColumnContent(len(cells), 0, 0)
    texts = [text_in(cell) for cell in filled]
    lengths = Counter(map(len, texts))

    def share(holds: Callable[[Cell, str], object]) -> float:
        return sum(bool(holds(cell, text)) for cell, text in zip(filled, texts, strict=True)) / len(filled)

    return ColumnContent(
        of=len(cells),
        filled=len(filled),
        distinct=len(set(texts)),
        amounts=share(is_amount),
        fractions=share(_is_fraction),
        negative=share(lambda cell, text: is_amount(cell, text) and signed(cell, text) < 0),
        dates=share(is_date),
        months=share(lambda _cell, text: _WHOLE_MONTH.fullmatch(text)),
        years=share(lambda _cell, text: _ONLY_YEAR.fullmatch(text)),
        periods=share(lambda _cell, text: _PERIOD.fullmatch(text)),
        codes=share(lambda _cell, text: _CODE.fullmatch(text)),
        accounts=share(lambda _cell, text: _ACCOUNT_CELL.match(text)),
        one_length=max(lengths.values()) / len(filled),
        organisations=share(lambda _cell, text: is_organisation(text)),
        currencies=share(lambda _cell, text: text in CURRENCIES),
        commodities=share(lambda _cell, text: _CPV.fullmatch(text)),
        companies=share(lambda _cell, text: _COMPANY.search(text)),
        references=share(lambda _cell, text: _REFERENCE.fullmatch(text)),
        sides=share(lambda _cell, text: is_side(text)),
        letters=share(lambda _cell, text: _LETTERS.search(text)),
        length=sum(map(len, texts)) / len(filled),
        date_order=_order(texts),
    )


def is_amount(cell: Cell, text: str) -> bool:
    """Return whether a cell can be read as an amount."""
    return isinstance(cell, Decimal) or (isinstance(cell, str) and understand(text).problem is None)


def signed(cell: Cell, text: str) -> Decimal:
    """Return the amount in a cell that holds one; of two readings the one with decimals."""
    if isinstance(cell, Decimal):
        return cell
    amount = understand(text)
    return Decimal(amount.by_comma or amount.by_point or 0)


def is_date(cell: Cell, text: str) -> bool:
    """Return whether a cell is a date, or written as one."""
    return isinstance(cell, date) or _SURE_DATE.fullmatch(text) is not None or _OPEN_DATE.fullmatch(text) is not None


def is_organisation(text: str) -> bool:
    """Return whether a text is a valid organisation number of a Nordic country, with its signs or without."""
    digits = digits_of(text)
    if len(text) > len(digits) + 6 or any(char.islower() for char in text):
        return False
    return any(len(digits) == length and is_valid_number(digits, country) for country, length in _COUNTRIES)


def _is_fraction(cell: Cell, text: str) -> bool:
    if isinstance(cell, Decimal):
        return cell != cell.to_integral_value() or cell < 0
    return isinstance(cell, str) and not text.isdigit() and is_amount(cell, text)


def _order(texts: Sequence[str]) -> DateOrder | None:
    """Return which stands first in dates that two countries read differently; None where they are read without it."""
    found = [match for text in texts if not _SURE_DATE.fullmatch(text) and (match := _OPEN_DATE.fullmatch(text))]
    if not found:
        return None
    second = max(int(match.group(2)) for match in found)
    first = max(int(match.group(1)) for match in found)
    return "month_first" if second > _LAST_MONTH >= first else "day_first"
