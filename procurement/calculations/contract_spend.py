"""Through which contract money was spent: by agreement number, else by a supplier that has a single contract.

Method: docs/methods/spend_of_contracts.md, which numbers the rules. What cannot be told apart is attributed to nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

METHOD_VERSION = "1.2"


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
    OWN_FIRST = "own_first"
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
    tells that a supplier is left out of `digits`, a person whose number the reader may not see. `is_own` is not what
    another organisation registered with us as a buyer.
    """

    key: int
    number: str
    digits: frozenset[str]
    first: date
    last: date
    of_framework: bool = False
    has_hidden: bool = False
    is_own: bool = True

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
    own_first: bool = False

    def add(self, cell: SpendCell) -> None:
        self.amounts[cell.currency] += cell.amount
        if cell.covered is not None and cell.kg is not None:
            self.covered[cell.currency] += cell.covered
            self.kg = (self.kg or Decimal(0)) + cell.kg


class _Those:
    """Contracts that money is divided among, by what the accounts may name of them."""

    def __init__(self, contracts: Iterable[ContractTerms]) -> None:
        self.by_number: dict[str, list[ContractTerms]] = defaultdict(list)
        self.by_digits: dict[str, list[ContractTerms]] = defaultdict(list)
        for contract in contracts:
            if contract.number:
                self.by_number[contract.number].append(contract)
            for digits in contract.digits if not contract.of_framework else ():
                self.by_digits[digits].append(contract)

    def named(self, cell: SpendCell) -> Sequence[ContractTerms]:
        """Return the contracts with the agreement number of the money."""
        return self.by_number.get(cell.agreement, ()) if cell.agreement else ()

    def running(self, cell: SpendCell) -> Sequence[ContractTerms]:
        """Return the contracts with its supplier that run then and may be the ones that it is of."""
        those = self.by_digits.get(cell.digits, ()) if cell.digits else ()
        return [each for each in those if each.overlaps(cell) and not (cell.agreement and each.number)]


def contract_spend(
    cells: Iterable[SpendCell], contracts: Sequence[ContractTerms], first: date, last: date
) -> dict[int, ContractSpend]:
    """Return the money of each contract from `first` to `last`, by its key; `contracts` are all that may be meant."""
    own = _Those(each for each in contracts if each.is_own)
    others = _Those(each for each in contracts if not each.is_own)
    sums: dict[int, _Sums] = defaultdict(_Sums)
    for cell in cells:
        if not _divide(cell, own, sums):  # rule 7
            _divide(cell, others, sums)
            continue
        for each in (*others.named(cell), *others.running(cell)):
            sums[each.key].own_first = True
    return {
        contract.key: _told(contract, sums[contract.key], (own if contract.is_own else others).by_number, first, last)
        for contract in contracts
    }


def _divide(cell: SpendCell, those: _Those, sums: Mapping[int, _Sums]) -> bool:
    """Give the money to the one of those contracts that it is of; return whether it is of any, even if not told which.

    What is of several by their number is nobody's (rule 1).
    """
    if named := those.named(cell):
        if len(named) == 1:
            sums[named[0].key].add(cell)
        return True
    running = those.running(cell)
    _by_supplier(cell, running, sums)
    return bool(running)


def _by_supplier(cell: SpendCell, running: Sequence[ContractTerms], sums: Mapping[int, _Sums]) -> None:
    """Give the money to the supplier's only contract of the time (rule 2); else say why not (rules 3 and 4)."""
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
    partly = why if why in (Why.SHARED, Why.YEAR_ONLY, Why.PERSONAL, Why.OWN_FIRST) else None
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
        (sums.own_first, Why.OWN_FIRST),
    )
    return next((why for holds, why in reasons if holds), Why.NO_MONEY)
