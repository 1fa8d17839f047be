"""The sets of requirements that an organisation keeps for its next procurement."""

from uuid import UUID

from django.db.models import Count, QuerySet

from organisations.models import Organisation
from procurement.models import RequirementSet


def sets_of(organisation: Organisation) -> QuerySet[RequirementSet]:
    """Return the organisation's sets by name, with the number of requirements in each."""
    kept = RequirementSet.objects.filter(organisation=organisation)
    return kept.annotate(held=Count("requirements")).order_by("name")


def set_called(organisation: Organisation, uuid: UUID) -> RequirementSet | None:
    """Return the organisation's set with this id."""
    return RequirementSet.objects.filter(organisation=organisation, uuid=uuid).first()
