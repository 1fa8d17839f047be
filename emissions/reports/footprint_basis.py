"""What a footprint stands on, in words: accounts, mapping, factors, prices, method and the hash that pins them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from emissions.models import Footprint, LedgerImport
from emissions.reports.category_words import in_language
from emissions.reports.source_words import NamedSource, factor_source, price_source
from emissions.rules import policies


@dataclass(frozen=True, slots=True)
class PinnedImport:
    """One file behind a footprint: its name, what it covers, and its uuid where the reader may open it."""

    name: str
    kind: str
    period_from: date
    period_to: date
    lines: int
    uuid: str


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """A switchable rule and how it was set."""

    name: str
    is_on: bool
    explanation: str


@dataclass(frozen=True, slots=True)
class FootprintBasis:
    """Everything that a footprint rests on. `imports` is empty for readers of totals."""

    imports: tuple[PinnedImport, ...]
    policies: tuple[PolicyChoice, ...]
    factor_sets: tuple[NamedSource, ...]
    prices: tuple[NamedSource, ...]
    gwp_set: str
    mapping_number: int
    reference: str
    method: str
    hash: str


def basis_of(footprint: Footprint) -> FootprintBasis:
    """Return what the footprint pins; files are named where the reader may see them."""
    mapping = footprint.basis["mapping"]
    sets = [reference.partition("@") for reference in footprint.result["factor_sets"]]
    return FootprintBasis(
        imports=tuple(_imports(footprint)),
        policies=tuple(_policies(mapping["policies"])),
        factor_sets=tuple(factor_source(code, version) for code, _at, version in sets),
        prices=tuple(price_source(reference) for reference in footprint.result["price_sources"]),
        gwp_set=footprint.result["gwp_set"] or "",
        mapping_number=footprint.mapping_number,
        reference=mapping["reference"],
        method=footprint.method_version,
        hash=footprint.basis_hash,
    )


def _imports(footprint: Footprint) -> list[PinnedImport]:
    pinned: dict[int, set[bool]] = {}
    for pin in footprint.imports:
        pinned.setdefault(pin["import"], set()).add(pin["investment"])
    found = LedgerImport.objects.filter(pk__in=pinned).select_related("file").order_by("period_from", "pk")
    return [
        PinnedImport(
            name=row.file.name,
            kind=_kind(pinned[row.pk]),
            period_from=row.period_from,
            period_to=row.period_to,
            lines=row.lines,
            uuid=str(row.uuid),
        )
        for row in found
    ]


def _kind(parts: set[bool]) -> str:
    if parts == {True}:
        return _("Investment accounts")
    return _("Running accounts") if parts == {False} else _("Running and investment accounts")


def _policies(chosen: dict[str, Any]) -> list[PolicyChoice]:
    return [
        PolicyChoice(in_language(policy.names), chosen.get(code, policy.default), in_language(policy.explanation))
        for code, policy in policies().items()
    ]
