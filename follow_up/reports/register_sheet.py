"""The whole register as a table to save: every field of every obligation, streamed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from follow_up.models import ContractSpend, KeptState, ObligationStanding
from follow_up.reports.register_words import requirement_name, supplier_names, theme_names
from foundation.spreadsheets import Column, Sheet
from procurement.models import Obligation
from procurement.reports.contract_words import shown_number, threshold_in_words
from requirements_bank.calculations.requirement import Kind
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import KINDS

CHUNK = 2_000


def register_sheet(found: QuerySet[ObligationStanding], spend: Mapping[int, ContractSpend]) -> Sheet:
    """Return a row for each obligation with all that is known of it; `spend` is by contract."""
    return Sheet(_("Register"), _columns(), _rows(found, spend))


def _columns() -> list[Column]:
    return [
        Column(_("Contract")),
        Column(_("Contract number")),
        Column(_("Case number")),
        Column(_("Suppliers")),
        Column(_("Organisation numbers")),
        Column(_("Category")),
        Column(_("Contract begins"), "date"),
        Column(_("Contract ends"), "date"),
        Column(_("Contract ends with all extensions"), "date"),
        Column(_("Contract value without VAT"), "money"),
        Column(_("Currency")),
        Column(_("Contract looked after by")),
        Column(_("Obligation")),
        Column(_("Requirement and version")),
        Column(_("Kind")),
        Column(_("Themes")),
        Column(_("Wording")),
        Column(_("Variables")),
        Column(_("Proof that is asked for")),
        Column(_("Right to look into it")),
        Column(_("What the bid answers")),
        Column(_("Unit")),
        Column(_("All steps")),
        Column(_("Step in force"), "integer"),
        Column(_("Asked for now"), "number"),
        Column(_("In force since"), "date"),
        Column(_("Next step asks for"), "number"),
        Column(_("Next step from"), "date"),
        Column(_("State")),
        Column(_("Newest value"), "number"),
        Column(_("Newest result"), "date"),
        Column(_("Last check"), "date"),
        Column(_("Proof on file")),
        Column(_("Proof good until"), "date"),
        Column(_("Open deviations"), "integer"),
        Column(_("Looked after by")),
        Column(_("Note")),
        Column(_("Spent through the contract"), "money"),
        Column(_("Emissions of the contract, kg CO2e"), "kg"),
        Column(_("Year of the accounts"), "integer"),
        Column(_("Identifier")),
    ]


def _rows(found: QuerySet[ObligationStanding], spend: Mapping[int, ContractSpend]) -> Iterator[list[Any]]:
    whole = found.prefetch_related("obligation__steps")
    for each in whole.iterator(chunk_size=CHUNK):
        yield [*_of_contract(each), *_of_obligation(each.obligation), *_of_standing(each), *_of_spend(each, spend)]


def _of_contract(each: ObligationStanding) -> list[Any]:
    contract = each.contract
    numbers = [shown_number(party.number) for party in contract.parties.all() if party.number]
    return [
        contract.title,
        contract.number or None,
        contract.case_number or None,
        supplier_names(each) or None,
        "; ".join(numbers) or None,
        category_name(contract.category) if contract.category else None,
        contract.first_day,
        contract.last_day,
        contract.last_possible_day,
        contract.value,
        contract.currency,
        contract.manager.name if contract.manager else None,
        each.obligation.title,
        requirement_name(each) or None,
    ]


def _of_obligation(obligation: Obligation) -> list[Any]:
    steps = [
        f"{step.first_day:%Y-%m-%d}: {threshold_in_words(obligation.direction, obligation.unit, step.threshold)}"
        for step in obligation.steps.all()
        if step.first_day
    ]
    return [
        str(KINDS[Kind(obligation.kind)]) if obligation.kind in KINDS else None,
        theme_names(obligation.themes) or None,
        obligation.wording or None,
        "; ".join(f"{name}: {value}" for name, value in obligation.values.items()) or None,
        obligation.proof or None,
        obligation.audit_right or None,
        obligation.answer or None,
        obligation.unit or None,
        "; ".join(steps) or None,
    ]


def _of_standing(each: ObligationStanding) -> list[Any]:
    care = getattr(each.obligation, "care", None)
    return [
        each.step,
        each.threshold,
        each.since,
        each.next_threshold,
        each.next_on,
        str(KeptState(each.state).label),
        each.value,
        each.told_on,
        each.checked_on,
        _("yes") if each.has_evidence else _("no"),
        each.evidence_until,
        each.open_deviations,
        care.person.name if care and care.person else None,
        care.note or None if care else None,
    ]


def _of_spend(each: ObligationStanding, spend: Mapping[int, ContractSpend]) -> list[Any]:
    found = spend.get(each.contract_id)
    identifier = str(each.obligation.uuid)
    return [found.amount, found.kg, found.year, identifier] if found else [None, None, None, identifier]
