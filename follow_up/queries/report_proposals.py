"""What a request for reports may be about on a contract: its obligations, and lines proposed from those measured."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet

from emissions.models import ActivityDimension
from follow_up.calculations.measured_value import PERCENT_SPELLINGS
from follow_up.models import LineKind
from foundation import quantities
from foundation.problems import Problem
from organisations.models import Organisation
from procurement.models import Contract, Obligation

KINDS: Final[Mapping[str, LineKind]] = {"km": LineKind.KM, "l": LineKind.LITRES, "kWh": LineKind.KWH, "kg": LineKind.KG}
MOST_PROPOSED = 20


def obligations_of(contract: Contract) -> QuerySet[Obligation]:
    """Return what the contract obliges to, in its order."""
    return Obligation.objects.filter(contract=contract).prefetch_related("steps").order_by("position", "pk")


def parts_of(organisation: Organisation) -> QuerySet[ActivityDimension]:
    """Return the parts of the organisation's activity series, by series."""
    found = ActivityDimension.objects.filter(organisation=organisation).select_related("series")
    return found.order_by("series__title", "position", "pk")


def proposed_lines(contract: Contract) -> list[dict[str, Any]]:
    """Return a line for each measured obligation of a contract, as the form takes them first."""
    measured = [each for each in obligations_of(contract) if each.unit]
    return [
        {
            "kind": kind_of(each.unit),
            "label": each.title[:200],
            "unit": each.unit,
            "obligation": str(each.uuid),
            "is_required": True,
        }
        for each in measured[:MOST_PROPOSED]
    ]


def kind_of(unit: str) -> LineKind:
    """Return what kind of line asks for a unit; a unit of the contract's own is a number."""
    if unit.strip().lower() in PERCENT_SPELLINGS:
        return LineKind.SHARE
    known = quantities.unit_called(unit)
    if isinstance(known, Problem):
        return LineKind.NUMBER
    dimension = quantities.dimension_of(known)
    alike = (kind for base, kind in KINDS.items() if quantities.dimension_of(base) == dimension)
    return next(alike, LineKind.NUMBER)
