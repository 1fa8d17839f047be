"""The button on the bank's pages that leads into a procurement, for those who may run one."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from organisations.scope import OrganisationAccess
from requirements_bank.queries.ways_on import WayOn

RUN = "procurement.run_procurement"


def way_into_procurement(
    *, place: OrganisationAccess, version: UUID | None = None, basket: UUID | None = None
) -> Iterator[WayOn]:
    """Yield the way to the page that asks into which procurement; registered for the panel."""
    if place.may(RUN):
        thing = {"basket": str(basket)} if version is None else {"version": str(version)}
        address = reverse("put_into_procurement", args=[place.organisation.slug])
        yield WayOn(_("Put into a procurement"), f"{address}?{urlencode(thing)}")
