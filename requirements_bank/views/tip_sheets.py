"""Tip sheets: a requirement or an example as a PDF of one page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from foundation.downloads import PDF, plain_name, saved_as
from organisations.pages import OrganisationRequest, organisation_page
from requirements_bank.calculations.content_of import content_of
from requirements_bank.forms.tip_sheets import TipSheetForm, values_in
from requirements_bank.models import Requirement
from requirements_bank.queries.examples import requirements_of
from requirements_bank.queries.public_banks import open_requirement
from requirements_bank.queries.requirements import version_to_show
from requirements_bank.reports.example_words import shown_example
from requirements_bank.reports.requirement_words import shown
from requirements_bank.reports.tip_sheet import example_sheets, requirement_sheets
from requirements_bank.services.make_tip_sheet import tip_sheet_pdf
from requirements_bank.views.bank_seen import requirement_or_404
from requirements_bank.views.examples import example_or_404


@require_GET
@organisation_page("requirements_bank.view_bank")
def requirement(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Give out one version of a requirement on one page, filled with the values that the address names."""
    found, asked = requirement_or_404(requirement), TipSheetForm(request.GET).values
    version = version_to_show(found, asked["version"])
    if version is None:
        raise Http404
    language = asked["language"] or _readers_language()
    try:
        content = content_of(version.content, version.content_hash)
    except ValueError as error:  # a draft that is not complete has no sheet yet
        raise Http404 from error
    values = values_in(request.GET, content.variables, language)
    sheets = requirement_sheets(version, language, values)
    address = _public_address(request, found)
    content_pdf = tip_sheet_pdf(sheets, owner=request.organisation.name, address=address)
    return saved_as(f"{plain_name(found.code, version.number, language)}.pdf", content_pdf, PDF)


@require_GET
@organisation_page("requirements_bank.view_bank")
def example(request: OrganisationRequest, example: UUID) -> HttpResponse:
    """Give out an example on one page."""
    found = example_or_404(request, example)
    language = TipSheetForm(request.GET).values["language"] or _readers_language()
    shown_one = shown_example(found, language)
    linked = [shown(version, language=language) for version in requirements_of(found)]
    owner = "" if found.organisation_id == request.organisation.pk else request.organisation.name  # said already
    content = tip_sheet_pdf(example_sheets(shown_one, linked), owner=owner)
    return saved_as(f"{plain_name(found.code, language)}.pdf", content, PDF)


def _readers_language() -> str:
    return (get_language() or "en")[:2]


def _public_address(request: OrganisationRequest, found: Requirement) -> str:
    """Return where anyone can read the requirement; empty where it is not for everybody."""
    if not open_requirement(found):
        return ""
    return request.build_absolute_uri(reverse("public_requirement", args=[found.bank.slug, found.code]))
