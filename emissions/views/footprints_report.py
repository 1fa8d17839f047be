"""A footprint as a PDF of two pages."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.reports.footprint_report import footprint_report
from emissions.views.footprints_seen import seen_or_404
from foundation.downloads import plain_name
from foundation.pdf import pdf_response
from organisations.pages import OrganisationRequest, organisation_page


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def report(request: OrganisationRequest, footprint: UUID) -> HttpResponse:
    """Give out the report of a footprint."""
    seen = seen_or_404(footprint)
    name = plain_name(seen.owner.name, seen.footprint.year, _("footprint"))
    context = {"report": footprint_report(seen), "seen": seen, "owner": seen.owner}
    return pdf_response(request, "reports/footprint.html", context, filename=f"{name}.pdf")
