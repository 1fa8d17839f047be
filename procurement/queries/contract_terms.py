"""Who may know what an awarded contract says beside who won: its value, and what the bid promised, are those of a bid.

They open with the bids, or when the contract is signed. A contract that was never signed stays with those who decided.
"""

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from procurement.models import Award, Bid, BidState, Contract, ContractKind, ContractState, Participant, Stage
from procurement.queries.bids import TEAM, Reader

OF_AN_AWARD = Q(award__isnull=False, kind__in=(ContractKind.CONTRACT, ContractKind.FRAMEWORK))
SEALED = "terms_are_sealed"


def as_seen(contracts: QuerySet[Contract], reader: Reader) -> QuerySet[Contract]:
    """Return the contracts, each with whether its terms are sealed to the reader, as `Contract.terms_are_sealed`.

    Those that were withdrawn before they were signed are left out for whoever may not know their terms.
    """
    return _annotated(contracts, _sealed(reader)).exclude(**{SEALED: True}, state=ContractState.WITHDRAWN)


def as_published(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Return the contracts, each with whether its terms are still sealed to some of the lead's own people."""
    return _annotated(contracts, _sealed_to_others() & Q(_has_bids()))


def _annotated(contracts: QuerySet[Contract], is_sealed: Q) -> QuerySet[Contract]:
    sealed = Case(When(is_sealed, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())
    return contracts.annotate(**{SEALED: sealed})


def _sealed(reader: Reader) -> Q:
    """Return the condition: as bids for those who are not of the team; where nobody bid, the lead's people read all."""
    of_lead = Q(organisation=reader.organisation)
    found = _sealed_to_others() & (~of_lead | Q(_has_bids()))
    if reader.user is None:
        return found
    own = Participant.objects.filter(procurement=OuterRef("procurement"), user=reader.user, part__in=TEAM)
    return found & ~(of_lead & Q(Exists(own)))


def _sealed_to_others() -> Q:
    standing = Award.objects.filter(pk=OuterRef("award"), taken_back_at=None)
    is_open = Q(state=ContractState.AWARDED, procurement__stage=Stage.AWARDED) & Q(Exists(standing))
    return OF_AN_AWARD & ~Q(state=ContractState.SIGNED) & ~is_open


def _has_bids() -> Exists:
    return Exists(Bid.objects.filter(procurement=OuterRef("procurement")).exclude(state=BidState.STRUCK_OUT))
