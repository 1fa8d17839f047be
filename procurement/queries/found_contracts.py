"""Contracts as a reader looks for them: by words, and by whether they run."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from organisations.models import Organisation
from procurement.models import Contract, ContractState
from procurement.queries.contracts import contracts_of
from procurement.queries.found_procurements import rank_of

STATES = ("unsigned", "running", "ended")


@dataclass(frozen=True, slots=True)
class WantedContracts:
    """What a reader looks for; nothing chosen shows everything but what was withdrawn."""

    words: str = ""
    state: str = ""
    ends_before: date | None = None
    supplier_number: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.state or self.ends_before or self.supplier_number)


def found_contracts(organisation: Organisation, wanted: WantedContracts, today: date) -> QuerySet[Contract]:
    """Return the contracts, those that end first on top; every word stands in title, number, case or supplier.

    Where words are looked for, what fits best comes before that: the very number, then titles, then the rest.
    """
    found = standing_contracts(organisation)
    for word in wanted.words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(case_number__icontains=word)
            | Q(parties__name__icontains=word)
        )
    if wanted.ends_before:
        found = found.filter(last_day__lt=wanted.ends_before)
    if wanted.supplier_number:
        found = found.filter(parties__number=wanted.supplier_number)
    if wanted.state:
        found = found.filter(_state(wanted.state, today))
    by_rank = [rank_of(wanted.words, "title", numbers=("number", "case_number"))] if wanted.words else []
    ordered = found.distinct().order_by(*by_rank, F("last_day").asc(nulls_last=True), "title", "pk")
    return ordered.prefetch_related("parties")


def numbers_by_state(organisation: Organisation, today: date) -> dict[str, int]:
    """Return how many contracts there are of each state, whatever is chosen."""
    found = standing_contracts(organisation)
    return {state: found.filter(_state(state, today)).count() for state in STATES}


def standing_contracts(organisation: Organisation) -> QuerySet[Contract]:
    """Return what the organisation keeps or shares, but nothing that was withdrawn before signature."""
    return contracts_of(organisation).exclude(state=ContractState.WITHDRAWN)


def _state(state: str, today: date) -> Q:
    if state == "unsigned":
        return Q(state=ContractState.AWARDED)
    signed = Q(state=ContractState.SIGNED)
    return signed & (Q(last_day__lt=today) if state == "ended" else ~Q(last_day__lt=today))
