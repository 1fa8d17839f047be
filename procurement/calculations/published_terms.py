"""What may be published of a procurement, frozen: what is bought by whom and when, and what is asked for.

It has no place for what stays inside: notes for colleagues, participants and their addresses, documents, bids. Whatever
writes a file for others takes this and nothing else.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from foundation.problems import Problem, Severity
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.law_rules import PurchaseKind
from procurement.calculations.staircase import StepInForce
from requirements_bank.calculations.requirement import Direction, Kind, MeasureType, Source, Theme

LOT_OF_ALL = 0


@dataclass(frozen=True, slots=True)
class PublishedBuyer:
    """An organisation that buys: its name, country (NO, SE …) and number, which is empty where it is a person's."""

    name: str
    country: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class PublishedLot:
    """A lot; the value without VAT in the currency of the procurement."""

    number: int
    title: str
    description: str = ""
    cpv: tuple[str, ...] = ()
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PublishedMeasure:
    """What a machine can compare: `threshold` in `unit` holds on the side of `direction`; steps have their days.

    The threshold is None for yes and no, and where nobody chose one yet.
    """

    type: MeasureType
    what: str
    unit: str = ""
    direction: Direction | None = None
    threshold: Decimal | None = None
    steps: tuple[StepInForce, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedRequirement:
    """One requirement as it stands in the documents; `lot` is the number of its lot, None where it holds for all.

    `weight` is in per cent and stands beside award criteria alone.
    """

    key: UUID
    code: str
    version: int
    kind: Kind
    themes: tuple[Theme, ...]
    title: str
    wording: str
    lot: int | None = None
    weight: Decimal | None = None
    measure: PublishedMeasure | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherCriterion:
    """An award criterion that is no requirement of the bank: `price`, `cost` or `quality`, with its per cent."""

    type_code: str
    name: str
    weight: Decimal | None = None
    lot: int | None = None


@dataclass(frozen=True, slots=True)
class PublishedStep:
    """A step of a contract: the requirement, what it asks for in words, and its first day."""

    code: str
    asked: str
    first: date


@dataclass(frozen=True, slots=True)
class PublishedContract:
    """What was awarded to suppliers together; `signed_on` None while it is not signed, and days as agreed at award.

    `period` is the agreed time with its extensions, `last` the last day with those that are used. The values are
    without VAT: `first_value` as it was awarded, `value` as it stands now.
    """

    key: UUID
    title: str
    suppliers: tuple[PublishedBuyer, ...] = ()
    lot: int | None = None
    decided_on: date | None = None
    signed_on: date | None = None
    period: ContractPeriod | None = None
    last: date | None = None
    first_value: Decimal | None = None
    value: Decimal | None = None
    steps: tuple[PublishedStep, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedEnding:
    """The decision that nobody wins a lot, or the procurement where it has none."""

    key: UUID
    decided_on: date
    lot: int | None = None


@dataclass(frozen=True, slots=True)
class PublishedTerms:
    """A procurement as others may read it, texts in `language`; `problems` tell what of it could not be read.

    The value is without VAT, over the agreed time and all extensions.
    """

    key: UUID
    title: str
    country: str
    currency: str
    language: str
    lead: PublishedBuyer
    description: str = ""
    buyers: tuple[PublishedBuyer, ...] = ()
    cpv: tuple[str, ...] = ()
    nature: PurchaseKind | None = None
    value: Decimal | None = None
    procedure: str = ""
    is_framework: bool = False
    stage: str = ""
    dialogue_on: date | None = None
    announced_on: date | None = None
    bids_due_on: date | None = None
    awarded_on: date | None = None
    months: int | None = None
    options: tuple[int, ...] = ()
    period: ContractPeriod | None = None
    lots: tuple[PublishedLot, ...] = ()
    requirements: tuple[PublishedRequirement, ...] = ()
    others: tuple[OtherCriterion, ...] = ()
    contracts: tuple[PublishedContract, ...] = ()
    endings: tuple[PublishedEnding, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def lot_numbers(self) -> tuple[int, ...]:
        """The numbers of its lots, LOT_OF_ALL alone where it is not divided."""
        return tuple(lot.number for lot in self.lots) or (LOT_OF_ALL,)

    def asked_in(self, lot: int) -> tuple[PublishedRequirement, ...]:
        """Return what is asked for in a lot: what is its own, and what holds for all unless it has its own of that."""
        own = {each.code for each in self.requirements if each.lot == lot}
        return tuple(
            each for each in self.requirements if each.lot == lot or (each.lot is None and each.code not in own)
        )

    def others_in(self, lot: int) -> tuple[OtherCriterion, ...]:
        """Return the other award criteria of a lot, its own before those of all."""
        own = {each.type_code for each in self.others if each.lot == lot}
        return tuple(
            each for each in self.others if each.lot == lot or (each.lot is None and each.type_code not in own)
        )


def lot_key(number: int) -> str:
    """Return how a file calls a lot.

    >>> lot_key(LOT_OF_ALL), lot_key(12)
    ('LOT-0000', 'LOT-0012')
    """
    return f"LOT-{number:04}"


def lacking(code: str, field: str, place: str = "procurement", /, **values: object) -> Problem:
    """Return what must be said before a file can be written."""
    return Problem(code, place, field, Severity.ERROR, values)


def to_check(code: str, field: str, place: str = "procurement", /, **values: object) -> Problem:
    """Return what has to be looked at in a file that can be written."""
    return Problem(code, place, field, Severity.WARNING, values)
