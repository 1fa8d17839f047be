"""How great the risk is by purchase category, for climate, for people in the supply chain and for wages here.

Method: docs/methods/priority.md. What is shipped is Klimatrappa's own judgement, from 0 to 1, from named sources; an
organisation replaces what it knows better.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from procurement.calculations.placed_mapping import Placed, PlacedError

LANGUAGES = ("nb", "nn", "sv", "en")
Texts = Mapping[str, str]
AREA_MARK = "."


class SectorRiskError(PlacedError):
    """The file of the risks is not as it must be; the message names the place."""


@dataclass(frozen=True, slots=True)
class SectorRisk:
    """The risk of a category or an area, each from 0 to 1, with the reason and what it is judged from."""

    category: str
    climate: Decimal
    social: Decimal
    wage: Decimal
    reason: Texts
    source: str


@dataclass(frozen=True, slots=True)
class SectorRisks:
    """Risks by category, and the day on which they were judged."""

    judged_on: date
    by_category: Mapping[str, SectorRisk]

    def of(self, category: str, own: Mapping[str, SectorRisk] | None = None) -> SectorRisk | None:
        """Return the risk of a category, else of its area, what is the organisation's `own` first; None for neither."""
        area = category.partition(AREA_MARK)[0]
        tables = [own or {}, self.by_category]
        return next((table[code] for code in (category, area) for table in tables if code in table), None)


def read_sector_risks(said: Mapping[str, Any]) -> SectorRisks:
    """Return the risks of a file, typed. Raises SectorRiskError with the place where it is not as it must be."""
    file = Placed("file", said, SectorRiskError)
    file.only("judged_on", "sources", "reasons", "risks")
    sources = file.mapping("sources")
    reasons = {
        name: Placed(f"reason {name}", each, SectorRiskError).texts(LANGUAGES)
        for name, each in file.mapping("reasons").items()
    }
    found: dict[str, SectorRisk] = {}
    for each in file.sequence("risks"):
        risk = _risk(each, sources, reasons)
        if risk.category in found:
            raise SectorRiskError(f"risk {risk.category}: the category stands twice")
        found[risk.category] = risk
    return SectorRisks(file.day("judged_on"), found)


def _risk(said: Mapping[str, Any], sources: Mapping[str, Any], reasons: Mapping[str, Texts]) -> SectorRisk:
    placed = Placed(f"risk {said.get('category', '?')}", said, SectorRiskError)
    placed.only("category", "climate", "social", "wage", "reason", "source")
    climate, social, wage = (_share(placed, name) for name in ("climate", "social", "wage"))
    reason, source = placed.text("reason"), placed.text("source")
    if reason not in reasons:
        raise SectorRiskError(f"{placed.place}: there is no reason {reason}")
    if source not in sources:
        raise SectorRiskError(f"{placed.place}: there is no source {source}")
    return SectorRisk(placed.text("category"), climate, social, wage, reasons[reason], str(sources[source]))


def _share(placed: Placed, name: str) -> Decimal:
    share = placed.number(name)
    if share > 1:
        raise SectorRiskError(f"{placed.place}: {name} must be from 0 to 1")
    return share
