"""Write the same of many obligations at once, and keep or take away views of the register."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from follow_up.forms.edit_obligations import EditObligationsForm
from follow_up.forms.find_obligations import read_register_address
from follow_up.queries.register import found_in_register
from follow_up.queries.saved_views import views_seen
from follow_up.services.edit_obligations import MOST_AT_ONCE, edit_obligations
from follow_up.services.saved_views import remove_view, save_view
from follow_up.views.register import CONTROL, PAGE_SIZE, SEE, TICKED
from foundation.errors import DomainError
from foundation.typed_ids import uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page


@require_POST
@organisation_page(CONTROL)
def edit(request: OrganisationRequest) -> HttpResponse:
    """Write what was chosen of the obligations that were ticked, or of all that fit."""
    form = EditObligationsForm(request.organisation, request.POST)
    if not form.is_valid():
        messages.error(request, _("That cannot be written. Choose again."))
        return _back(request, ticked=request.POST.getlist("obligation"))
    try:
        number = edit_obligations(organisation=request.organisation, obligations=_chosen(request), edit=form.edit)
    except DomainError as refused:
        messages.error(request, str(refused))
        return _back(request, ticked=request.POST.getlist("obligation"))
    else:
        sentence = ngettext("%(number)s obligation is changed.", "%(number)s obligations are changed.", number)
        messages.success(request, sentence % {"number": number})
    return _back(request)


@require_POST
@organisation_page(SEE)
def keep_view(request: OrganisationRequest) -> HttpResponse:
    """Keep the view that is open under a name."""
    for_all = request.POST.get("everybody") == "1" and request.place.may(CONTROL)
    try:
        view = save_view(
            organisation=request.organisation,
            person=None if for_all else request.user,
            name=request.POST.get("name", ""),
            address=_query(request),
        )
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return _back(request)


@require_POST
@organisation_page(SEE)
def take_view(request: OrganisationRequest, view: UUID) -> HttpResponse:
    """Take a view away: one's own, or everybody's by somebody who may edit the register."""
    found = views_seen(request.organisation, request.user).filter(uuid=view).first()
    if found is None or (found.person_id is None and not request.place.may(CONTROL)):
        raise Http404
    remove_view(found)
    messages.success(request, _("The view “%(name)s” is taken away.") % {"name": found.name})
    return _back(request)


def _chosen(request: OrganisationRequest) -> list[UUID]:
    """Return the obligations that were ticked, or one more than may be changed of all that fit the address."""
    if request.POST.get("all") == "1":
        wanted = read_register_address(QueryDict(_query(request)))
        found = found_in_register(request.organisation, wanted, timezone.localdate())
        return list(found.values_list("obligation__uuid", flat=True)[: MOST_AT_ONCE + 1])
    return [each for each in map(uuid_or_none, request.POST.getlist("obligation")) if each]


def _query(request: OrganisationRequest) -> str:
    """Return the query of the page that was open; whatever else is sent there is read as such, and no more."""
    query = QueryDict(request.POST.get("query", "")[:4000], mutable=True)
    query.pop(TICKED, None)
    return query.urlencode()


def _back(request: OrganisationRequest, ticked: Sequence[str] = ()) -> HttpResponse:
    """Return to the page that was open, with the ticks that stood there where they are still needed."""
    address: Any = reverse("register", args=[request.organisation.slug])
    ticks = urlencode([(TICKED, each) for each in ticked[:PAGE_SIZE] if uuid_or_none(each)])
    query = "&".join(filter(None, [_query(request), ticks]))
    return redirect(f"{address}?{query}" if query else address)
