"""Procurements that an organisation leads or buys along in, as the open access lets them be seen."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from organisations.models import Organisation
from procurement.models import Buyer, Procurement, Stage

BEFORE_EVALUATION = (Stage.IDEA, Stage.MARKET_DIALOGUE, Stage.TENDER)


def procurements_of(organisation: Organisation) -> QuerySet[Procurement]:
    """Return what the organisation leads or buys along in, with the number of requirements in each."""
    along = Exists(Buyer.objects.filter(procurement=OuterRef("pk"), buyer=organisation))
    asked = Count("asked", filter=Q(asked__removed_at=None), distinct=True)
    return (
        Procurement.objects.filter(Q(organisation=organisation) | along)
        .select_related("organisation")
        .annotate(held=asked)
        .order_by("-updated_at", "-pk")
    )


def procurement_called(organisation: Organisation, uuid: UUID) -> Procurement | None:
    """Return the procurement with this id that the organisation leads or buys along in."""
    return procurements_of(organisation).filter(uuid=uuid).first()


def led_procurement(organisation: Organisation, uuid: UUID) -> Procurement | None:
    """Return the procurement with this id that the organisation leads."""
    return procurements_of(organisation).filter(uuid=uuid, organisation=organisation).first()


def open_to_requirements(organisation: Organisation) -> QuerySet[Procurement]:
    """Return what the organisation leads and has not begun to evaluate, with its lots, the last changed first."""
    led = Procurement.objects.filter(organisation=organisation, stage__in=BEFORE_EVALUATION)
    return led.order_by("-updated_at", "-pk").prefetch_related("lots")
