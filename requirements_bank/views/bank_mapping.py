"""Map a bank from another source to ours: one requirement at a time, the nearest of ours beside it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.addresses import page_of, without_page
from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from foundation.jobs.start import start_once
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.models import Bank, Counterpart, Requirement
from requirements_bank.queries.banks import bank_called
from requirements_bank.queries.counterparts import (
    counterpart_of,
    counterparts_of,
    mapped_requirements,
    next_open,
    progress_of,
    requirement_in_ours,
    versions_shown,
)
from requirements_bank.reports.mapping_words import mapping_sheet, shown_counterpart
from requirements_bank.services.map_bank import MAP_BANK, decide_counterpart, propose_counterparts
from requirements_bank.views.bank_seen import bank_tabs

AT_ONCE, ROWS_PER_PAGE = 50, 50


@require_GET
@organisation_page("requirements_bank.use_bank")
def bank_mapping(request: OrganisationRequest, bank: UUID) -> HttpResponse:
    """Show the next requirement that nobody has mapped yet, how far the mapping is, and what is mapped."""
    found = _bank_or_404(bank)
    wanted = request.GET.get("code", "")
    asked = counterparts_of(found).filter(requirement__code=wanted).first() if wanted else None
    now = asked or next_open(found, request.GET.get("after", ""))
    page = page_of(request, counterparts_of(found).exclude(decided_at=None), ROWS_PER_PAGE)
    needed = [counterpart.requirement_id for counterpart in page.object_list]
    needed += [counterpart.ours_id for counterpart in page.object_list if counterpart.ours_id]
    needed += [now.requirement_id, *(near["requirement"] for near in now.near)] if now else []
    versions = versions_shown(needed)
    context: dict[str, Any] = {
        "tabs": bank_tabs(request, "banks"),
        "bank": found,
        "progress": progress_of(found),
        "now": shown_counterpart(now, versions) if now else None,
        "page": page,
        "query": without_page(request),
        "rows": [shown_counterpart(each, versions) for each in page.object_list],
        "relations": [choice for choice in Counterpart.Relation.choices if choice[0] != Counterpart.Relation.NONE],
    }
    return render_page(request, "requirements_bank/bank_mapping.html", context)


@require_POST
@organisation_page("requirements_bank.use_bank")
def propose_mapping(request: OrganisationRequest, bank: UUID) -> HttpResponse:
    """Find the nearest of ours for every requirement of the bank; many are found by a job."""
    found = _bank_or_404(bank)
    if mapped_requirements(found).count() > AT_ONCE:
        job = start_once(MAP_BANK, organisation_id=request.organisation.pk, bank=str(found.uuid))
        return redirect("job", request.organisation.slug, job.uuid)
    propose_counterparts(organisation=request.organisation, bank=found)
    return redirect("bank_mapping", request.organisation.slug, found.uuid)


@require_POST
@organisation_page("requirements_bank.use_bank")
def decide_mapping(request: OrganisationRequest, bank: UUID, requirement: UUID) -> HttpResponse:
    """Keep what a person says about one requirement, and go on with the next."""
    found = _bank_or_404(bank)
    counterpart = counterpart_of(found, requirement)
    if counterpart is None:
        raise Http404
    after = f"?after={counterpart.requirement.code}"
    relation = request.POST.get("relation", "")
    try:
        chosen = None if relation == Counterpart.Relation.NONE else _chosen(request, found, counterpart)
        decide_counterpart(counterpart, relation=relation, chosen=chosen)
    except DomainError as error:
        messages.error(request, str(error))
        after = f"?code={counterpart.requirement.code}"
    return redirect(f"{reverse('bank_mapping', args=[request.organisation.slug, found.uuid])}{after}")


@require_GET
@organisation_page("requirements_bank.use_bank")
def bank_mapping_export(request: OrganisationRequest, bank: UUID) -> HttpResponseBase:  # noqa: ARG001 - as every page
    """Hand the mapping out as an Excel file."""
    found = _bank_or_404(bank)
    counterparts = list(counterparts_of(found))
    needed = [pk for each in counterparts for pk in (each.requirement_id, each.ours_id) if pk]
    versions = versions_shown(needed)
    sheet = mapping_sheet([shown_counterpart(each, versions) for each in counterparts])
    return file_of([sheet], plain_name(found.name, _("mapping")), "xlsx")


def _chosen(request: OrganisationRequest, bank: Bank, counterpart: Counterpart) -> Requirement | None:
    """Return the one of ours that was clicked among the proposed ones, or typed by its code."""
    typed, clicked = request.POST.get("code", ""), request.POST.get("ours", "")
    if typed.strip():
        found = requirement_in_ours(request.organisation, bank, typed)
        if found is None:
            raise DomainError(_("There is no requirement %(code)s in our banks. Check the code.") % {"code": typed})
        return found
    near = {str(each["requirement"]) for each in counterpart.near}
    return Requirement.objects.filter(pk=int(clicked)).first() if clicked in near else None


def _bank_or_404(uuid: UUID) -> Bank:
    found = bank_called(uuid)
    if found is None or not found.source:
        raise Http404
    return found
