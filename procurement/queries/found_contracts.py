"""Contracts as a reader looks for them: by words, and by whether they run."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from organisations.models import Organisation
from procurement.models import Award, Contract, ContractState
from procurement.queries.contracts import contracts_of
from procurement.queries.found_procurements import rank_of
from procurement.queries.named_parties import parties_named
from suppliers.calculations.numbers import is_anybodys

WITHDRAWN = "withdrawn"
STATES = ("unsigned", "running", "ended", WITHDRAWN)


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

    A personal number finds nothing: who guesses one would learn that the person is a supplier.

    Where words are looked for, what fits best comes before that: the very number, then titles, then the rest.
    """
    found = _in_state(organisation, wanted.state, today) if wanted.state else standing_contracts(organisation)
    for word in wanted.words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(case_number__icontains=word)
            | Q(parties__in=parties_named(word))
        )
    if wanted.ends_before:
        found = found.filter(last_day__lt=wanted.ends_before)
    if wanted.supplier_number:
        of_person = is_anybodys(wanted.supplier_number)
        found = found.none() if of_person else found.filter(parties__number=wanted.supplier_number)
    by_rank = [rank_of(wanted.words, "title", numbers=("number", "case_number"))] if wanted.words else []
    ordered = found.distinct().order_by(*by_rank, F("last_day").asc(nulls_last=True), "title", "pk")
    return ordered.prefetch_related("parties")


def numbers_by_state(organisation: Organisation, today: date) -> dict[str, int]:
    """Return how many contracts there are of each state, whatever is chosen."""
    return {state: _in_state(organisation, state, today).count() for state in STATES}


def standing_contracts(organisation: Organisation) -> QuerySet[Contract]:
    """Return what the organisation keeps or shares, but nothing that was withdrawn."""
    return contracts_of(organisation).exclude(state=ContractState.WITHDRAWN)


def withdrawn_contracts(organisation: Organisation) -> QuerySet[Contract]:
    """Return what the organisation keeps or shares and was withdrawn, but nothing of an award that was taken back.

    The bids of such an award are sealed again, and its contracts would tell of them.
    """
    stands = Exists(Award.objects.filter(pk=OuterRef("award"), taken_back_at=None))
    return contracts_of(organisation).filter(
        Q(parent__isnull=False) | Q(award__isnull=True) | stands, state=ContractState.WITHDRAWN
    )


def _in_state(organisation: Organisation, state: str, today: date) -> QuerySet[Contract]:
    if state == WITHDRAWN:
        return withdrawn_contracts(organisation)
    found = standing_contracts(organisation)
    if state == "unsigned":
        return found.filter(state=ContractState.AWARDED)
    is_over = Q(last_day__lt=today)
    return found.filter(is_over if state == "ended" else ~is_over, state=ContractState.SIGNED)
