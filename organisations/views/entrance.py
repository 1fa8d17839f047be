"""Where people come in: the front page, and each organisation's first page."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from foundation.audience import public
from organisations.frame import SECTIONS
from organisations.pages import OrganisationRequest, organisation_page
from organisations.queries.in_force import memberships_of


@public
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Send a person to their first organisation; show strangers what this is and where to sign in."""
    if request.user.is_authenticated:
        first = memberships_of(request.user).first()
        if first:
            return redirect("organisation_home", first.organisation.slug)
        if request.user.is_operator:
            return redirect("operations")
        return render(request, "organisations/no_organisation.html")
    return render(request, "organisations/front.html")


@require_GET
@organisation_page("organisations.view_organisation")
def home(request: OrganisationRequest) -> HttpResponseBase:
    """Send the person to the first section that their role may open."""
    for section in SECTIONS:
        if request.place.may(section.permission) and not (section.needs_accounts and request.organisation.is_network):
            return redirect(section.url_name, request.organisation.slug)
    return render(request, "organisations/nothing_here.html")


@require_GET
@organisation_page("organisations.view_organisation")
def accent(request: OrganisationRequest) -> HttpResponse:
    """Return the organisation's colour as a style sheet, since pages carry no inline style."""
    response = HttpResponse(f":root {{ --accent: {request.organisation.colour}; }}\n", content_type="text/css")
    response["Cache-Control"] = "private, max-age=3600"
    return response
