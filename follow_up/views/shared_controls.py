"""Share one's own controls, and rely on those of others where the rule allows it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.share_control import ShareControlForm
from follow_up.models import Control, ControlKind, ControlReuse, SharedControl
from follow_up.queries.seen import followed_obligation
from follow_up.queries.shared_controls import Candidate, candidates, shared_by
from follow_up.reports.audit_words import shown_conditions
from follow_up.services.keep_up import keep_up
from follow_up.services.rely_on_control import rely_no_more, rely_on
from follow_up.services.share_control import share_control, take_back
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.register import CONTROL, SEE
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page

MOST_SHOWN = 50


@require_GET
@organisation_page(SEE)
def shared_controls(request: OrganisationRequest) -> HttpResponse:
    """Show what others found that may be relied on, what is relied on, and what is shared with others."""
    kind, today = _kind(request), timezone.localdate()
    keep_up(request.organisation, today)
    found = candidates(request.organisation, today, kind=kind)
    relied = ControlReuse.objects.filter(organisation=request.organisation).select_related("obligation__contract")
    context = {
        "tabs": follow_up_tabs(request, "shared_controls"),
        "kinds": [(value, label, value == kind) for value, label in ControlKind.choices],
        "kind": kind,
        "usable": [_shown(each) for each in found if each.verdict.may_be_used][:MOST_SHOWN],
        "others": [_shown(each) for each in found if not each.verdict.may_be_used][:MOST_SHOWN],
        "relied": list(relied),
        "own": shared_by(request.organisation),
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/shared_controls.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def share(request: OrganisationRequest, control: UUID) -> HttpResponse:
    """Share a finished control."""
    found = Control.objects.filter(organisation=request.organisation, uuid=control).select_related("contract").first()
    if found is None:
        raise Http404
    form = ShareControlForm(request.POST or None, initial={"informed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            share_control(found, form.said)
        except DomainError as refused:
            form.add_error(_field(form, refused), str(refused))
        else:
            messages.success(request, _("The control is shared."))
            return redirect("shared_controls", request.organisation.slug)
    crumbs = [
        {"title": _("Shared controls"), "address": reverse("shared_controls", args=[request.organisation.slug])},
        {"title": _("Share a control")},
    ]
    context = {"form": form, "control": found, "crumbs": crumbs}
    return render_page(request, "follow_up/share_control.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(CONTROL)
def unshare(request: OrganisationRequest, shared: UUID) -> HttpResponse:
    """Take back what was shared, with the reason."""
    found = SharedControl.objects.filter(organisation=request.organisation, uuid=shared).first()
    if found is None:
        raise Http404
    return _done(request, lambda: take_back(found, because=request.POST.get("reason", "")), _("It is shared no more."))


@require_POST
@organisation_page(CONTROL)
def rely(request: OrganisationRequest, obligation: UUID, finding: UUID) -> HttpResponse:
    """Rely on another's finding for an obligation of one's own."""
    found = followed_obligation(request.organisation, obligation)
    if found is None:
        raise Http404
    kind = _kind(request)
    keep_up(request.organisation, timezone.localdate())
    return _done(request, lambda: rely_on(found, finding, kind=kind), _("The obligation rests on this control now."))


@require_POST
@organisation_page(CONTROL)
def undo(request: OrganisationRequest, reuse: UUID) -> HttpResponse:
    """Rely on another's control no more, with the reason."""
    found = ControlReuse.objects.filter(organisation=request.organisation, uuid=reuse)
    relied = found.select_related("obligation__contract").first()
    if relied is None:
        raise Http404
    reason = request.POST.get("reason", "")
    return _done(request, lambda: rely_no_more(relied, because=reason), _("It is not relied on any more."))


def _done(request: OrganisationRequest, do: Any, sentence: str) -> HttpResponse:  # noqa: ANN401 - a service ready to run
    try:
        do()
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, sentence)
    return redirect("shared_controls", request.organisation.slug)


def _kind(request: OrganisationRequest) -> str:
    said = request.POST.get("kind") or request.GET.get("kind", "")
    return said if said in ControlKind.values else ControlKind.DESK


def _field(form: ShareControlForm, refused: DomainError) -> str | None:
    field = getattr(refused, "field", "")
    return field if field in form.fields else None


def _shown(each: Candidate) -> dict[str, Any]:
    return {
        "obligation": each.obligation,
        "finding": each.finding,
        "shared": each.finding.shared,
        "conditions": shown_conditions(each.verdict.outcomes),
        "against": shown_conditions(each.verdict.against),
    }
