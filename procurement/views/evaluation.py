"""How bids are compared: the model that decides, all of them side by side, and the protocol."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.downloads import PDF, WORD, plain_name, saved_as
from foundation.errors import DomainError
from foundation.pdf import pdf_of
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.evaluation import EvaluationForm
from procurement.models import Evaluation, Stage
from procurement.queries.bids import bids_in_lot, changes_of, evaluation_of, has_bids
from procurement.queries.evaluation import Compared, compare
from procurement.queries.evaluation_findings import findings_from
from procurement.reports.evaluation_chosen import change_sentences, chosen_sentences, criteria_table
from procurement.reports.evaluation_page import shown_evaluation
from procurement.reports.evaluation_protocol import protocol_of
from procurement.reports.evaluation_protocol_word import protocol_as_word
from procurement.reports.offered_staircase import offered_staircases
from procurement.services.evaluation import choose_evaluation
from procurement.views.bids_seen import BidsSeen, bids_context, bids_of_request
from procurement.views.procurement_seen import RUN

KINDS = ("pdf", "docx")


@require_http_methods(["GET", "POST"])
@organisation_page("procurement.view_procurement")
def evaluation(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show all models on the same bids; keep how they are compared."""
    seen = bids_of_request(request, procurement)
    stored = evaluation_of(seen.procurement, seen.part.lot)
    if request.method == "GET":
        return _page(request, seen, EvaluationForm(seen.procurement, seen.part, stored))
    if not _may_choose(request, seen):
        raise Http404
    typed = request.POST.copy()
    form = EvaluationForm(seen.procurement, seen.part, stored, typed)
    if form.is_valid() and _saved(seen, form):
        messages.success(request, _("Saved."))
        return redirect(seen.address("procurement_evaluation"))
    typed["revision"] = str(evaluation_of(seen.procurement, seen.part.lot).revision)  # to be saved over what is newer
    return _page(request, seen, form)


@require_GET
@organisation_page("procurement.view_procurement")
def protocol(request: OrganisationRequest, procurement: UUID, kind: str) -> HttpResponse:
    """Give out the protocol to whoever sees the bids."""
    seen = bids_of_request(request, procurement)
    if not seen.sees or kind not in KINDS:
        raise Http404
    stored = evaluation_of(seen.procurement, seen.part.lot)
    compared = _compared(seen, stored)
    findings = findings_from(seen.procurement, compared)
    bids = bids_in_lot(seen.procurement, seen.part.lot, seen.reader)
    made = protocol_of(seen.procurement, stored, bids, compared, findings, today=timezone.localdate())
    name = plain_name(_("Evaluation"), seen.procurement.title, seen.lot_number or "")
    if kind == "docx":
        return saved_as(f"{name}.docx", protocol_as_word(made), WORD)
    context = {"made": made, "organisation": seen.procurement.organisation}
    return saved_as(f"{name}.pdf", pdf_of(render_to_string("reports/evaluation.html", context, request)), PDF)


def _may_choose(request: OrganisationRequest, seen: BidsSeen) -> bool:
    """Whether the reader says how bids are compared: the team, and before bids are there all who run procurements."""
    if seen.may_write:
        return True
    is_lead = seen.procurement.organisation_id == request.organisation.pk
    is_open = is_lead and request.place.may(RUN) and seen.procurement.stage != Stage.AWARDED
    return is_open and not has_bids(seen.procurement, seen.part.lot)


def _saved(seen: BidsSeen, form: EvaluationForm) -> bool:
    """Keep what was typed; where that is not possible, say so in the form."""
    said = form.cleaned_data
    try:
        choose_evaluation(
            seen.procurement,
            seen.part.lot,
            form.choice,
            reasons=said["reasons"] if seen.sees else form.initial["reasons"],
            because=said["because"],
            revision=said["revision"] or 0,
        )
    except DomainError as problem:
        form.add_error(getattr(problem, "field", "") or None, str(problem))
        return False
    return True


def _compared(seen: BidsSeen, stored: Evaluation) -> Compared:
    bids = bids_in_lot(seen.procurement, seen.part.lot, seen.reader) if seen.sees else []
    return compare(seen.procurement, seen.part, stored, bids)


def _page(request: OrganisationRequest, seen: BidsSeen, form: EvaluationForm) -> HttpResponse:
    stored = evaluation_of(seen.procurement, seen.part.lot)
    compared, may_choose = _compared(seen, stored), _may_choose(request, seen)
    context: dict[str, Any] = {
        **bids_context(request, seen, "procurement_evaluation"),
        "form": form,
        "shown": shown_evaluation(compared, findings_from(seen.procurement, compared)),
        "has_bids": bool(compared.stored),
        "has_failing": bool(compared.failing),
        "stairs": offered_staircases(seen.procurement, seen.part, compared.stored),
        "has_criteria": bool(compared.rules.criteria),
        "may_choose": may_choose,
        "asks_because": may_choose and has_bids(seen.procurement, seen.part.lot),
        "changes": change_sentences(changes_of(stored)) if seen.sees else [],
        "chosen": list(chosen_sentences(stored, compared)),
        "criteria": criteria_table(seen.procurement, compared),
    }
    return render_page(request, "procurement/evaluation.html", context, status=422 if form.errors else 200)
