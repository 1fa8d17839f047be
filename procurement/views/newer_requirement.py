"""A newer version of what is asked, shown word by word before it is taken."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import AskedRequirement, Procurement
from procurement.queries.asked import AskedLine, asked_lines
from procurement.services.ask import ask_newer_version
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.variable_values import typed_values
from requirements_bank.models import RequirementVersion
from requirements_bank.reports.difference_words import differences_of
from requirements_bank.reports.value_words import variable_name


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page(RUN)
def newer(request: OrganisationRequest, procurement: UUID, asked: UUID) -> HttpResponse:
    """Show what a newer version of a requirement changes, and take it."""
    found = led_or_404(request, procurement)
    line = _line_or_404(found, asked)
    if line.newer is None or line.version is None:
        messages.info(request, _("There is no newer version of %(code)s.") % {"code": line.asked.code})
        return redirect("procurement_requirements", request.organisation.slug, found.uuid)
    if request.method == "POST" and request.POST.get("version") == str(line.newer.uuid):
        return _taken(request, found, line.asked)
    context = {
        **procurement_context(request, found, "procurement_requirements", _("Newer version")),
        "line": line,
        "is_even_newer": request.method == "POST",
        "differences": differences_of(line.version.content, line.newer.content, get_language() or "en"),
        "unfit": _unfit(line, line.newer),
    }
    return render_page(request, "procurement/newer_requirement.html", context)


def _taken(request: OrganisationRequest, procurement: Procurement, asked: AskedRequirement) -> HttpResponse:
    try:
        taken = ask_newer_version(asked)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        values = {"code": taken.code, "number": taken.version.number}
        messages.success(request, _("%(code)s is now asked for in version %(number)s.") % values)
    return redirect("procurement_requirements", request.organisation.slug, procurement.uuid)


def _unfit(line: AskedLine, newer: RequirementVersion) -> list[str]:
    """Return the names of the values that were chosen and do not fit the newer version."""
    variables = content_of(newer.content, newer.content_hash).variables
    kept = typed_values(variables, line.asked.values)
    own = line.content.variables if line.content else {}
    return [variable_name(own[name]) for name in line.chosen if name not in kept]


def _line_or_404(procurement: Procurement, uuid: UUID) -> AskedLine:
    line = next((line for line in asked_lines(procurement) if line.asked.uuid == uuid), None)
    if line is None:
        raise Http404
    return line
