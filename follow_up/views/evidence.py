"""Evidence of a contract: the list, file one, change one, file a newer version, decide, give out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.evidence import EvidenceForm
from follow_up.models import Control, Evidence, EvidenceSource
from follow_up.queries.checklist import obligations_to_check
from follow_up.queries.controls import control_called
from follow_up.queries.evidence import evidence_called, former_versions, newest_evidence
from follow_up.queries.seen import followed_contract
from follow_up.services.decide_evidence import accept_evidence, reject_evidence
from follow_up.services.evidence import change_evidence, file_evidence
from follow_up.views.control_seen import CONTROL, SEE
from foundation.downloads import plain_name
from foundation.errors import DomainError
from foundation.files.opened import opened
from foundation.typed_ids import uuid_or_404
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.importers.document_kind import ACCEPTED, KINDS
from procurement.models import Contract
from procurement.views.handed_over import MOST_IN_A_REQUEST, MOST_MEGABYTES, PLAIN, too_large
from requirements_bank.views.bounded import bounded


@require_GET
@organisation_page(SEE)
def contract_evidence(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """List the evidence of a contract with its former versions."""
    found = _contract_or_404(request, contract)
    listed = [(each, former_versions(each)) for each in newest_evidence(found)]
    context = {
        "contract": found,
        "evidence": listed,
        "today": timezone.localdate(),
        "waiting": sum(1 for each, _former in listed if each.state == "waiting"),
        "may_control": request.place.may(CONTROL),
        "crumbs": _crumbs(request, found),
    }
    return render_page(request, "follow_up/contract_evidence.html", context)


def _too_large(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    found = _contract_or_404(request, contract)
    form = too_large(EvidenceForm(obligations_to_check(found), {}))
    return _page(request, found, form, _("File evidence"), status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
@bounded(MOST_IN_A_REQUEST, _too_large)
def file(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """File evidence; from a control, or as a newer version of what the address names."""
    found = _contract_or_404(request, contract)
    former, control = _named(request, found)
    offered = obligations_to_check(found)
    seen = list(control.items.values_list("obligation__uuid", flat=True)) if control else []
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(offered, *sent, known=former, chosen=[str(each) for each in seen if each])
    title = _("File a newer version") if former else _("File evidence")
    if not form.is_bound:
        return _page(request, found, form, title)
    source = EvidenceSource.CONTROL if control else EvidenceSource.BUYER
    if form.is_valid():
        told = form.told(source=source, source_id=control.uuid if control else None)
        try:
            file_evidence(found, told, form.handed, obligations=form.chosen, replaces=former)
        except DomainError as problem:
            _say(problem, form)
        else:
            messages.success(request, _("The evidence is filed. Look at it and decide."))
            return redirect("contract_evidence", request.organisation.slug, found.uuid)
    return _page(request, found, form, title, status=422)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def change(request: OrganisationRequest, evidence: UUID) -> HttpResponse:
    """Change what is said of evidence; file or link stay."""
    known = _evidence_or_404(request, evidence)
    sent = (request.POST,) if request.method == "POST" else ()
    form = EvidenceForm(obligations_to_check(known.contract), *sent, known=known, has_file=False)
    if form.is_bound and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            change_evidence(known, form.told(), obligations=form.chosen, revision=revision)
        except DomainError as problem:
            _say(problem, form)
        else:
            messages.success(request, _("Saved. It is to be looked at anew."))
            return redirect("contract_evidence", request.organisation.slug, known.contract.uuid)
    status = 422 if form.is_bound else 200
    return _page(request, known.contract, form, _("Change evidence"), status=status)


@require_POST
@organisation_page(CONTROL)
def decide(request: OrganisationRequest, evidence: UUID) -> HttpResponse:
    """Accept evidence, or reject it with a reason."""
    known = _evidence_or_404(request, evidence)
    read = request.GET.get("revision", "")
    revision = int(read) if read.isdecimal() and len(read) < 9 else None  # noqa: PLR2004 - a count, not a long figure
    try:
        if request.GET.get("as") == "accepted":
            accept_evidence(known, revision=revision)
        else:
            reject_evidence(known, because=request.POST.get("reason", ""), revision=revision)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Decided."))
    return redirect("contract_evidence", request.organisation.slug, known.contract.uuid)


@require_GET
@organisation_page(SEE)
def evidence_file(request: OrganisationRequest, evidence: UUID) -> FileResponse:
    """Give a file out as it came, to be saved."""
    known = _evidence_or_404(request, evidence)
    if known.file is None:
        raise Http404
    ending = known.file.name.rpartition(".")[2].lower()
    name = plain_name(known.title) or plain_name(_("evidence"))
    named = f"{name}.{ending}" if ending in KINDS else name
    stream = opened(known.file)
    return FileResponse(stream, as_attachment=True, filename=named, content_type=PLAIN)


def _named(request: OrganisationRequest, contract: Contract) -> tuple[Evidence | None, Control | None]:
    """Return the former version and the control that the address names; 404 for those that are not the contract's."""
    former = control = None
    if key := request.GET.get("replaces"):
        former = _evidence_or_404(request, uuid_or_404(key))
    if key := request.GET.get("control"):
        control = control_called(request.organisation, uuid_or_404(key))
        if control is None:
            raise Http404
    if any(each is not None and each.contract_id != contract.pk for each in (former, control)):
        raise Http404
    return former, control


def _page(
    request: OrganisationRequest, contract: Contract, form: EvidenceForm, title: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "contract": contract,
        "form": form,
        "title": title,
        "accepted": ACCEPTED,
        "most": MOST_MEGABYTES,
        "crumbs": [*_crumbs(request, contract), {"title": title}],
    }
    return render_page(request, "follow_up/file_evidence.html", context, status=status)


def _say(problem: DomainError, form: EvidenceForm) -> None:
    field = getattr(problem, "field", "")
    form.add_error(field if field in form.fields else None, str(problem))


def _contract_or_404(request: OrganisationRequest, uuid: UUID) -> Contract:
    found = followed_contract(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _evidence_or_404(request: OrganisationRequest, uuid: UUID) -> Evidence:
    found = evidence_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _crumbs(request: OrganisationRequest, contract: Contract) -> list[dict[str, Any]]:
    home = request.organisation.slug
    return [
        {"title": _("Register"), "address": reverse("register", args=[home])},
        {"title": contract.title, "address": reverse("contract", args=[home, contract.uuid])},
        {"title": _("Evidence"), "address": reverse("contract_evidence", args=[home, contract.uuid])},
    ]
