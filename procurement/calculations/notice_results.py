"""How the lots of an award notice ended: tenders, contracts, winners.

Tenders, contracts and organisations are known by keys (TEN-0001, CON-0001, ORG-0001) that hold inside one notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from procurement.calculations.notice_values import Money, Words


@dataclass(frozen=True, slots=True)
class NoticeTender:
    """A tender of the results: its value (BT-720) and the organisations that handed it in, the leader of them first."""

    key: str
    lot_keys: tuple[str, ...] = ()
    value: Money | None = None
    rank: int | None = None
    party_name: str | None = None
    tenderers: tuple[str, ...] = ()
    subcontractors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeContract:
    """A contract of the results and the tenders that won it."""

    key: str
    titles: Words = field(default_factory=dict)
    reference: str | None = None
    tender_keys: tuple[str, ...] = ()
    awarded_on: date | None = None
    concluded_on: date | None = None
    is_framework: bool | None = None


@dataclass(frozen=True, slots=True)
class NoticeVehicles:
    """Vehicles of one category under the clean vehicles directive: all, clean, zero-emission (BT-715, 725, 716)."""

    category: str | None
    contract_type: str | None
    total: int | None = None
    clean: int | None = None
    zero_emission: int | None = None


@dataclass(frozen=True, slots=True)
class LotResult:
    """How a lot ended: `status` (BT-142: selec-w, clos-nw, open-nw), the tenders named, what was received (BT-759)."""

    key: str
    lot_keys: tuple[str, ...]
    status: str | None
    reason: str | None = None
    tender_keys: tuple[str, ...] = ()
    contract_keys: tuple[str, ...] = ()
    highest: Money | None = None
    lowest: Money | None = None
    framework_maximum: Money | None = None
    framework_estimate: Money | None = None
    received: Mapping[str, int] = field(default_factory=dict)
    vehicles: tuple[NoticeVehicles, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What an award notice says of the outcome; `total` is the value of all contracts in it (BT-161)."""

    total: Money | None = None
    framework_maximum: Money | None = None
    lot_results: tuple[LotResult, ...] = ()
    tenders: tuple[NoticeTender, ...] = ()
    contracts: tuple[NoticeContract, ...] = ()
