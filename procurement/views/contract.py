"""One contract: with whom, how long, what it obliges to and when, what was changed and called off."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import Contract, ContractState, InvitedSupplier
from procurement.queries.called_off import called_off_from, may_withdraw
from procurement.queries.contract_panel import told_of
from procurement.queries.contract_spend import spend_in_years
from procurement.queries.contracts import contracts_of, may_call_off
from procurement.queries.documents import documents_of_contract
from procurement.queries.found_contracts import standing_contracts, withdrawn_contracts
from procurement.queries.obligations import obligations_seen
from procurement.queries.procurements import procurements_of
from procurement.queries.registered import followed_up
from procurement.reports.contract_changes import shown_changes
from procurement.reports.contract_spend_words import ShownSpend, shown_spend
from procurement.reports.contract_words import (
    about_contract_words,
    contract_answer,
    days_in_words,
    shown_obligations,
    shown_parties,
)
from procurement.views.contract_seen import contract_context, contract_or_404
from procurement.views.procurement_seen import RUN
from procurement.views.registered_seen import may_mend
from procurement.views.withdraw_contract import may_withdraw_contract


@require_GET
@organisation_page("procurement.view_procurement")
def contract(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show a contract."""
    found, today = contract_or_404(request, contract), timezone.localdate()
    options = list(found.options.all())
    is_signed = found.state == ContractState.SIGNED
    shown = contract_context(request, found)
    mends = may_mend(request, found)
    context = {
        **shown,
        "today": today,
        "answer": contract_answer(found, options, today),
        "about": about_contract_words(found),
        "days": days_in_words(found),
        "parties": shown_parties(found),
        "options": options,
        "buyers": [
            each.buyer for each in found.buyers.select_related("buyer") if each.may_call_off or not found.parent_id
        ],
        "obligations": shown_obligations(found, obligations_seen(found), today),
        "changes": shown_changes(found),
        "call_offs": list(standing_contracts(request.organisation).filter(parent=found).prefetch_related("parties")),
        "withdrawn": list(withdrawn_contracts(request.organisation).filter(parent=found).prefetch_related("parties")),
        "called_off": called_off_from(found) if found.is_framework and shown["is_kept"] else None,
        "framework": contracts_of(request.organisation).filter(pk=found.parent_id or 0).first(),
        "procurement": procurements_of(request.organisation).filter(pk=found.procurement_id or 0).first(),
        "invited": InvitedSupplier.objects.filter(contract=found),
        "documents": documents_of_contract(found, request.organisation),
        "told_of": told_of(found, request.place),
        "may_sign": shown["may_change"] and found.state == ContractState.AWARDED,
        "may_close": shown["may_change"] and may_withdraw_contract(request, found),
        "may_extend": shown["may_change"] and is_signed and any(option.used_on is None for option in options),
        "may_amend": shown["may_change"] and is_signed,
        "spent": _spent(request, found),
        "may_mend": mends,
        "may_be_mended": _open(found) if mends else set(),
        "may_withdraw": shown["may_change"] and may_withdraw(found, today),
        "may_call_off": request.place.may(RUN) and may_call_off(request.organisation, found),
    }
    return render_page(request, "procurement/contract.html", context)


def _spent(request: OrganisationRequest, contract: Contract) -> list[ShownSpend]:
    """Return what was spent through it in the newest years with accounts in which it may have run, newest first."""
    sees_numbers = request.place.may("emissions.see_personal_numbers")
    told = spend_in_years(request.organisation, contract, sees_numbers=sees_numbers)
    return [shown_spend(each.year, each.by_contract[contract.pk], has_footprint=each.has_footprint) for each in told]


def _open(contract: Contract) -> set[int]:
    """Return the keys of the obligations that nobody followed up yet: they can be mended."""
    obligations = list(contract.obligations.all())
    return {each.pk for each in obligations} - followed_up(obligations)
