"""What the pages of writing share: their own navigation, and loading what is ours."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from requirements_bank.models import Requirement, RequirementVersion
from requirements_bank.views.bank_seen import bank_tabs, requirement_or_404


def write_context(request: OrganisationRequest, current: str) -> dict[str, Any]:
    """Return what each page of writing shows: the bank's tabs, its own pages, and what this person may do."""
    pages = (
        ("drafts", _("Drafts"), "requirements_bank.use_bank"),
        ("proposals", _("Proposals"), "requirements_bank.use_bank"),
        ("decisions", _("Decision log"), "requirements_bank.view_bank"),
        ("bank_settings", _("Our bank"), "requirements_bank.write_bank"),
    )
    return {
        "tabs": bank_tabs(request, "drafts"),
        "write_pages": [
            {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": name == current}
            for name, title, permission in pages
            if request.place.may(permission)
        ],
        "may_write": request.place.may("requirements_bank.write_bank"),
        "may_approve": request.place.may("requirements_bank.approve"),
    }


def own_version_or_404(request: OrganisationRequest, uuid: UUID) -> RequirementVersion:
    """Return a version of one of the organisation's own requirements."""
    found = RequirementVersion.objects.filter(uuid=uuid, organisation=request.organisation)
    version = found.select_related("requirement__bank", "requirement__organisation", "requirement__variant_of").first()
    if version is None:
        raise Http404
    return version


def own_requirement_or_404(request: OrganisationRequest, uuid: UUID) -> Requirement:
    """Return one of the organisation's own requirements."""
    found = requirement_or_404(uuid)
    if found.organisation_id != request.organisation.pk:
        raise Http404
    return found


def require(request: OrganisationRequest, *permissions: str) -> None:
    """Raise Http404 unless one of the permissions is held."""
    if not any(request.place.may(permission) for permission in permissions):
        raise Http404
