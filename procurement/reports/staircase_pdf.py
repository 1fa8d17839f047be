"""A staircase on one page as PDF."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from foundation.pdf import one_page_pdf, pdf_of
from organisations.models import Organisation
from procurement.reports.staircase_document import StaircaseDocument

DENSITIES = ("", "tight")


def staircase_pdf(made: StaircaseDocument, organisation: Organisation, request: HttpRequest) -> bytes:
    """Return the document on one page; where so much comes with the steps that it has no room, on more."""
    context = {"made": made, "organisation": organisation}
    drafts = [render_to_string("reports/staircase.html", {**context, "density": each}, request) for each in DENSITIES]
    try:
        return one_page_pdf(drafts)
    except ValueError:
        return pdf_of(drafts[0])
