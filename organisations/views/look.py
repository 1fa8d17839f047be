"""What an organisation is and looks like: facts for its people, the form for its administrators, the logo for all."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.calculations.organisation_numbers import written_number
from organisations.forms.look import LookForm
from organisations.models import Organisation
from organisations.office import office_tabs
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.services.change_look import Look, change_look


@require_GET
@organisation_page("organisations.view_changes")
def organisation(request: OrganisationRequest) -> HttpResponse:
    """Show what is known of the organisation."""
    ours = request.organisation
    facts = [
        (_("Kind"), ours.get_kind_display()),
        (_("Country"), ours.get_country_display()),
        (_("Organisation number"), written_number(ours.number, ours.country)),
        (_("Chart of accounts"), None if ours.is_network else ours.get_chart_display()),
        (_("Currency"), ours.currency),
    ]
    context = {
        "tabs": office_tabs(request, "organisation"),
        "facts": [fact for fact in facts if fact[1]],
        "may_change": request.place.may("organisations.manage_organisation"),
    }
    return render_page(request, "organisations/organisation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("organisations.manage_organisation")
def organisation_settings(request: OrganisationRequest) -> HttpResponse:
    """Change the name shown, the colour, the logo."""
    ours = Organisation.objects.get(pk=request.organisation.pk)  # the page keeps showing what is saved
    form = LookForm(request.POST or None, request.FILES or None, instance=ours)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        look = Look(
            name=chosen["name"],
            accent_colour=chosen["accent_colour"],
            population=chosen["population"],
            logo=chosen["logo_picture"],
            without_logo=chosen["without_logo"],
        )
        change_look(organisation=request.organisation, look=look)
        messages.success(request, _("Saved."))
        return redirect("organisation", request.organisation.slug)
    context = {"form": form, "tabs": office_tabs(request, "organisation")}
    return render_page(request, "organisations/organisation_settings.html", context, status=422 if form.errors else 200)


@require_GET
@organisation_page("organisations.view_organisation")
def logo(request: OrganisationRequest) -> FileResponse:
    """Return the logo, which we wrote ourselves as PNG; 404 where there is none.

    Partners and guests see it too, who read no other file of the organisation.
    """
    with open_access(access_for_work(request.organisation.pk)):
        picture = request.organisation.logo
    if picture is None or not default_storage.exists(picture.path):
        raise Http404
    response = FileResponse(default_storage.open(picture.path), content_type="image/png", filename="logo.png")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
