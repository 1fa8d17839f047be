"""The market dialogue of a procurement: what the market says, the log, and what everyone was told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.dialogues import DialogueForm
from procurement.models import MarketDialogue, Procurement
from procurement.queries.dialogues import dialogue_of, entries_of, open_follow_ups, told_in
from procurement.queries.market_answers import asked_of_market, step_answers
from procurement.reports.market_summary import shown_market
from procurement.services.market_dialogues import set_dialogue_up
from procurement.views.dialogue_seen import TAB, dialogue_context
from procurement.views.procurement_seen import RUN, led_or_404, procurement_or_404


@require_GET
@organisation_page("procurement.view_procurement")
def dialogue(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show what the market says of each step, what is to be done, and the log."""
    found = procurement_or_404(request, procurement)
    said = step_answers(found)
    market = shown_market(asked_of_market(found), said)
    context = {
        **dialogue_context(request, found, TAB),
        "unseen": len({each.asked_id for each in said} - {each.asked.pk for each in market}),
        "market": [each for each in market if each.has_answers],
        "silent": [each for each in market if not each.has_answers],
        "entries": entries_of(found),
        "follow_ups": open_follow_ups(found),
        "today": timezone.localdate(),
    }
    return render_page(request, "procurement/dialogue.html", context)


@require_GET
@organisation_page("procurement.view_procurement")
def answers(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show who said what; for the buyers alone."""
    found = procurement_or_404(request, procurement)
    market = shown_market(asked_of_market(found), step_answers(found))
    context = {
        **dialogue_context(request, found, "dialogue_answers"),
        "market": [each for each in market if each.has_answers],
        "remarks": [
            each
            for each in found.supplier_answers.select_related("entry", "invitation").order_by("supplier", "-said_on")
            if each.comment or each.entry_id or each.is_reusable
        ],
    }
    return render_page(request, "procurement/dialogue_answers.html", context)


@require_GET
@organisation_page("procurement.view_procurement")
def told(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show what everyone was told, as suppliers read it; a page to print."""
    found = procurement_or_404(request, procurement)
    context = {**dialogue_context(request, found, "dialogue_told"), "told": told_in(entries_of(found))}
    return render_page(request, "procurement/dialogue_told.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def set_up(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Say what suppliers read first, until when they answer, and whether neighbours see what they agree to."""
    found = led_or_404(request, procurement)
    typed = request.POST.copy()
    form = DialogueForm(dialogue_of(found), typed or None)
    if form.is_valid() and _saved(found, form):
        messages.success(request, _("Saved."))
        return redirect("market_dialogue", request.organisation.slug, found.uuid)
    newer: MarketDialogue = dialogue_of(found)
    typed["revision"] = str(newer.revision)  # what was typed can be saved over what somebody else saved meanwhile
    context = {**dialogue_context(request, found, TAB), "form": form, "title": _("Terms of the dialogue")}
    context["crumbs"].append({"title": context["title"]})
    return render_page(request, "procurement/dialogue_form.html", context, status=422 if form.errors else 200)


def _saved(procurement: Procurement, form: DialogueForm) -> bool:
    """Keep what was typed; where that is not possible, say so in the form."""
    said = dict(form.cleaned_data)
    revision = said.pop("revision") or 0
    try:
        set_dialogue_up(procurement, revision=revision, **said)
    except DomainError as problem:
        form.add_error(getattr(problem, "field", "") or None, str(problem))
        return False
    return True
