"""A staircase on one page, as PDF and as Word."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from foundation.downloads import PDF, WORD, plain_name, saved_as
from organisations.pages import OrganisationRequest, organisation_page
from procurement.reports.staircase_document import document_of
from procurement.reports.staircase_pdf import staircase_pdf
from procurement.reports.staircase_word import staircase_as_word
from procurement.views.staircase_seen import seen_or_404

KINDS = ("pdf", "docx")


@require_GET
@organisation_page("procurement.view_procurement")
def document(request: OrganisationRequest, procurement: UUID, asked: UUID, kind: str) -> HttpResponse:
    """Give out the staircase as it is saved."""
    seen = seen_or_404(request, procurement, asked)
    plan = seen.plan
    if plan is None or seen.stored is None or kind not in KINDS:
        raise Http404
    made = document_of(plan, seen.stored, seen.procurement, title=seen.title, today=timezone.localdate())
    name = plain_name(seen.procurement.title, seen.asked.code)
    if kind == "docx":
        return saved_as(f"{name}.docx", staircase_as_word(made), WORD)
    return saved_as(f"{name}.pdf", staircase_pdf(made, seen.procurement.organisation, request), PDF)
