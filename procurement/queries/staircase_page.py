"""What the pages of a staircase read: the requirement, and what the newest footprint knows of its category."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from organisations.models import Organisation
from procurement.models import AskedRequirement, Procurement, Staircase

KG_A_TONNE = 1000


@dataclass(frozen=True, slots=True)
class KnownEmissions:
    """Tonnes CO2e of all purchases in a category, with their interval, and the year of the footprint."""

    year: int
    tonnes: Decimal
    low: Decimal
    high: Decimal


def asked_called(procurement: Procurement, uuid: UUID) -> AskedRequirement | None:
    """Return the requirement of the procurement with this id that was not taken out."""
    found = AskedRequirement.objects.filter(procurement=procurement, uuid=uuid, removed_at=None)
    return found.select_related("procurement", "lot").first()


def staircase_of(asked: AskedRequirement) -> Staircase | None:
    """Return the staircase of a requirement with its steps, where it has one."""
    return Staircase.objects.filter(asked=asked).prefetch_related("steps").first()


def known_emissions(organisation: Organisation, category: str) -> KnownEmissions | None:
    """Return what the organisation's newest footprint says of a category; nothing where it has no figure."""
    newest = Footprint.objects.filter(organisation=organisation).order_by("-year", "-calculated_at").first()
    if newest is None or not category:
        return None
    part = newest.parts.filter(dimension=Dimension.CATEGORY, key=category, is_energy=False).first()
    if part is None or part.kg is None:
        return None
    kg = (part.kg, part.kg if part.low_kg is None else part.low_kg, part.kg if part.high_kg is None else part.high_kg)
    return KnownEmissions(newest.year, *(round(each / KG_A_TONNE, 1) for each in kg))
