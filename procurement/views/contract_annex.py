"""What a contract obliges to, given out as an annex to be signed with it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.downloads import WORD, plain_name, saved_as
from organisations.pages import OrganisationRequest, organisation_page
from procurement.queries.obligations import obligations_seen
from procurement.reports.contract_annex import contract_annex
from procurement.views.contract_seen import contract_or_404


@require_GET
@organisation_page("procurement.view_procurement")
def annex(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Give the annex out as Word."""
    found = contract_or_404(request, contract)
    if found.terms_are_sealed:
        raise Http404
    content = contract_annex(found, list(obligations_seen(found)), timezone.localdate())
    name = plain_name(_("climate annex"), found.title)
    return saved_as(f"{name}.docx", content, WORD)
