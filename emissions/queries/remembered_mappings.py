"""What an organisation has said of the columns of tables."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from emissions.models import RememberedMapping
from organisations.models import Organisation


def remembered_mappings(organisation: Organisation) -> QuerySet[RememberedMapping]:
    """Return what is remembered, the newest first."""
    return RememberedMapping.objects.filter(organisation=organisation, is_forgotten=False)


def remembered_of_shapes(organisation: Organisation, shapes: Iterable[str]) -> RememberedMapping | None:
    """Return what was last said of a table of any of these shapes."""
    return remembered_mappings(organisation).filter(shape__in=list(shapes)).first()


def remembered_called(organisation: Organisation, uuid: UUID) -> RememberedMapping | None:
    """Return one of them, forgotten or not; None for another organisation's."""
    return RememberedMapping.objects.filter(organisation=organisation, uuid=uuid).first()
