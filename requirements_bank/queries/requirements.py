"""Requirements in the reader's sight. The fences of the database decide what that is; these only choose among it."""

from uuid import UUID

from django.db.models import QuerySet

from organisations.models import Organisation
from requirements_bank.models import Adoption, Requirement, RequirementVersion, State

WRITTEN = (State.PUBLISHED, State.RETIRED)


def published_versions() -> QuerySet[RequirementVersion]:
    """Return the published versions of all requirements in sight, with requirement and bank."""
    return RequirementVersion.objects.filter(state=State.PUBLISHED).select_related("requirement__bank")


def requirement_called(uuid: UUID) -> Requirement | None:
    """Return the requirement if it is in sight, with its bank and the source it is a variant of."""
    return Requirement.objects.filter(uuid=uuid).select_related("bank", "organisation", "variant_of__bank").first()


def versions_of(requirement: Requirement) -> QuerySet[RequirementVersion]:
    """Return the versions in sight, newest first."""
    return requirement.versions.order_by("-number").select_related("requirement__bank")


def version_to_show(requirement: Requirement, number: int | None = None) -> RequirementVersion | None:
    """Return the version with this number; without one the published, else the newest written, else the newest."""
    versions = list(versions_of(requirement))
    if number is not None:
        return next((version for version in versions if version.number == number), None)
    for states in ((State.PUBLISHED,), WRITTEN, tuple(State)):
        found = next((version for version in versions if version.state in states), None)
        if found:
            return found
    return None


def adoptions_in_force(organisation: Organisation) -> QuerySet[Adoption]:
    """Return what the organisation uses today, with requirements, versions and variants."""
    return Adoption.objects.filter(organisation=organisation, ended_at=None).select_related(
        "requirement__bank", "version", "variant"
    )
