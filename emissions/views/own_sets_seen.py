"""What every page of a set of one's own begins with: the set if the reader may see it, its draft, its address."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from emissions.models import OwnFactorSet, OwnSetVersion
from emissions.queries.own_sets import draft_version_of, own_set_called
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest

KEEP = "emissions.keep_factor_sets"
SEE = "emissions.view_factor_sets"


def set_or_404(request: OrganisationRequest, uuid: UUID) -> OwnFactorSet:
    """Return a set that the organisation owns or may use."""
    found = own_set_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def own_set_or_404(request: OrganisationRequest, uuid: UUID) -> OwnFactorSet:
    """Return a set that the organisation owns: one of a network is the network's to change."""
    found = set_or_404(request, uuid)
    if found.organisation_id != request.organisation.pk:
        raise Http404
    return found


def draft_or_404(request: OrganisationRequest, uuid: UUID) -> tuple[OwnFactorSet, OwnSetVersion]:
    """Return a set of the organisation and its draft."""
    own_set = own_set_or_404(request, uuid)
    draft = draft_version_of(own_set)
    if draft is None:
        raise Http404
    return own_set, draft


def revision_seen(request: OrganisationRequest) -> int | None:
    """Return which revision of the draft the page that was sent showed; None where it does not say."""
    sent = request.POST.get("revision", "")
    return int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else None


def address_of(request: OrganisationRequest, name: str, own_set: OwnFactorSet, *more: object) -> str:
    """Return the address of a page of the set."""
    return reverse(name, args=[request.organisation.slug, own_set.uuid, *more])


def set_context(request: OrganisationRequest, own_set: OwnFactorSet | None, title: str) -> dict[str, Any]:
    """Return title and breadcrumbs of a page below the set's, or below the list of all sets."""
    crumbs = [{"title": _("Factor sets"), "address": reverse("factor_sets", args=[request.organisation.slug])}]
    if own_set:
        crumbs.append({"title": own_set.title, "address": address_of(request, "own_set", own_set)})
    return {"title": title, "own_set": own_set, "crumbs": [*crumbs, {"title": title}]}


def tell(form: forms.Form, problem: DomainError) -> None:
    """Put what a service refused at its field, else above the form."""
    field = getattr(problem, "field", "")
    form.add_error(field if field in form.fields else None, str(problem))
