"""What is decided in a procurement, lot by lot, with its contracts; end one without a winner, or take it back."""

from collections.abc import Container
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.award import ToldForm
from procurement.models import Award, ContractState, Lot, Procurement, Stage
from procurement.queries.awards import Decided, decisions
from procurement.queries.bids import Reader, lots_bid_for, may_decide, reasons_seen
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.law_sentences import rule_in_words
from procurement.services.award import end_without_award, take_award_back
from procurement.services.tell_suppliers import tell_suppliers
from procurement.views.bids_seen import decider_or_404
from procurement.views.procurement_seen import RUN, procurement_context, procurement_or_404


@require_GET
@organisation_page("procurement.view_procurement")
def award_page(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show the decisions and the contracts that came of them."""
    return _page(request, procurement_or_404(request, procurement))


def _page(request: OrganisationRequest, found: Procurement, told: ToldForm | None = None) -> HttpResponse:
    """Show the page; `told` is a form in which something is wrong, if any."""
    reader = Reader(request.organisation, request.user)
    decided = decisions(found, reader)
    back = list(Award.objects.filter(procurement=found).exclude(taken_back_at=None).select_related("lot"))
    reasons = reasons_seen(found, reader, [*(each.lot for each in decided), *(each.lot for each in back)])
    written_to = lots_bid_for(found)
    context = {
        **procurement_context(request, found, "procurement_award"),
        "decided": [_shown(each, reasons, written_to, told) for each in decided],
        "has_lots": decided[0].lot is not None,
        "is_open": found.stage != Stage.STOPPED,
        "may_decide": may_decide(found, reader),
        "taken_back": [(each, each.lot_id in reasons) for each in back],
        "answer": _answer(decided),
        "today": timezone.localdate(),
    }
    return render_page(request, "procurement/award.html", context, status=422 if told else 200)


@require_POST
@organisation_page(RUN)
def end(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Decide that nobody wins a lot."""
    found = decider_or_404(request, procurement)
    lot = named_lot_or_404(found, request.GET.get("lot", ""))
    try:
        end_without_award(found, lot, because=request.POST.get("reason", "")[:5000], decided_on=timezone.localdate())
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is kept that nobody wins."))
    return redirect("procurement_award", request.organisation.slug, found.uuid)


@require_POST
@organisation_page(RUN)
def take_back(request: OrganisationRequest, procurement: UUID, award: UUID) -> HttpResponse:
    """Take a decision back, with the reason."""
    found = decider_or_404(request, procurement)
    made = _award_or_404(found, award)
    try:
        take_award_back(made, because=request.POST.get("reason", "")[:5000])
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The decision is taken back."))
    return redirect("procurement_award", request.organisation.slug, found.uuid)


@require_POST
@organisation_page(RUN)
def tell(request: OrganisationRequest, procurement: UUID, award: UUID) -> HttpResponse:
    """Keep when suppliers were told of a decision."""
    found = decider_or_404(request, procurement)
    made = _award_or_404(found, award)
    form = ToldForm(made, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        tell_suppliers(made, form.cleaned_data["told_on"])
    except DomainError as problem:
        form.add_error("told_on", str(problem))
        return _page(request, found, form)
    messages.success(request, _("It is kept when suppliers were told."))
    return redirect("procurement_award", request.organisation.slug, found.uuid)


def _award_or_404(procurement: Procurement, uuid: UUID) -> Award:
    made = Award.objects.filter(procurement=procurement, uuid=uuid).select_related("procurement").first()
    if made is None:
        raise Http404
    return made


def named_lot_or_404(procurement: Procurement, uuid: str) -> Lot | None:
    """Return the lot with this id, None where none is named; 404 for one of another procurement."""
    if not uuid:
        return None
    try:
        return Lot.objects.get(procurement=procurement, uuid=UUID(uuid))
    except (ValueError, Lot.DoesNotExist) as error:
        raise Http404 from error


def _shown(
    each: Decided, reasons: Container[int | None], written_to: Container[int | None], told: ToldForm | None
) -> dict[str, Any]:
    award, key = each.award, each.lot.pk if each.lot else None
    is_signed = any(contract.state == ContractState.SIGNED for contract in each.contracts)
    rule = shipped_law_rules().rule(award.standstill_rule) if award and award.standstill_rule else None
    language = (get_language() or "en").partition("-")[0]
    return {
        "lot": each.lot,
        "award": award,
        "sees_reason": key in reasons,
        "contracts": each.contracts,
        "standstill": rule_in_words(rule, language) if rule else "",
        "rule": rule,
        "has_letters": award is not None and key in written_to,
        "waits_to_be_signed": any(contract.state == ContractState.AWARDED for contract in each.contracts),
        "may_take_back": not is_signed,
        "told": told if award and told and told.made == award else ToldForm(award) if award and not is_signed else None,
    }


def _answer(decided: list[Decided]) -> str:
    left = sum(each.award is None for each in decided)
    contracts = sum(len(each.contracts) for each in decided)
    if left == len(decided):
        return _("Nothing is awarded yet.")
    said = ngettext("One contract.", "%(count)s contracts.", contracts) % {"count": contracts}
    still = ngettext("One lot is still open.", "%(count)s lots are still open.", left) % {"count": left}
    return f"{said} {still}" if left else said
