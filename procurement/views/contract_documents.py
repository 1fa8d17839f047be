"""The documents of a contract: hand one over, save it, take it out; who shares the contract reads them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.documents import DocumentForm
from procurement.importers.document_kind import ACCEPTED
from procurement.models import Contract, ContractDocument
from procurement.queries.documents import documents_of_contract
from procurement.services.contract_documents import add_contract_document, remove_contract_document
from procurement.views.contract_seen import contract_context, contract_or_404, kept_or_404
from procurement.views.documents import KEPT
from procurement.views.handed_over import MOST_IN_A_REQUEST, MOST_MEGABYTES, given_out, is_kept, too_large
from procurement.views.procurement_seen import RUN
from requirements_bank.views.bounded import bounded


def _too_large(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    return _page(request, kept_or_404(request, contract), too_large(DocumentForm({})), status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
@bounded(MOST_IN_A_REQUEST, _too_large)
def add(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Hand a document over."""
    found = kept_or_404(request, contract)
    if request.method == "GET":
        return _page(request, found, DocumentForm())
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid() or not is_kept(form, partial(add_contract_document, found), KEPT):
        return _page(request, found, form, status=422)
    messages.success(request, _("The document is kept."))
    return redirect("contract", request.organisation.slug, found.uuid)


@require_GET
@organisation_page("procurement.view_procurement")
def document(request: OrganisationRequest, contract: UUID, document: UUID) -> HttpResponseBase:
    """Give out a document as it came, to be saved; a confidential one only to who keeps the contract."""
    return given_out(_document_or_404(request, contract_or_404(request, contract), document))


@require_POST
@organisation_page(RUN)
def remove(request: OrganisationRequest, contract: UUID, document: UUID) -> HttpResponse:
    """Take a document out, with the reason why."""
    found = _document_or_404(request, kept_or_404(request, contract), document)
    try:
        remove_contract_document(found, because=request.POST.get("reason", ""))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("%(document)s is taken out.") % {"document": found.title})
    return redirect("contract", request.organisation.slug, contract)


def _page(request: OrganisationRequest, contract: Contract, form: DocumentForm, *, status: int = 200) -> HttpResponse:
    title = _("Hand a document over")
    context = {
        **contract_context(request, contract, title),
        "form": form,
        "title": title,
        "accepted": ACCEPTED,
        "most": MOST_MEGABYTES,
    }
    return render_page(request, "procurement/contract_document.html", context, status=status)


def _document_or_404(request: OrganisationRequest, contract: Contract, uuid: UUID) -> ContractDocument:
    there = documents_of_contract(contract, request.organisation)
    found = there.filter(uuid=uuid).select_related("file", "contract").first()
    if found is None:
        raise Http404
    return found
