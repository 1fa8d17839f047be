"""The tender documents of a procurement: what is ready and what is missing, saved one by one or all, and kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.downloads import ZIP, plain_name, saved_as
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.tender_documents import TenderDocumentsForm
from procurement.models import Procurement
from procurement.queries.tender import tender_of
from procurement.reports.annex import AnnexKind
from procurement.reports.tender_page import made_documents, shown_annexes, tender_answer
from procurement.services.annexes import (
    FILE_TYPES,
    all_annexes,
    annex_file,
    annex_name,
    annex_of,
    keep_annex,
    kinds_of,
)
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context, procurement_or_404
from requirements_bank.queries.document_templates import templates_of


@require_GET
@organisation_page("procurement.view_procurement")
def tender_documents(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show each tender document with what it lacks, and those that were made."""
    found = procurement_or_404(request, procurement)
    tender, form = tender_of(found), _form(request, request.GET)
    shown = shown_annexes(tender, kinds_of(tender))
    context = {
        **procurement_context(request, found, "tender_documents"),
        "answer": tender_answer(shown),
        "annexes": shown,
        "anything": any(each.exists for each in shown),
        "form": form,
        "made": made_documents(tender),
    }
    return render_page(request, "procurement/tender_documents.html", context, partial="tender")


@require_GET
@organisation_page("procurement.view_procurement")
def tender_document(request: OrganisationRequest, procurement: UUID, annex: str, kind: str) -> HttpResponse:
    """Give out one tender document as Word or PDF."""
    found, making = procurement_or_404(request, procurement), _form(request, request.GET).making
    try:
        made = annex_of(tender_of(found), AnnexKind(annex), making)
        content = annex_file(made, found, kind, making.template)
    except DomainError as problem:
        return _refused(request, found, problem)
    return saved_as(annex_name(made, kind), content, FILE_TYPES[kind])


@require_GET
@organisation_page("procurement.view_procurement")
def packed(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Give out all tender documents, each as Word and PDF, in one file."""
    found = procurement_or_404(request, procurement)
    try:
        content = all_annexes(tender_of(found), _form(request, request.GET).making)
    except DomainError as problem:
        return _refused(request, found, problem)
    name = plain_name(found.title, _("tender documents"))
    return saved_as(f"{name}.zip", content, ZIP)


@require_POST
@organisation_page(RUN)
def keep(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Make one tender document and keep it among those of the procurement."""
    found, form = led_or_404(request, procurement), _form(request, request.POST)
    annex, _dot, ending = request.POST.get("annex", "").partition(".")
    if annex not in set(AnnexKind) or ending not in FILE_TYPES:
        raise Http404
    try:
        kept = keep_annex(tender_of(found), AnnexKind(annex), form.making, ending)
    except DomainError as problem:
        return _refused(request, found, problem)
    messages.success(request, _("“%(title)s” is kept among the documents.") % {"title": kept.title})
    return redirect(_page(request, found, form))


def _form(request: OrganisationRequest, data: Any) -> TenderDocumentsForm:  # noqa: ANN401 - what a request sends
    return TenderDocumentsForm(data, templates_of(request.organisation))


def _page(request: OrganisationRequest, procurement: Procurement, form: TenderDocumentsForm) -> str:
    address = reverse("tender_documents", args=[request.organisation.slug, procurement.uuid])
    return f"{address}?{form.query}"


def _refused(request: OrganisationRequest, procurement: Procurement, problem: DomainError) -> HttpResponse:
    """Say on the page what stands in the way, the choice kept."""
    for sentence in getattr(problem, "sentences", [str(problem)]):
        messages.error(request, sentence)
    data = request.POST if request.method == "POST" else request.GET
    return redirect(_page(request, procurement, _form(request, data)))
