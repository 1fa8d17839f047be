"""Register a contract that was signed outside this program, mend what was registered, and withdraw a slip."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.registered_contract import RegisterForm, RegisterForms, kept_parties, typed_parties
from procurement.models import Contract
from procurement.services.register_contract import (
    TwinContractError,
    mend_contract,
    register_contract,
    withdraw_registered,
)
from procurement.views.contract_seen import contract_context, kept_or_404
from procurement.views.registered_seen import REGISTER, of_registered_contract

LONGEST_REVISION = 10


@require_http_methods(["GET", "POST"])
@organisation_page(REGISTER)
def register(request: OrganisationRequest) -> HttpResponse:
    """Show the form of a contract that is signed already, and keep it."""
    forms = _forms(request, None)
    if not forms.checks or not forms.is_valid():
        return _page(request, forms, None, status=422 if forms.checks else 200)
    try:
        made = register_contract(request.organisation, forms.said)
    except DomainError as problem:
        forms.refuse(problem)
        twin = problem.there if isinstance(problem, TwinContractError) else None
        return _page(request, forms, None, status=problem.status, twin=twin)
    return _done(request, forms, made, _("The contract is registered. Say now what it obliges to."))


@require_http_methods(["GET", "POST"])
@organisation_page(REGISTER)
@of_registered_contract
def mend(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show a registered contract as it was written, and keep it as it should have been."""
    found = kept_or_404(request, contract)
    forms = _forms(request, found)
    if not forms.checks or not forms.is_valid():
        return _page(request, forms, found, status=422 if forms.checks else 200)
    try:
        made = mend_contract(found, forms.said, revision=forms.terms.read_revision)
    except DomainError as problem:
        forms.refuse(problem)
        newer = kept_or_404(request, contract)
        sent = request.POST.copy()
        sent["revision"] = str(newer.revision)
        forms.terms.data = sent
        return _page(request, forms, found, status=problem.status)
    return _done(request, forms, made, _("Saved."))


@require_POST
@organisation_page(REGISTER)
def withdraw(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Withdraw a contract that was registered by mistake, with the reason."""
    found, revision = kept_or_404(request, contract), request.GET.get("revision", "")
    read = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < LONGEST_REVISION else 0
    try:
        withdraw_registered(found, because=request.POST.get("reason", "")[:5000], revision=read)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The contract is withdrawn."))
    return redirect("contract", request.organisation.slug, contract)


def _forms(request: OrganisationRequest, contract: Contract | None) -> RegisterForms:
    """Return the forms: as they are kept, as they were typed where a row is added, or to be checked."""
    home = request.organisation
    country = contract.country if contract else home.country
    if request.method == "GET":
        rows = kept_parties(contract) if contract else [{}]
        return RegisterForms(RegisterForm(home, contract=contract), rows, country)
    rows = typed_parties(request.POST.dict())
    if request.POST.get("do") == "add":
        return RegisterForms(RegisterForm(home, contract=contract, typed=request.POST), [*rows, {}], country)
    return RegisterForms(RegisterForm(home, request.POST, contract=contract), rows, country, checks=True)


def _done(request: OrganisationRequest, forms: RegisterForms, contract: Contract, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    for doubt in forms.doubts:
        messages.warning(request, doubt)
    return redirect("contract", request.organisation.slug, contract.uuid)


def _page(
    request: OrganisationRequest,
    forms: RegisterForms,
    contract: Contract | None,
    *,
    status: int,
    twin: Contract | None = None,
) -> HttpResponse:
    title = _("Mend the contract") if contract else _("Register a contract")
    home = request.organisation.slug
    crumbs = [
        {"title": _("Procurements"), "address": reverse("procurements", args=[home])},
        {"title": _("Contracts"), "address": reverse("contracts", args=[home])},
        {"title": title},
    ]
    context = {"crumbs": crumbs, **(contract_context(request, contract, title) if contract else {})}
    context |= {"forms": forms, "form": forms.terms, "title": title, "is_typed": request.method == "POST", "twin": twin}
    return render_page(request, "procurement/register_contract.html", context, status=status)
