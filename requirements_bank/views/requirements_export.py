"""The list of requirements as Excel or CSV: what the page would show, all pages of it."""

from django.http import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page
from requirements_bank.forms.find import read_address
from requirements_bank.queries.found_requirements import found_requirements
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.found_sheet import found_sheet
from requirements_bank.reports.requirement_words import shown

MOST = 2000


class TooManyRequirementsError(DomainError):
    """More requirements than a file is made of while somebody waits."""


@require_GET
@organisation_page("requirements_bank.view_bank")
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out what the address asks for, in its order."""
    chosen = read_address(request.GET).chosen
    found = found_requirements(
        request.organisation, chosen, language=get_language() or "nb", limit=MOST + 1, is_counted=False
    )
    if len(found.page) > MOST:
        raise TooManyRequirementsError(
            _("These are more than %(most)s requirements. Narrow them down first.") % {"most": MOST}
        )
    versions = published_versions().in_bulk([version for version, _uses in found.page])
    sheet = found_sheet([(shown(versions[version]), uses) for version, uses in found.page if version in versions])
    return file_of([sheet], plain_name(request.organisation.name, sheet.title), kind)
