"""Rules of law as frozen values: since when, for what, how much, by which text of law, from which source.

Method: docs/methods/law_guard.md. Rules are only ever added: what changes gets an end day, and a new rule of the same
family begins the day after.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

LANGUAGES = ("nb", "nn", "sv", "en")
Texts = Mapping[str, str]


class RuleKind(StrEnum):
    """What a rule is about; each kind has terms of its own."""

    CLIMATE_WEIGHT = "climate_weight"
    VEHICLES = "vehicles"
    CHECKLIST = "checklist"
    CONTRACT_CHANGE = "contract_change"
    STANDSTILL = "standstill"
    WORDING = "wording"


class PurchaseKind(StrEnum):
    """What a contract is about."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"


class VehicleClass(StrEnum):
    """Classes of vehicles as type approval knows them; of buses, the class behind M3 tells how passengers travel."""

    CAR = "M1"
    SMALL_BUS = "M2"
    VAN = "N1"
    TRUCK = "N2"
    HEAVY_TRUCK = "N3"
    CITY_BUS = "M3-I"
    REGIONAL_BUS = "M3-II"
    COACH = "M3-III"
    MINIBUS_STANDING = "M3-A"
    MINIBUS_SEATED = "M3-B"


class VehicleCount(StrEnum):
    """Which vehicles count: those that are clean by the law's own definition, or those without emission."""

    CLEAN = "clean"
    ZERO_EMISSION = "zero_emission"


class CountedOver(StrEnum):
    """Whether a share is counted in one contract, or over all contracts of a period."""

    CONTRACT = "contract"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is published."""

    title: str
    publisher: str
    year: int
    url: str


@dataclass(frozen=True, slots=True)
class Scope:
    """For which procurements a rule holds; the value is without VAT, no value means any, no contracts means all."""

    value_from: Decimal | None = None
    currency: str = ""
    above_eu_threshold: bool = False
    contracts: tuple[PurchaseKind, ...] = ()


@dataclass(frozen=True, slots=True)
class LawGround:
    """A ground for an exemption or a change: its names, and its eForms code and limits in per cent, if any."""

    code: str
    names: Texts
    eforms: str = ""
    most_percent: Mapping[PurchaseKind, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WeightTerms:
    """What is said of climate and environment in the award: per cent, the highest ranks, and what may stand instead.

    Where `is_duty` is false the rule advises. `eforms_criteria` and `eforms_requirements` are the codes for a notice.
    """

    percent: Decimal
    is_duty: bool
    top: int | None = None
    requirements_instead: bool = False
    grounds: tuple[LawGround, ...] = ()
    eforms_criteria: str = ""
    eforms_requirements: str = ""


@dataclass(frozen=True, slots=True)
class VehicleTerms:
    """The least per cent of the vehicles of some classes that must count, and that must be without emission."""

    classes: tuple[VehicleClass, ...]
    percent: Decimal
    counts: VehicleCount
    counted_over: CountedOver
    zero_emission_percent: Decimal | None = None
    grounds: tuple[LawGround, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One question that is answered with yes or no and a reason."""

    code: str
    questions: Texts


@dataclass(frozen=True, slots=True)
class ChecklistTerms:
    """The questions of a checklist, in their order."""

    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """The grounds on which a contract may be changed while it runs."""

    grounds: tuple[LawGround, ...]


@dataclass(frozen=True, slots=True)
class StandstillTerms:
    """How many whole days pass after suppliers were told who won, before the contract may be signed."""

    days: int


@dataclass(frozen=True, slots=True)
class WordingTerms:
    """What no wording may ask for, by the kinds of docs/methods/lawful_wording.md."""

    refuses: tuple[str, ...]


Terms = WeightTerms | VehicleTerms | ChecklistTerms | ChangeTerms | StandstillTerms | WordingTerms


@dataclass(frozen=True, slots=True)
class LawRule:
    """One rule with its validity, both days within it; `names` and `says` are worded in each of LANGUAGES."""

    id: str
    family: str
    country: str
    kind: RuleKind
    valid_from: date
    valid_to: date | None
    scope: Scope
    reference: str
    source: Source
    names: Texts
    says: Texts
    terms: Terms
    transition: str = ""
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the rule is valid on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class LawRules:
    """All rules of one version of the file, and the sentences that go into documents, by code of the finding."""

    version: str
    rules: tuple[LawRule, ...]
    documents: Mapping[str, Texts]

    def rule(self, rule_id: str) -> LawRule:
        """Return the rule of this id; KeyError where there is none."""
        return next((rule for rule in self.rules if rule.id == rule_id), None) or _unknown(rule_id)


def rules_on(rules: Iterable[LawRule], country: str, day: date) -> list[LawRule]:
    """Return the country's rules that are valid on the day, in the order of the file."""
    return [rule for rule in rules if rule.country == country and rule.holds_on(day)]


def ground_of(grounds: Iterable[LawGround], code: str) -> LawGround | None:
    """Return the ground of this code, None where the rule does not know it."""
    return next((ground for ground in grounds if ground.code == code), None)


def codes_of(grounds: Iterable[LawGround]) -> tuple[str, ...]:
    """Return the codes of the grounds."""
    return tuple(ground.code for ground in grounds)


def _unknown(rule_id: str) -> LawRule:
    raise KeyError(rule_id)
