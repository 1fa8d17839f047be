"""What is bought as a whole and in each lot of a procurement notice, how tenders are judged, and until when.

BT numbers name the fields of eForms (Regulation (EU) 2019/1780). What is not said is None or empty.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from procurement.calculations.notice_codes import is_environment_code
from procurement.calculations.notice_values import Money, Words


class LotKind(StrEnum):
    """A lot, a part of a prior information notice that may become one, or a group of lots with common criteria."""

    LOT = "Lot"
    PART = "Part"
    GROUP = "LotsGroup"


class DeadlineKind(StrEnum):
    """What must have happened by then."""

    TENDERS = "tenders"
    REQUESTS_TO_PARTICIPATE = "requests_to_participate"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class TypeCode:
    """A code of what is bought or striven for, with the list it is from; `words` is the buyer's explanation."""

    code_list: str
    code: str
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """How long: a number of units (DAY, WEEK, MONTH, YEAR), or days from and to (BT-36, BT-536, BT-537)."""

    length: Decimal | None = None
    unit: str | None = None
    first: date | None = None
    last: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """What may follow: options (BT-54) and renewals (BT-58, BT-57)."""

    options: Words = field(default_factory=dict)
    most_renewals: int | None = None
    renewals: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the contract is performed."""

    country: str | None = None
    region: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """What is bought, as a whole or in one lot.

    `codes` are all type codes in the order of the notice: the contract's nature (BT-23, BT-531), strategic procurement
    (BT-06), environmental impact (BT-774), GPP criteria (BT-805), social objective (BT-775), innovation (BT-776),
    accessibility (BT-754). Values are without VAT (BT-27, BT-271).
    """

    internal_id: str | None = None
    titles: Words = field(default_factory=dict)
    descriptions: Words = field(default_factory=dict)
    codes: tuple[TypeCode, ...] = ()
    main_cpv: tuple[str, ...] = ()
    additional_cpv: tuple[str, ...] = ()
    estimated_value: Money | None = None
    framework_maximum: Money | None = None
    period: Period | None = None
    extension: Extension | None = None
    places: tuple[Place, ...] = ()
    suits_small_suppliers: bool | None = None

    def codes_of(self, code_list: str) -> tuple[str, ...]:
        """Return the codes of one list, in the order of the notice."""
        return tuple(each.code for each in self.codes if each.code_list == code_list)

    @property
    def cpv(self) -> tuple[str, ...]:
        """Main and additional CPV codes, as often as they stand there."""
        return (*self.main_cpv, *self.additional_cpv)


@dataclass(frozen=True, slots=True)
class AwardCriterion:
    """A criterion (BT-539, BT-734, BT-540) with its number: a weight (BT-5421), a fixed value or a threshold."""

    type_code: str | None
    names: Words = field(default_factory=dict)
    descriptions: Words = field(default_factory=dict)
    weight: Decimal | None = None
    weight_code: str | None = None
    fixed: Decimal | None = None
    fixed_code: str | None = None
    threshold: Decimal | None = None
    threshold_code: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, with the time of day and its zone where the notice gives them."""

    kind: DeadlineKind
    day: date
    at: time | None = None

    @property
    def moment(self) -> datetime | None:
        """The exact moment, None without a time or its zone."""
        return datetime.combine(self.day, self.at) if self.at and self.at.tzinfo else None


@dataclass(frozen=True, slots=True)
class NoticeLot:
    """A lot, part or group: what is bought, how tenders are judged, until when they are handed in.

    `clean_vehicles` says whether the clean vehicles directive applies (BT-717), `energy_efficiency` the energy
    efficiency directive (BT-810); `conditions` are terms of performance (BT-70). `criteria_order` says why criteria
    stand in an order without weights (BT-733), `criteria_formula` how they are weighed where numbers cannot say it
    (BT-543).
    """

    key: str
    kind: LotKind
    project: Project
    criteria: tuple[AwardCriterion, ...] = ()
    criteria_order: Words = field(default_factory=dict)
    criteria_formula: Words = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    conditions: Words = field(default_factory=dict)
    clean_vehicles: bool | None = None
    energy_efficiency: bool | None = None
    framework: str | None = None
    purchasing_system: str | None = None
    framework_maximum: Money | None = None
    of_group: tuple[str, ...] = ()

    @property
    def environment_codes(self) -> tuple[str, ...]:
        """Norwegian codes that tell how climate and environment are weighed, in the order of the criteria."""
        types = (criterion.type_code for criterion in self.criteria)
        return tuple(code for code in types if code and is_environment_code(code))
