"""What a registered contract obliges to: found in the bank or written in its own words, mended, and taken out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.obligation_forms import ObligationForms
from procurement.models import Contract, Obligation
from procurement.queries.registered import followed_up
from procurement.services.registered_obligations import add_obligation, mend_obligation, remove_obligation
from procurement.views.contract_seen import contract_context, kept_or_404
from procurement.views.registered_seen import REGISTER, of_registered_contract
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.found_requirements import Chosen, found_requirements
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.requirement_words import ShownRequirement, shown

FEW = 20
LONGEST = 200
LONGEST_REVISION = 10


@require_GET
@organisation_page(REGISTER)
@of_registered_contract
def find(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show what the bank has for some words, each with a way to say what the contract says of it."""
    found = kept_or_404(request, contract)
    words = request.GET.get("q", "").strip()[:LONGEST]
    context = {
        **contract_context(request, found, _("Add an obligation")),
        "q": words,
        "hits": _hits(request, words) if words else [],
    }
    return render_page(request, "procurement/find_obligation.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(REGISTER)
@of_registered_contract
def add(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show the form of an obligation, of the bank where `version` names one, and keep it."""
    found = kept_or_404(request, contract)
    forms = _forms(request, found, None, _version(request))
    if not forms.checks or not forms.is_valid():
        return _page(request, forms, status=422 if forms.checks else 200)
    try:
        add_obligation(found, forms.said, revision=forms.added.read_revision)
    except DomainError as problem:
        return _refused(request, forms, problem)
    messages.success(request, _("The obligation is added."))
    return redirect("contract", request.organisation.slug, found.uuid)


@require_http_methods(["GET", "POST"])
@organisation_page(REGISTER)
@of_registered_contract
def mend(request: OrganisationRequest, contract: UUID, obligation: UUID) -> HttpResponse:
    """Show an obligation as it was written, and keep it as the signed contract says it."""
    found = kept_or_404(request, contract)
    mended = _obligation_or_404(found, obligation)
    if followed_up([mended]):
        sentence = _("It was followed up or changed by agreement already, so it stays. Change its steps on a ground.")
        messages.error(request, sentence)
        return redirect("contract", request.organisation.slug, found.uuid)
    forms = _forms(request, found, mended, mended.version)
    if not forms.checks or not forms.is_valid():
        return _page(request, forms, status=422 if forms.checks else 200)
    try:
        because = forms.added.cleaned_data["because"]
        mend_obligation(mended, forms.said, because=because, revision=forms.added.read_revision)
    except DomainError as problem:
        return _refused(request, forms, problem)
    messages.success(request, _("Saved."))
    return redirect("contract", request.organisation.slug, found.uuid)


@require_POST
@organisation_page(REGISTER)
@of_registered_contract
def remove(request: OrganisationRequest, contract: UUID, obligation: UUID) -> HttpResponse:
    """Take an obligation out, with the reason."""
    found, revision = kept_or_404(request, contract), request.GET.get("revision", "")
    read = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < LONGEST_REVISION else 0
    gone = _obligation_or_404(found, obligation)
    try:
        remove_obligation(gone, because=request.POST.get("reason", "")[:2000], revision=read)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The obligation is taken out."))
    return redirect("contract", request.organisation.slug, found.uuid)


def _forms(
    request: OrganisationRequest,
    contract: Contract,
    obligation: Obligation | None,
    version: RequirementVersion | None,
) -> ObligationForms:
    sent = request.POST if request.method == "POST" else None
    checks = sent is not None and sent.get("do") != "add"
    return ObligationForms(contract, version, obligation, sent, checks)


def _version(request: OrganisationRequest) -> RequirementVersion | None:
    """Return the published version that the address names; 404 for one that is not there any more."""
    named = request.GET.get("version", "")
    if not named:
        return None
    try:
        found = published_versions().filter(uuid=UUID(named)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _obligation_or_404(contract: Contract, uuid: UUID) -> Obligation:
    found = Obligation.objects.select_related("contract", "version__requirement").filter(contract=contract, uuid=uuid)
    if (first := found.first()) is None:
        raise Http404
    return first


def _hits(request: OrganisationRequest, words: str) -> list[ShownRequirement]:
    chosen, language = Chosen(words=words), get_language() or "en"
    found = found_requirements(request.organisation, chosen, language=language, limit=FEW, is_counted=False)
    ids = [version for version, _uses in found.page]
    versions = published_versions().in_bulk(ids)
    return [shown(versions[each]) for each in ids if each in versions]


def _refused(request: OrganisationRequest, forms: ObligationForms, problem: DomainError) -> HttpResponse:
    """Say what stands in the way; what was typed can be saved over what somebody else saved meanwhile."""
    forms.refuse(problem)
    newer = kept_or_404(request, forms.contract.uuid)
    sent = request.POST.copy()
    sent["revision"] = str(newer.revision)
    forms.added.data = sent
    return _page(request, forms, status=problem.status)


def _page(request: OrganisationRequest, forms: ObligationForms, *, status: int) -> HttpResponse:
    title = _("Mend the obligation") if forms.obligation else _("Add an obligation")
    context = {
        **contract_context(request, forms.contract, title),
        "forms": forms,
        "form": forms.added,
        "title": title,
        "requirement": shown(forms.version) if forms.version else None,
        "is_typed": request.method == "POST",
    }
    return render_page(request, "procurement/register_obligation.html", context, status=status)
