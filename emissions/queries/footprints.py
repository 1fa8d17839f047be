"""Footprints as their reader may see them: one's own, and those that others share – as sums or down to the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Func, Q, QuerySet, Value

from emissions.models import Footprint, FootprintGap, FootprintPart
from emissions.models.footprints import Dimension
from foundation.access import current_access
from foundation.personal_numbers import SHAPE
from organisations.models import Organisation

# What is named in the accounts belongs to the rows; sums by our own categories, by month and by area of the standard
# are totals.
TOTALS = (Dimension.CATEGORY, Dimension.MONTH, Dimension.GHG_CATEGORY)
ROWS = (Dimension.SUPPLIER, Dimension.UNIT, Dimension.ACCOUNT)


class Depth(StrEnum):
    """How deep the reader may look into a footprint."""

    OWN = "own"
    ROWS = "rows"
    TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class SeenFootprint:
    """A footprint and how deep its reader may look."""

    footprint: Footprint
    depth: Depth

    @property
    def owner(self) -> Organisation:
        """Whose footprint it is."""
        return self.footprint.organisation

    @property
    def is_shared(self) -> bool:
        """Whether another organisation shares it with the one whose pages are open."""
        return self.footprint.organisation_id != current_access().acting

    @property
    def has_rows(self) -> bool:
        """Whether what the accounts name may be seen: suppliers, units, accounts, lines."""
        return self.depth is not Depth.TOTALS

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The breakdowns that the reader may see."""
        return tuple(name for name in Dimension if name in TOTALS or self.has_rows)


def depth_into(organisation_id: int) -> Depth:
    """Return how deep the open access may look into an organisation's accounts."""
    access = current_access()
    if organisation_id in access.readable:
        return Depth.OWN
    return Depth.ROWS if organisation_id in access.rows else Depth.TOTALS


def footprint_seen(uuid: UUID) -> SeenFootprint | None:
    """Return the footprint if it is in sight, with its owner and its set of intensities."""
    footprint = Footprint.objects.select_related("organisation", "intensity_set").filter(uuid=uuid).first()
    return SeenFootprint(footprint, depth_into(footprint.organisation_id)) if footprint else None


def footprints_in_sight(organisation_ids: Sequence[int] | None = None) -> QuerySet[Footprint]:
    """Return the footprints that the access may see, the newest year and calculation first, with their owners."""
    found = Footprint.objects.select_related("organisation").order_by("-year", "-calculated_at")
    return found if organisation_ids is None else found.filter(organisation__in=organisation_ids)


def newest_footprints(organisation_ids: Sequence[int] | None = None) -> QuerySet[Footprint]:
    """Return the last calculated footprint of every organisation in sight and year, the newest year first."""
    found = footprints_in_sight(organisation_ids).select_related("intensity_set")
    return found.order_by("organisation_id", "-year", "-calculated_at").distinct("organisation_id", "year")


def footprint_before(footprint: Footprint) -> Footprint | None:
    """Return the last calculation of the same year before this one, with its set of intensities; None for a first."""
    earlier = Footprint.objects.select_related("intensity_set").filter(
        organisation=footprint.organisation_id, year=footprint.year, calculated_at__lt=footprint.calculated_at
    )
    return earlier.order_by("-calculated_at").first()


def _without_numbers(column: str) -> Func:
    return Func(
        F(column), Value(SHAPE), Value(" "), Value("g"), function="regexp_replace", output_field=models.TextField()
    )


PART_ORDERS: dict[str, tuple[Any, ...]] = {
    "kg": (F("kg").desc(nulls_last=True), "label", "key"),
    "amount": ("-amount", "label", "key"),
    "lines": (F("lines").desc(nulls_last=True), "label", "key"),
    "name": (_without_numbers("label"), _without_numbers("key"), "pk"),
    "code": (_without_numbers("key"), "pk"),
}
"""By what parts are sorted; an order by name or code tells no digits of what may be a personal number."""


def parts_of(footprint: Footprint, dimension: str, *, words: str = "", order: str = "kg") -> QuerySet[FootprintPart]:
    """Return the rows of one breakdown without the screening of energy, those whose name or code holds `words`.

    Nobody finds what may be a personal number: its digits are not shown, and a search would tell them one by one.
    """
    found = footprint.parts.filter(dimension=dimension, is_energy=False)
    if words:
        found = found.alias(plain_label=_without_numbers("label"), plain_key=_without_numbers("key"))
        found = found.filter(Q(plain_label__icontains=words) | Q(plain_key__startswith=words))
    return found.order_by(*PART_ORDERS[order])


def energy_parts_of(footprint: Footprint) -> QuerySet[FootprintPart]:
    """Return the screening of energy by category, the largest first; in no total."""
    return footprint.parts.filter(dimension=Dimension.CATEGORY, is_energy=True).order_by("-amount")


def gaps_of(footprint: Footprint) -> QuerySet[FootprintGap]:
    """Return the money that counts and has no figure, the largest first."""
    return footprint.gaps.order_by("-amount", "category", "reason", "currency")
