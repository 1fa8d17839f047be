"""A staircase on one page, as PDF and as Word."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from foundation.downloads import PDF, WORD, plain_name, saved_as
from foundation.pdf import one_page_pdf, pdf_of
from organisations.pages import OrganisationRequest, organisation_page
from procurement.reports.staircase_document import document_of
from procurement.reports.staircase_word import word_of
from procurement.views.staircase_seen import seen_or_404

KINDS = ("pdf", "docx")


@require_GET
@organisation_page("procurement.view_procurement")
def document(request: OrganisationRequest, procurement: UUID, asked: UUID, kind: str) -> HttpResponse:
    """Give out the staircase as it is saved."""
    seen = seen_or_404(request, procurement, asked)
    plan = seen.kept_plan
    if plan is None or seen.stored is None or kind not in KINDS:
        raise Http404
    made = document_of(plan, seen.stored, seen.procurement, title=seen.title, today=timezone.localdate())
    name = plain_name(seen.procurement.title, seen.asked.code)
    if kind == "docx":
        return saved_as(f"{name}.docx", word_of(made), WORD)
    context = {"made": made, "organisation": seen.procurement.organisation}
    return saved_as(f"{name}.pdf", _pdf(request, context), PDF)


def _pdf(request: OrganisationRequest, context: dict[str, Any]) -> bytes:
    """Return the document on one page; where so much comes with the steps that it has no room, on more."""
    densities = ("", "tight")
    drafts = [render_to_string("reports/staircase.html", {**context, "density": each}, request) for each in densities]
    try:
        return one_page_pdf(drafts)
    except ValueError:
        return pdf_of(drafts[0])
