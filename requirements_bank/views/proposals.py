"""Proposals: those that came in, to accept or decline; those that we sent; and proposing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.calculations.texts import language_of
from requirements_bank.forms.proposals import ProposalForm
from requirements_bank.models import Bank, Proposal, Requirement
from requirements_bank.queries.banks import banks_taking_proposals
from requirements_bank.queries.proposals import received_by, sent_by
from requirements_bank.queries.requirements import version_to_show
from requirements_bank.services.decide_proposals import accept_proposal, decline_proposal
from requirements_bank.services.proposals import propose
from requirements_bank.views.bank_seen import requirement_or_404
from requirements_bank.views.write_seen import write_context

PAGE_SIZE = 20
RECEIVED = Proposal.State.RECEIVED
ANSWERED = "answered"


@require_GET
@organisation_page("requirements_bank.use_bank")
def proposals(request: OrganisationRequest) -> HttpResponse:
    """List what waits for an answer, what was answered, and what we proposed ourselves."""
    received, sent = received_by(request.organisation), sent_by(request.organisation)
    page = page_of(request, sent, PAGE_SIZE)
    context = {
        **write_context(request, "proposals"),
        "waiting": received.filter(state=RECEIVED),
        "answered": page_of(request, received.exclude(state=RECEIVED), PAGE_SIZE, ANSWERED),
        "answered_parameter": ANSWERED,
        "answered_query": without_page(request, ANSWERED),
        "answered_open": ANSWERED in request.GET,
        "sent": page.object_list,
        "page": page,
        "query": without_page(request),
    }
    return render_page(request, "requirements_bank/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.use_bank")
def propose_new(request: OrganisationRequest) -> HttpResponse:
    """Propose a requirement that a bank does not have."""
    banks = list(banks_taking_proposals())
    form = ProposalForm(request.POST or None, banks=banks, initial={"bank": request.GET.get("bank", "")})
    if request.method == "POST" and form.is_valid():
        chosen = next(bank for bank in banks if str(bank.uuid) == form.cleaned_data["bank"])
        return _proposed(request, form, chosen, None)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.use_bank")
def propose_change(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Propose that a requirement says something else."""
    found = requirement_or_404(requirement)
    form = ProposalForm(request.POST or None, banks=None, initial=_as_it_says(found))
    if request.method == "POST" and form.is_valid():
        return _proposed(request, form, found.bank, found)
    return _form_page(request, form, found)


@require_POST
@organisation_page("requirements_bank.write_bank")
def answer(request: OrganisationRequest, proposal: UUID) -> HttpResponse:
    """Accept a proposal, which begins a draft, or decline it with a reason."""
    found = get_object_or_404(received_by(request.organisation), uuid=proposal)
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("answer") == "accept":
            draft = accept_proposal(found, reason=reason)
            messages.success(request, _("Accepted. This is the draft with what was proposed."))
            return redirect("edit_draft", request.organisation.slug, draft.uuid)
        decline_proposal(found, reason=reason)
        messages.success(request, _("Declined. The proposer reads why."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("proposals", request.organisation.slug)


def _proposed(
    request: OrganisationRequest, form: ProposalForm, bank: Bank, requirement: Requirement | None
) -> HttpResponse:
    told = form.cleaned_data
    try:
        propose(
            organisation=request.organisation,
            bank=bank,
            requirement=requirement,
            title=told["title"],
            wording=told["wording"],
            reason=told["reason"],
            language=_language(requirement) if requirement else None,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _form_page(request, form, requirement)
    messages.success(request, _("Proposed. You find the answer here, and get it by mail."))
    return redirect("proposals", request.organisation.slug)


def _form_page(request: OrganisationRequest, form: ProposalForm, requirement: Requirement | None) -> HttpResponse:
    context = {
        **write_context(request, "proposals"),
        "form": form,
        "requirement": requirement,
        "bank": requirement.bank if requirement else None,
    }
    return render_page(request, "requirements_bank/propose.html", context, status=422 if form.errors else 200)


def _language(requirement: Requirement) -> str:
    version = version_to_show(requirement)
    return language_of(_texts(version.content.get("wording") if version else None), get_language() or "en") or "nb"


def _as_it_says(requirement: Requirement) -> dict[str, str]:
    version, language = version_to_show(requirement), _language(requirement)
    content = version.content if version else {}
    return {name: _texts(content.get(name)).get(language, "") for name in ("title", "wording")}


def _texts(found: Any) -> dict[str, str]:  # noqa: ANN401 - stored JSON
    return found if isinstance(found, dict) else {}
