"""The documents of a contract: hand one over, save it, take it out; who shares the contract reads them."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.downloads import plain_name
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.documents import DocumentForm
from procurement.importers.document_kind import ACCEPTED, KINDS, MOST_BYTES
from procurement.models import Contract, ContractDocument
from procurement.services.contract_documents import add_contract_document, remove_contract_document
from procurement.services.documents import MEGABYTE
from procurement.views.contract_seen import contract_context, contract_or_404, kept_or_404
from procurement.views.documents import FORM_BYTES, PLAIN
from procurement.views.procurement_seen import RUN
from requirements_bank.views.bounded import bounded


def _too_large(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    form = DocumentForm({})
    form.is_valid()
    form.errors.clear()
    sentence = _("The file is larger than %(most)s MB. Make it smaller, or divide it.")
    form.add_error("file", sentence % {"most": MOST_BYTES // MEGABYTE})
    return _page(request, kept_or_404(request, contract), form, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def add(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Hand a document over."""
    found = kept_or_404(request, contract)
    if request.method == "GET":
        return _page(request, found, DocumentForm())
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid() or not _kept(found, form):
        return _page(request, found, form, status=422)
    messages.success(request, _("The document is kept."))
    return redirect("contract", request.organisation.slug, found.uuid)


@require_GET
@organisation_page("procurement.view_procurement")
def document(request: OrganisationRequest, contract: UUID, document: UUID) -> HttpResponseBase:
    """Give out a document as it came, to be saved; a confidential one only to who keeps the contract."""
    found = _document_or_404(contract_or_404(request, contract), document)
    if not found.is_open_to(request.organisation):
        raise Http404
    stream = default_storage.open(found.file.path)
    ending = found.file.name.rpartition(".")[2].lower()
    name = plain_name(found.title) or plain_name(_("document"))
    named = f"{name}.{ending}" if ending in KINDS else name
    return FileResponse(stream, as_attachment=True, filename=named, content_type=PLAIN)


@require_POST
@organisation_page(RUN)
def remove(request: OrganisationRequest, contract: UUID, document: UUID) -> HttpResponse:
    """Take a document out, with the reason why."""
    found = _document_or_404(kept_or_404(request, contract), document)
    try:
        remove_contract_document(found, because=request.POST.get("reason", ""))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("%(document)s is taken out.") % {"document": found.title})
    return redirect("contract", request.organisation.slug, contract)


def _kept(contract: Contract, form: DocumentForm) -> bool:
    """Keep what was handed over; where that is not possible, say so in the form."""
    said = {name: form.cleaned_data[name] for name in ("title", "confidential_because")}
    try:
        add_contract_document(contract, stream=form.upload, file_name=form.upload.name or "", **said)
    except DomainError as problem:
        form.add_error(getattr(problem, "field", "") or None, str(problem))
        return False
    return True


def _page(request: OrganisationRequest, contract: Contract, form: DocumentForm, *, status: int = 200) -> HttpResponse:
    title = _("Hand a document over")
    context = {
        **contract_context(request, contract, title),
        "form": form,
        "title": title,
        "accepted": ACCEPTED,
        "most": MOST_BYTES // MEGABYTE,
    }
    return render_page(request, "procurement/contract_document.html", context, status=status)


def _document_or_404(contract: Contract, uuid: UUID) -> ContractDocument:
    found = ContractDocument.objects.filter(contract=contract, uuid=uuid).select_related("file", "contract").first()
    if found is None:
        raise Http404
    return found
