"""What is decided in a procurement, lot by lot, and the rules of law that hold for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from procurement.calculations.law_rules import ChangeTerms, LawRule, StandstillTerms, rules_on
from procurement.calculations.standstill import standstill_end
from procurement.models import Award, Contract, ContractKind, Lot, Procurement
from procurement.queries.bids import Reader
from procurement.queries.contract_terms import as_seen
from procurement.queries.law_rules import shipped_law_rules


@dataclass(frozen=True, slots=True)
class Decided:
    """A lot, None for a procurement without lots, with the decision that stands on it and its contracts."""

    lot: Lot | None
    award: Award | None
    contracts: Sequence[Contract] = ()


def decisions(procurement: Procurement, reader: Reader | None = None) -> list[Decided]:
    """Return every lot with what is decided on it, in the order of the lots; for a reader with the terms that it sees.

    Nothing is sealed where no reader is given.
    """
    standing = {award.lot_id: award for award in Award.objects.filter(procurement=procurement, taken_back_at=None)}
    made: dict[int, list[Contract]] = {}
    kinds = (ContractKind.CONTRACT, ContractKind.FRAMEWORK)
    found = Contract.objects.filter(award__in=standing.values(), kind__in=kinds)
    found = as_seen(found, reader) if reader else found
    for contract in found.select_related("organisation").prefetch_related("parties", "options"):
        made.setdefault(contract.award_id or 0, []).append(contract)
    lots: list[Lot | None] = [*Lot.objects.filter(procurement=procurement)] or [None]
    awards = [(lot, standing.get(lot.pk if lot else None)) for lot in lots]
    return [Decided(lot, award, made.get(award.pk, []) if award else []) for lot, award in awards]


def is_decided(procurement: Procurement, lot: Lot | None = None) -> bool:
    """Whether a decision stands on the lot, or on the procurement as a whole."""
    standing = Award.objects.filter(procurement=procurement, taken_back_at=None)
    return standing.filter(Q(lot=lot) | Q(lot=None)).exists()


def standstill_of(country: str, told_on: date | None) -> tuple[LawRule, date] | None:
    """Return the rule of the standstill and its last day; None before suppliers are told, or without a rule."""
    if told_on is None:
        return None
    for rule in rules_on(shipped_law_rules().rules, country, told_on):
        if isinstance(rule.terms, StandstillTerms):
            return rule, standstill_end(told_on, rule.terms.days)
    return None


def change_rule(country: str, day: date) -> LawRule | None:
    """Return the rule that says on which grounds a contract may be changed on the day."""
    found = rules_on(shipped_law_rules().rules, country, day)
    return next((rule for rule in found if isinstance(rule.terms, ChangeTerms)), None)
