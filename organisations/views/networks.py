"""Networks: for a network its members and what each shares; for a member the networks it belongs to."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.errors import DomainError
from organisations.forms.sharing import MemberForm
from organisations.models import NetworkMembership
from organisations.office import office_tabs
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.queries.in_force import valid_on
from organisations.queries.networks import members_of, networks_of
from organisations.services.network_members import add_member, end_network_membership


@require_GET
@organisation_page("organisations.view_people")
def networks(request: OrganisationRequest) -> HttpResponse:
    """Show the members of a network, or the networks of a member."""
    return _networks(request, MemberForm(network=request.organisation))


@require_POST
@organisation_page("organisations.manage_organisation")
def take_in_member(request: OrganisationRequest) -> HttpResponse:
    """Take an organisation into the network."""
    form = MemberForm(request.POST, network=request.organisation)
    if form.is_valid():
        member = form.cleaned_data["member"]
        try:
            add_member(network=request.organisation, member=member)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s is a member now.") % {"name": member.name})
            return redirect("networks", request.organisation.slug)
    return _networks(request, form, status=422)


@require_POST
@organisation_page("organisations.manage_organisation")
def leave_network(request: OrganisationRequest, other: UUID) -> HttpResponse:
    """End a membership, by the network or by the member; `other` is the one at the other end."""
    ours = request.organisation
    ends = Q(network=ours, member__uuid=other) | Q(member=ours, network__uuid=other)
    today = timezone.localdate()
    held = NetworkMembership.objects.filter(valid_on(today)).select_related("network", "member")
    membership = get_object_or_404(held, ends)
    end_network_membership(membership=membership, by=ours)
    name = membership.member.name if ours.is_network else membership.network.name
    messages.success(request, _("The membership with %(name)s has ended.") % {"name": name})
    return redirect("networks", ours.slug)


def _networks(request: OrganisationRequest, form: MemberForm, status: int = 200) -> HttpResponse:
    ours = request.organisation
    context = {
        "members": members_of(ours) if ours.is_network else [],
        "networks": [] if ours.is_network else networks_of(ours),
        "form": form,
        "may_manage": request.place.may("organisations.manage_organisation"),
        "tabs": office_tabs(request, "networks"),
    }
    return render_page(request, "organisations/networks.html", context, status=status)
