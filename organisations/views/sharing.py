"""What the organisation shares with others, and others with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.forms.sharing import WHAT, ShareForm
from organisations.models import Share
from organisations.office import office_tabs
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.queries.in_force import shares_with, valid_on
from organisations.services.share_data import end_share, give_share


@require_GET
@organisation_page("organisations.view_people")
def sharing(request: OrganisationRequest) -> HttpResponse:
    """List the shares that hold today, in both directions."""
    given = Share.objects.filter(valid_on(timezone.localdate()), owner=request.organisation)
    context = {
        "given": given.select_related("receiver").order_by("receiver__name", "area"),
        "received": shares_with(request.organisation).order_by("owner__name", "area"),
        "may_manage": request.place.may("organisations.manage_shares"),
        "tabs": office_tabs(request, "sharing"),
    }
    return render_page(request, "organisations/sharing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("organisations.manage_shares")
def share(request: OrganisationRequest) -> HttpResponse:
    """Share something."""
    initial = {"what": "footprint-totals", "receiver": request.GET.get("with")}
    form = ShareForm(request.POST or None, owner=request.organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        area, depth = WHAT[form.cleaned_data["what"]]
        receiver = form.cleaned_data["receiver"]
        try:
            give_share(
                owner=request.organisation,
                receiver=receiver,
                area=area,
                depth=depth,
                valid_to=form.cleaned_data["valid_to"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s can see it from now on.") % {"name": receiver.name})
            return redirect("sharing", request.organisation.slug)
    context = {"form": form, "tabs": office_tabs(request, "sharing")}
    return render_page(request, "organisations/share.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page("organisations.manage_shares")
def stop_sharing(request: OrganisationRequest, share_id: UUID) -> HttpResponse:
    """End a share."""
    today = timezone.localdate()
    found = get_object_or_404(
        Share.objects.filter(valid_on(today)).select_related("receiver"), uuid=share_id, owner=request.organisation
    )
    end_share(found)
    messages.success(request, _("%(name)s sees it no more.") % {"name": found.receiver.name})
    return redirect("sharing", request.organisation.slug)
