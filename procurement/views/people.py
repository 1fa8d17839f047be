"""Who works on a procurement, and who buys along."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.taking_part import BuyersForm, PersonForm
from procurement.models import Part, Participant, Procurement
from procurement.queries.bids import TEAM, Reader, may_change_team
from procurement.queries.taking_part import buying_organisations, participants_of
from procurement.services.procurements import name_buyers, name_participant
from procurement.services.taking_part import release_participant
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context, procurement_or_404

TEAM_ALONE = gettext_lazy("There are bids: only those who see them say who else does.")


@require_GET
@organisation_page("procurement.view_procurement")
def people(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show who takes part; the lead's officers change it here."""
    return _page(request, procurement_or_404(request, procurement))


@require_POST
@organisation_page(RUN)
def add(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Give a person a part."""
    found = led_or_404(request, procurement)
    form = PersonForm(found, request.POST)
    if form.is_valid() and not _may_part(request, found, form.cleaned_data["part"]):
        form.add_error("part", TEAM_ALONE)
    if form.is_valid():
        try:
            name_participant(found, form.user, Part(form.cleaned_data["part"]))
        except DomainError as problem:
            form.add_error("person", str(problem))
        else:
            messages.success(request, _("%(person)s takes part.") % {"person": form.user.name})
            return _back(request, found)
    return _page(request, found, person_form=form, status=422)


@require_POST
@organisation_page(RUN)
def change(request: OrganisationRequest, procurement: UUID, person: UUID) -> HttpResponse:
    """Give a person another part, or take it away: the button says which."""
    found = led_or_404(request, procurement)
    participant = _participant_or_404(found, person)
    part = request.POST.get("part", "")
    if not _may_part(request, found, part, participant.part):
        messages.error(request, str(TEAM_ALONE))
        return _back(request, found)
    if request.POST.get("do") == "remove":
        release_participant(participant)
        messages.success(request, _("%(person)s no longer takes part.") % {"person": participant.user.name})
        return _back(request, found)
    if part not in Part.values:
        messages.error(request, _("Choose one of the parts."))
        return _back(request, found)
    try:
        name_participant(found, participant.user, Part(part))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Saved."))
    return _back(request, found)


@require_POST
@organisation_page(RUN)
def buyers(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Say who buys along."""
    found = led_or_404(request, procurement)
    form = BuyersForm(found, request.POST)
    if form.is_valid():
        try:
            name_buyers(found, form.organisations)
        except DomainError as problem:
            form.add_error("buyers", str(problem))
        else:
            messages.success(request, _("Saved."))
            return _back(request, found)
    return _page(request, found, buyers_form=form, status=422)


def _may_part(request: OrganisationRequest, procurement: Procurement, *parts: str) -> bool:
    """Whether the person may give or take these parts: once there are bids, the team alone changes itself."""
    return not set(parts) & set(TEAM) or may_change_team(procurement, Reader(request.organisation, request.user))


def _page(
    request: OrganisationRequest,
    procurement: Procurement,
    *,
    person_form: PersonForm | None = None,
    buyers_form: BuyersForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **procurement_context(request, procurement, "procurement_people"),
        "participants": participants_of(procurement),
        "parts": Part.choices,
        "buying": buying_organisations(procurement),
    }
    if context["may_run"]:
        context["person_form"] = person_form or PersonForm(procurement)
        context["buyers_form"] = buyers_form or BuyersForm(procurement)
    return render_page(request, "procurement/people.html", context, status=status)


def _back(request: OrganisationRequest, procurement: Procurement) -> HttpResponse:
    return redirect("procurement_people", request.organisation.slug, procurement.uuid)


def _participant_or_404(procurement: Procurement, person: UUID) -> Participant:
    found = Participant.objects.select_related("user", "procurement")
    participant = found.filter(procurement=procurement, user__uuid=person).first()
    if participant is None:
        raise Http404
    return participant
