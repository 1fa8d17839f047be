"""What is known of a procurement when it is judged by the rules of law; what is not known is None or empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from procurement.calculations.law_rules import PurchaseKind, VehicleClass


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """An award criterion with its weight in per cent or its rank, 1 being the first; price is a criterion, too."""

    name: str
    weight: Decimal | None = None
    rank: int | None = None
    is_climate: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """Requirements, by their codes, that stand instead of climate and environment in the award, and why."""

    requirements: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A ground for not keeping a rule, by its code, and the reason in words."""

    ground: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """How bids are compared; `real_weight` is the per cent that climate weighs under the chosen model."""

    criteria: tuple[CriterionFacts, ...] = ()
    replacement: Replacement | None = None
    exemption: Exemption | None = None
    real_weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Vehicles:
    """Vehicles of one class: how many, how many of them clean, how many of these without emission."""

    vehicle_class: VehicleClass
    number: int | None = None
    clean: int | None = None
    zero_emission: int | None = None
    exemption: Exemption | None = None


@dataclass(frozen=True, slots=True)
class ChecklistAnswer:
    """An answer to a question of a checklist; None where nobody answered."""

    says_yes: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """A change of a running contract: what, its ground, the reason, and its per cent of the contract's value."""

    what: str
    ground: str = ""
    reason: str = ""
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RefusedWording:
    """Words of one requirement that ask for what no wording may ask for, and their kind."""

    requirement: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class ProcurementFacts:
    """One procurement, or one lot of it; the value is estimated and without VAT.

    `refused_wordings` is None where the wordings have not been looked through.
    """

    country: str = ""
    notice_date: date | None = None
    start: date | None = None
    value: Decimal | None = None
    currency: str = ""
    contract: PurchaseKind | None = None
    is_above_eu_threshold: bool | None = None
    evaluation: EvaluationFacts | None = None
    vehicles: tuple[Vehicles, ...] = ()
    checklist: Mapping[str, ChecklistAnswer] = field(default_factory=dict)
    changes: tuple[JudgedChange, ...] = ()
    refused_wordings: tuple[RefusedWording, ...] | None = None

    @property
    def day(self) -> date | None:
        """The day whose rules hold: that of the notice, else of the start."""
        return self.notice_date or self.start
