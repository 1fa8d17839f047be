"""The documents of a procurement: hand one over, save it, take it out."""

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
from procurement.models import Procurement, ProcurementDocument
from procurement.queries.documents import documents_of
from procurement.services.documents import add_document, remove_document
from procurement.views.handed_over import MOST_IN_A_REQUEST, MOST_MEGABYTES, given_out, is_kept, too_large
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context, procurement_or_404
from requirements_bank.views.bounded import bounded

KEPT = ("title", "confidential_because")
"""What the form says beside its file."""


def _too_large(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    form = too_large(DocumentForm({}))
    return _page(request, procurement_or_404(request, procurement), form, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page("procurement.view_procurement")
@bounded(MOST_IN_A_REQUEST, _too_large)
def documents(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """List the documents, and keep one that is handed over."""
    if request.method == "GET":
        return _page(request, procurement_or_404(request, procurement), DocumentForm())
    if not request.place.may(RUN):
        raise Http404
    found = led_or_404(request, procurement)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid() or not is_kept(form, partial(add_document, found), KEPT):
        return _page(request, found, form, status=422)
    messages.success(request, _("The document is kept."))
    return redirect("procurement_documents", request.organisation.slug, found.uuid)


@require_GET
@organisation_page("procurement.view_procurement")
def document(request: OrganisationRequest, procurement: UUID, document: UUID) -> HttpResponseBase:
    """Give out a document as it came, to be saved."""
    return given_out(_document_or_404(request, procurement_or_404(request, procurement), document))


@require_POST
@organisation_page(RUN)
def remove(request: OrganisationRequest, procurement: UUID, document: UUID) -> HttpResponse:
    """Take a document out, with the reason why."""
    found = _document_or_404(request, led_or_404(request, procurement), document)
    try:
        remove_document(found, because=request.POST.get("reason", ""))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("%(document)s is taken out.") % {"document": found.title})
    return redirect("procurement_documents", request.organisation.slug, procurement)


def _page(
    request: OrganisationRequest, procurement: Procurement, form: DocumentForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **procurement_context(request, procurement, "procurement_documents"),
        "documents": documents_of(procurement, request.organisation),
        "form": form,
        "accepted": ACCEPTED,
        "most": MOST_MEGABYTES,
    }
    return render_page(request, "procurement/documents.html", context, status=status)


def _document_or_404(request: OrganisationRequest, procurement: Procurement, uuid: UUID) -> ProcurementDocument:
    found = documents_of(procurement, request.organisation).filter(uuid=uuid)
    document = found.select_related("procurement").first()
    if document is None:
        raise Http404
    return document
