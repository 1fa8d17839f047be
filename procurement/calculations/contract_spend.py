"""Through which contract money was spent: by agreement number, else by a supplier that has a single contract.

Method: docs/methods/spend_of_contracts.md, which numbers the rules. What cannot be told apart is attributed to nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

METHOD_VERSION = "1.1"


class Found(StrEnum):
    """How the money of a contract was found."""

    BY_AGREEMENT = "by_agreement"
    BY_SUPPLIER = "by_supplier"
    NOT_KNOWN = "not_known"


class Why(StrEnum):
    """Why money is not known, or not all of it."""

    NO_ACCOUNTS = "no_accounts"
    NOT_RUNNING = "not_running"
    NOTHING_TO_FIND_BY = "nothing_to_find_by"
    SHARED_NUMBER = "shared_number"
    SHARED = "shared"
    OF_FRAMEWORK = "of_framework"
    YEAR_ONLY = "year_only"
    PERSONAL = "personal"
    NO_MONEY = "no_money"


@dataclass(frozen=True, slots=True)
class SpendCell:
    """Money of one supplier (digits, empty where no contract names it) under one agreement number, in one currency.

    It lies somewhere from `first` to `last`: a month, or the year where the accounts know no more. `kg` and `covered`
    are of the money with an intensity, None where none has.
    """

    digits: str
    agreement: str
    first: date
    last: date
    currency: str
    amount: Decimal
    covered: Decimal | None = None
    kg: Decimal | None = None

    @property
    def is_of_a_year(self) -> bool:
        """Whether the accounts know no more than the year."""
        return (self.last - self.first).days > 31  # noqa: PLR2004 - days of the longest month


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """What of a contract the accounts may name: its number and suppliers, both as they are compared, and its days.

    `of_framework` is a call-off whose framework agreement is among the contracts, which stands for both. `has_hidden`
    tells that a supplier is left out of `digits`, a person whose number the reader may not see.
    """

    key: int
    number: str
    digits: frozenset[str]
    first: date
    last: date
    of_framework: bool = False
    has_hidden: bool = False

    def overlaps(self, cell: SpendCell) -> bool:
        """Return whether it runs on any day of the cell."""
        return self.first <= cell.last and cell.first <= self.last

    def covers(self, cell: SpendCell) -> bool:
        """Return whether it runs on every day of the cell."""
        return self.first <= cell.first and cell.last <= self.last


@dataclass(frozen=True, slots=True)
class ContractSpend:
    """Money of a contract in a year by currency, and kg of the part that has a factor; `covered` is that part.

    `why` says what is missing, and `shared_by` with how many contracts, itself included, a supplier is shared at most.
    """

    found: Found
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    covered: Mapping[str, Decimal] = field(default_factory=dict)
    kg: Decimal | None = None
    why: Why | None = None
    shared_by: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether some of the money has no factor, so that the kg are of a part."""
        return self.kg is not None and dict(self.covered) != dict(self.amounts)


@dataclass(slots=True)
class _Sums:
    """What is added up for one contract."""

    amounts: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    covered: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    kg: Decimal | None = None
    by_supplier: bool = False
    shared_by: int = 0
    year_only: bool = False

    def add(self, cell: SpendCell) -> None:
        self.amounts[cell.currency] += cell.amount
        if cell.covered is not None and cell.kg is not None:
            self.covered[cell.currency] += cell.covered
            self.kg = (self.kg or Decimal(0)) + cell.kg


def contract_spend(
    cells: Iterable[SpendCell], contracts: Sequence[ContractTerms], first: date, last: date
) -> dict[int, ContractSpend]:
    """Return the money of each contract from `first` to `last`, by its key; `contracts` are all that may be meant."""
    by_number: dict[str, list[ContractTerms]] = defaultdict(list)
    by_digits: dict[str, list[ContractTerms]] = defaultdict(list)
    for contract in contracts:
        if contract.number:
            by_number[contract.number].append(contract)
        for digits in contract.digits if not contract.of_framework else ():
            by_digits[digits].append(contract)
    sums: dict[int, _Sums] = defaultdict(_Sums)
    for cell in cells:
        named = by_number.get(cell.agreement, []) if cell.agreement else []
        if len(named) == 1:  # rule 1
            sums[named[0].key].add(cell)
        elif not named and cell.digits:
            _by_supplier(cell, by_digits.get(cell.digits, ()), sums)
    return {contract.key: _told(contract, sums[contract.key], by_number, first, last) for contract in contracts}


def _by_supplier(cell: SpendCell, contracts: Iterable[ContractTerms], sums: Mapping[int, _Sums]) -> None:
    """Give the money to the supplier's only contract of the time (rule 2); else say why not (rules 3 and 4)."""
    running = [each for each in contracts if each.overlaps(cell) and not (cell.agreement and each.number)]
    for each in running:
        if len(running) > 1:
            sums[each.key].shared_by = max(sums[each.key].shared_by, len(running))
        elif cell.is_of_a_year and not each.covers(cell):
            sums[each.key].year_only = True
        else:
            sums[each.key].add(cell)
            sums[each.key].by_supplier = True


def _told(
    contract: ContractTerms,
    sums: _Sums,
    by_number: Mapping[str, Sequence[ContractTerms]],
    first: date,
    last: date,
) -> ContractSpend:
    why = _why(contract, sums, by_number, first, last)
    if not sums.amounts:
        return ContractSpend(Found.NOT_KNOWN, why=why, shared_by=sums.shared_by)
    found = Found.BY_SUPPLIER if sums.by_supplier else Found.BY_AGREEMENT
    partly = why if why in (Why.SHARED, Why.YEAR_ONLY, Why.PERSONAL) else None
    return ContractSpend(found, dict(sums.amounts), dict(sums.covered), sums.kg, partly, sums.shared_by)


def _why(
    contract: ContractTerms,
    sums: _Sums,
    by_number: Mapping[str, Sequence[ContractTerms]],
    first: date,
    last: date,
) -> Why:
    reasons = (
        (len(by_number.get(contract.number, ())) > 1, Why.SHARED_NUMBER),
        (sums.shared_by > 1, Why.SHARED),
        (sums.year_only, Why.YEAR_ONLY),
        (contract.of_framework, Why.OF_FRAMEWORK),
        (not contract.number and not contract.digits and not contract.has_hidden, Why.NOTHING_TO_FIND_BY),
        (not (contract.first <= last and first <= contract.last), Why.NOT_RUNNING),
        (contract.has_hidden, Why.PERSONAL),
    )
    return next((why for holds, why in reasons if holds), Why.NO_MONEY)
