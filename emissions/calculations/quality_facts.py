"""What is counted of accounts before their quality is judged: money and lines by how well they are known.

Source: docs/methods/data_quality.md. Sizes are sums of counted money per posting key, each without its sign, in one
currency; a missing value is None and is never taken for zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

NOTHING: Final = Decimal(0)


class Source(StrEnum):
    """What said which category the money has, the surest first."""

    OWN_RULE = "own_rule"
    COMMODITY = "commodity"
    TELLING_NAME = "telling_name"
    ACCOUNT = "account"
    CATCH_ALL = "catch_all"
    NONE = "none"


class SupplierState(StrEnum):
    """How well the supplier behind the money is known."""

    VALID = "valid"
    FOREIGN = "foreign"
    PERSON = "person"
    OWN_NUMBER = "own_number"
    WRONG = "wrong"
    NO_NUMBER = "no_number"
    MASKED = "masked"
    NONE = "none"


class Grain(StrEnum):
    """How finely the accounts say when."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Detail(StrEnum):
    """What a line may say beside its account and its amount."""

    VOUCHER = "voucher"
    INVOICE = "invoice"
    UNIT = "unit"
    FUNCTION = "function"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Held:
    """Money by its size, lines, and how many things (suppliers, accounts, vouchers) they belong to."""

    size: Decimal = NOTHING
    lines: int = 0
    things: int = 0


NONE_HELD: Final = Held()


def less(whole: Held, part: Held) -> Held:
    """Return what is left of something without a part of it, never less than nothing."""
    return Held(
        max(whole.size - part.size, NOTHING), max(whole.lines - part.lines, 0), max(whole.things - part.things, 0)
    )


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """Everything that the quality of accounts is judged by, of one import or of what counts in a year.

    `undated`, `outside`, `duplicates`, `unchecked` (money without supplier or invoice number, in which no double can be
    found) and `round_sums` are None where the accounts do not say enough to look. `vouchers` are those of which both
    sides are in the file; None where there are none such. `months` are the sums of the months that the accounts cover,
    empty where they know the year only. `details` has the size of the money whose lines say it.
    """

    currency: str
    counted: Held
    by_source: Mapping[Source, Held] = field(default_factory=dict)
    by_supplier: Mapping[SupplierState, Held] = field(default_factory=dict)
    doubled_numbers: Held = NONE_HELD
    doubled_names: Held = NONE_HELD
    doubled: Held = NONE_HELD
    negative_suppliers: Held = NONE_HELD
    by_grain: Mapping[Grain, Decimal] = field(default_factory=dict)
    details: Mapping[Detail, Decimal] = field(default_factory=dict)
    unnamed: Held = NONE_HELD
    months: tuple[tuple[date, Decimal], ...] = ()
    undated: Held | None = None
    outside: Held | None = None
    duplicates: Held | None = None
    unchecked: Held | None = None
    vouchers: int | None = None
    unbalanced: int = 0
    differs_from_balances: bool = False
    round_sums: Held | None = None
    zero_lines: int = 0
    other_money: Mapping[str, Held] = field(default_factory=dict)

    @property
    def without_supplier(self) -> Held:
        """Counted money whose supplier nobody knows: not named, or hidden behind stars."""
        held = [self.by_supplier.get(state, NONE_HELD) for state in (SupplierState.NONE, SupplierState.MASKED)]
        return Held(sum((each.size for each in held), NOTHING), sum(each.lines for each in held))

    @property
    def without_invoice(self) -> Held:
        """Counted money whose lines have no invoice number."""
        return Held(max(self.counted.size - self.details.get(Detail.INVOICE, NOTHING), NOTHING))
