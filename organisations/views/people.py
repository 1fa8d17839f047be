"""People and their roles: see them, invite, change, end."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.forms.people import InvitationForm, RolesForm
from organisations.models import User
from organisations.office import office_tabs
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.queries.people import Person, people_of, person_in
from organisations.services.invite_person import Invitation, invite_again, invite_person
from organisations.services.roles import change_roles, end_membership


@require_GET
@organisation_page("organisations.view_people")
def people(request: OrganisationRequest) -> HttpResponse:
    """List who has which roles."""
    context = {
        "people": people_of(request.organisation),
        "may_manage": request.place.may("organisations.manage_people"),
        "tabs": office_tabs(request, "people"),
    }
    return render_page(request, "organisations/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("organisations.manage_people")
def invite(request: OrganisationRequest) -> HttpResponse:
    """Invite a person."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        invitation = Invitation(told["email"], told["name"], tuple(told["roles"]), told["valid_to"])
        try:
            user = invite_person(organisation=request.organisation, invitation=invitation)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": user.email})
            return redirect("people", request.organisation.slug)
    context = {"form": form, "tabs": office_tabs(request, "people")}
    return render_page(request, "organisations/invite.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("organisations.manage_people")
def person(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    """Show one person's roles and change them."""
    found = _person(request, person_id)
    form = RolesForm(request.POST or None, initial={"roles": [role.value for role in found.roles]})
    if request.method == "POST" and form.is_valid():
        try:
            change_roles(organisation=request.organisation, person=found.user, roles=form.cleaned_data["roles"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("people", request.organisation.slug)
    context = {"person": found, "form": form, "tabs": office_tabs(request, "people")}
    return render_page(request, "organisations/person.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page("organisations.manage_people")
def end_person(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    """End all roles of a person here."""
    found = _person(request, person_id)
    try:
        end_membership(organisation=request.organisation, person=found.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(name)s has no role here any more.") % {"name": found.user.name})
    return redirect("people", request.organisation.slug)


@require_POST
@organisation_page("organisations.manage_people")
def invite_person_again(request: OrganisationRequest, person_id: UUID) -> HttpResponse:
    """Send a person who has not come in yet a new link."""
    found = _person(request, person_id)
    try:
        invite_again(organisation=request.organisation, person=found.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("A new invitation is on its way to %(email)s.") % {"email": found.user.email})
    return redirect("people", request.organisation.slug)


def _person(request: OrganisationRequest, person_id: UUID) -> Person:
    found = person_in(request.organisation, get_object_or_404(User, uuid=person_id))
    if found is None:
        raise Http404
    return found
