"""What the search of everything finds among signed contracts, by the same words as the list of contracts."""

from django.urls import reverse
from django.utils import timezone

from foundation.search.documents import Found
from organisations.models import Organisation
from procurement.models import Contract, ContractState
from procurement.queries.found_contracts import WantedContracts, found_contracts

KIND = "procurement.contract"
MOST = 20
NUMBER, TITLE, INSIDE, STEP = 3.0, 1.95, 1.3, 0.001
"""A number that is written out is what was meant; a title comes before the requirements, a supplier after them."""


def hits_in_contracts(organisation_id: int, words: str, permissions: frozenset[str]) -> list[Found]:
    """Return the signed contracts, ended ones too, with each word in title, number, case number or a supplier."""
    if "procurement.view_procurement" not in permissions:
        return []
    organisation = Organisation.objects.get(pk=organisation_id)
    found = found_contracts(organisation, WantedContracts(words), timezone.localdate())
    signed = found.filter(state=ContractState.SIGNED)[:MOST]
    return [_hit(organisation, contract, words, place) for place, contract in enumerate(signed)]


def _hit(organisation: Organisation, contract: Contract, words: str, place: int) -> Found:
    suppliers = ", ".join(party.name for party in contract.parties.all())
    shown = " · ".join(filter(None, (contract.number, contract.title, suppliers)))
    address = reverse("contract", args=[organisation.slug, contract.uuid])
    return Found(KIND, shown, address, _rank(contract, words.lower()) - STEP * place)


def _rank(contract: Contract, asked: str) -> float:
    if asked in (contract.number.lower(), contract.case_number.lower()):
        return NUMBER
    title = contract.title.lower()
    return TITLE if all(word in title for word in asked.split()) else INSIDE
