"""A requirement or award criterion as one version says it: its wording with variables, its proof, its measure.

Fields and rules: docs/bank_format.md. Texts are by language; `LANGUAGES` are the ones that every published requirement
of the shipped bank has, and a bank of one's own may have more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

LAST_NUMBER = 99_999  # of a version
LANGUAGES = ("nb", "nn", "sv", "en")

Texts = Mapping[str, str]


class Kind(StrEnum):
    """What a requirement is in a tender."""

    QUALIFICATION = "qualification"
    TECHNICAL_SPECIFICATION = "technical_specification"
    AWARD_CRITERION = "award_criterion"
    CONTRACT_CLAUSE = "contract_clause"
    REPORTING_DUTY = "reporting_duty"


class Level(StrEnum):
    """How far it goes: what everybody can meet, what asks for an effort, what leads the market."""

    BASIC = "basic"
    ADVANCED = "advanced"
    SPEARHEAD = "spearhead"


class Phase(StrEnum):
    """When in a procurement it does its work."""

    PLANNING = "planning"
    QUALIFICATION = "qualification"
    SPECIFICATION = "specification"
    EVALUATION = "evaluation"
    CONTRACT = "contract"


class Area(StrEnum):
    """The areas by which a bank is arranged."""

    TRANSPORT = "transport"
    CONSTRUCTION = "construction"
    MATERIALS = "materials"
    MAINTENANCE = "maintenance"
    FOOD = "food"
    IT = "it"
    OFFICE = "office"
    ENERGY = "energy"
    SERVICES = "services"


class Theme(StrEnum):
    """What it is about, across areas; social terms, wages, price and delivery may stand beside climate."""

    CLIMATE = "climate"
    TRANSPORT = "transport"
    CIRCULAR = "circular"
    ENERGY = "energy"
    MATERIALS = "materials"
    FOOD = "food"
    BIODIVERSITY = "biodiversity"
    CHEMICALS = "chemicals"
    SOCIAL = "social"
    WAGES = "wages"
    PRICE = "price"
    DELIVERY = "delivery"


class VariableType(StrEnum):
    """What stands in the place of a variable."""

    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    CHOICE = "choice"


class MeasureType(StrEnum):
    """What a machine can compare."""

    PERCENT = "percent"
    NUMBER = "number"
    YES_NO = "yes_no"


class Direction(StrEnum):
    """Which side of the threshold is kept."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Period(StrEnum):
    """How long one measurement covers."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    CONTRACT = "contract"
    DELIVERY = "delivery"


class DurationUnit(StrEnum):
    """What a duration counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Evidence(StrEnum):
    """What shows that it is kept."""

    CERTIFICATE = "certificate"
    DECLARATION = "declaration"
    EPD = "epd"
    ECOLABEL = "ecolabel"
    REPORT = "report"
    INVOICE = "invoice"
    TELEMATICS = "telematics"
    TEST_REPORT = "test_report"
    PLAN = "plan"
    PHOTO = "photo"
    REGISTER = "register"
    INTERVIEW = "interview"


class Maturity(StrEnum):
    """Whether the market can meet it today."""

    READY = "ready"
    GROWING = "growing"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Variable:
    """A place in the wording that the buyer fills. Bounds and unit belong to numbers, options to choices."""

    name: str
    type: VariableType
    names: Texts
    default: Decimal | date | str | None = None
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    options: Mapping[str, Texts] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How a machine tells whether it is kept; `threshold` is a variable's name or a number, None for yes and no."""

    type: MeasureType
    what: Texts
    period: Period
    unit: str = ""
    direction: Direction | None = None
    threshold: str | Decimal | None = None


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A step that the requirement suggests: from so many months into the contract, this threshold."""

    month: int
    threshold: Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """Where a level, an effect or an example was published; a requirement's source has its year."""

    title: str
    publisher: str
    year: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Law:
    """What allows or demands it, in one country, from a day to a day."""

    country: str
    reference: str
    valid_from: date | None
    valid_to: date | None
    note: Texts


@dataclass(frozen=True, slots=True)
class Effect:
    """What it is known to bring, with its source."""

    low: Decimal
    high: Decimal
    unit: str
    note: Texts
    source: Source


@dataclass(frozen=True, slots=True)
class Relations:
    """Codes of requirements that this one stands in for, holds within it, or cannot stand beside."""

    replaces: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementContent:
    """Everything that one version says. `measure` is None where only people can tell whether it is kept."""

    code: str
    version: int
    kind: Kind
    level: Level
    phase: Phase
    area: Area
    topic: str
    themes: tuple[Theme, ...]
    categories: tuple[str, ...]
    cpv: tuple[str, ...]
    countries: tuple[str, ...]
    valid_from: date
    review_on: date
    title: Texts
    wording: Texts
    variables: Mapping[str, Variable]
    motive: Texts
    proof: Texts
    evidence: tuple[Evidence, ...]
    follow_up: Texts
    checklist: tuple[Texts, ...]
    maturity: Maturity
    market_note: Texts
    law: tuple[Law, ...]
    sources: tuple[Source, ...]
    relations: Relations
    measure: Measure | None = None
    staircase: tuple[SuggestedStep, ...] = ()
    effect: Effect | None = None

    @property
    def is_measurable(self) -> bool:
        """Whether a machine can tell whether it is kept."""
        return self.measure is not None

    @property
    def has_staircase(self) -> bool:
        """Whether it is made to rise during the contract."""
        return bool(self.staircase)
