"""Who is invited to answer: send a link, remind, take it back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.dialogues import InvitationForm
from procurement.models import Procurement, SupplierInvitation
from procurement.services.supplier_invitations import (
    invite_supplier,
    remind_all,
    remind_supplier,
    revoke_invitation,
)
from procurement.views.dialogue_seen import dialogue_context
from procurement.views.procurement_seen import RUN, led_or_404, procurement_or_404

PAGE = "supplier_invitations"


@require_http_methods(["GET", "POST"])
@organisation_page("procurement.view_procurement")
def invitations(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """List who is invited and what became of it, and invite one more."""
    fresh = InvitationForm(initial={"language": get_language()})
    if request.method == "GET":
        return _page(request, procurement_or_404(request, procurement), fresh)
    if not request.place.may(RUN):
        raise Http404
    found = led_or_404(request, procurement)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invited = invite_supplier(found, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
        else:
            messages.success(request, _("%(supplier)s is sent a link.") % {"supplier": invited.supplier})
            return _back(request, found)
    return _page(request, found, form, status=422)


@require_POST
@organisation_page(RUN)
def remind(request: OrganisationRequest, procurement: UUID, invitation: UUID) -> HttpResponse:
    """Send the link once more."""
    found = led_or_404(request, procurement)
    invited = _invitation_or_404(found, invitation)
    try:
        remind_supplier(invited)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("%(supplier)s is reminded.") % {"supplier": invited.supplier})
    return _back(request, found)


@require_POST
@organisation_page(RUN)
def remind_everyone(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Send the link once more to all who have not answered."""
    found = led_or_404(request, procurement)
    try:
        number = remind_all(found)
    except DomainError as problem:
        messages.error(request, str(problem))
        return _back(request, found)
    sentence = ngettext("%(number)s supplier is reminded.", "%(number)s suppliers are reminded.", number)
    if number:
        messages.success(request, sentence % {"number": number})
    else:
        messages.info(request, _("Everyone has answered, or was written to less than a day ago."))
    return _back(request, found)


@require_POST
@organisation_page(RUN)
def revoke(request: OrganisationRequest, procurement: UUID, invitation: UUID) -> HttpResponse:
    """Let nobody in by the link any more."""
    found = led_or_404(request, procurement)
    invited = _invitation_or_404(found, invitation)
    revoke_invitation(invited)
    messages.success(request, _("The link of %(supplier)s works no more.") % {"supplier": invited.supplier})
    return _back(request, found)


def _page(
    request: OrganisationRequest, procurement: Procurement, form: InvitationForm, *, status: int = 200
) -> HttpResponse:
    context = {**dialogue_context(request, procurement, PAGE), "form": form}
    silent = [each for each in context["invitations"] if not each.revoked_at and not each.answered_at]
    context["may_remind"] = context["may_run"] and context["is_open"] and len(silent) > 1
    return render_page(request, "procurement/supplier_invitations.html", context, status=status)


def _back(request: OrganisationRequest, procurement: Procurement) -> HttpResponse:
    return redirect(PAGE, request.organisation.slug, procurement.uuid)


def _invitation_or_404(procurement: Procurement, uuid: UUID) -> SupplierInvitation:
    found = SupplierInvitation.objects.filter(procurement=procurement, uuid=uuid)
    invitation = found.select_related("procurement__organisation").first()
    if invitation is None:
        raise Http404
    return invitation
