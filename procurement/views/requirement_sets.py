"""Keep what a procurement asks for as a template, ask for what a template says, and remove one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page
from procurement.models import Procurement, RequirementSet
from procurement.queries.carried_weights import have_lots_their_own_weights
from procurement.queries.requirement_sets import set_called
from procurement.services.requirement_sets import ask_as_in_set, forget_set, keep_as_set
from procurement.views.procurement_seen import RUN, led_or_404

LONGEST = 200


@require_POST
@organisation_page(RUN)
def keep(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Keep what is asked under a name."""
    found = led_or_404(request, procurement)
    try:
        kept = keep_as_set(found, request.POST.get("name", "")[:LONGEST])
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The template “%(name)s” is saved.") % {"name": kept.name})
        if have_lots_their_own_weights(found):
            messages.info(request, _("The lots have weights of their own, so the template has none."))
    return redirect("procurement_requirements", request.organisation.slug, found.uuid)


@require_POST
@organisation_page(RUN)
def use(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Ask for what a template says, or remove the template."""
    found = led_or_404(request, procurement)
    chosen = _set_or_404(request)
    if request.POST.get("do") == "forget":
        forget_set(chosen)
        messages.success(request, _("The template “%(name)s” is removed.") % {"name": chosen.name})
    else:
        _use(request, found, chosen)
    return redirect("procurement_requirements", request.organisation.slug, found.uuid)


def _use(request: OrganisationRequest, procurement: Procurement, chosen: RequirementSet) -> None:
    try:
        applied = ask_as_in_set(procurement, chosen)
    except DomainError as problem:
        messages.error(request, str(problem))
        return
    messages.success(request, _("What “%(name)s” asks for is put in.") % {"name": chosen.name})
    if applied.gone:
        sentence = _("No longer published, and so left out: %(codes)s.")
        messages.warning(request, sentence % {"codes": ", ".join(applied.gone)})


def _set_or_404(request: OrganisationRequest) -> RequirementSet:
    try:
        chosen = set_called(request.organisation, UUID(request.POST.get("set", "")))
    except ValueError as error:
        raise Http404 from error
    if chosen is None:
        raise Http404
    return chosen
