"""The register: every obligation of every signed contract with where it stands, as a reader looks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from follow_up.models import KeptState, ObligationStanding
from follow_up.queries.seen import followed_obligations
from organisations.models import Organisation
from procurement.calculations.contract_period import months_later
from procurement.models import Contract, ContractParty
from procurement.queries.categories_below import codes_below

EXPIRES_WITHIN = timedelta(days=60)
URGENCY = (KeptState.NOT_KEPT, KeptState.UNKNOWN, KeptState.NOT_YET_DUE, KeptState.KEPT)
_URGENT = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(URGENCY)), output_field=IntegerField()
)
ORDERS: dict[str, tuple[Any, ...]] = {
    "": (_URGENT, F("next_on").asc(nulls_last=True), "pk"),
    "title": ("obligation__title", "pk"),
    "contract": ("contract__title", "obligation__position", "pk"),
    "next": (F("next_on").asc(nulls_last=True), "pk"),
    "checked": (F("checked_on").asc(nulls_first=True), "pk"),
    "proof": (F("evidence_until").asc(nulls_last=True), "pk"),
}
"""By what the register is sorted; what is not kept comes first unless another order is chosen."""
ASCENDING = frozenset(ORDERS)
PROOFS = ("missing", "expiring", "good")
CHECKED = {"never": None, "12": 12, "24": 24}
WITHIN = ("30", "90", "365")
ORIGINS = ("bank", "own")
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; nothing chosen shows what contracts that run oblige to.

    `requirement` is a code and `version` its number, `category` a leaf or an area. `person` is a uuid or `nobody`.
    `within` are days until the next step. `over` shows contracts that have ended as well.
    """

    words: str = ""
    state: str = ""
    theme: str = ""
    category: str = ""
    contract: UUID | None = None
    supplier: str = ""
    requirement: str = ""
    version: int | None = None
    person: str = ""
    within: str = ""
    proof: str = ""
    checked: str = ""
    origin: str = ""
    deviations: bool = False
    over: bool = False
    sort: str = ""


def in_register(organisation: Organisation) -> QuerySet[ObligationStanding]:
    """Return where everything stands that the organisation follows up."""
    return ObligationStanding.objects.filter(organisation=organisation)


def has_standings_due(organisation: Organisation, today: date) -> bool:
    """Return whether time has changed where something stands since it was worked out, or nothing was so far."""
    if in_register(organisation).filter(changes_on__lte=today).exists():
        return True
    return not in_register(organisation).exists() and followed_obligations(organisation).exists()


def found_in_register(organisation: Organisation, wanted: Wanted, today: date) -> QuerySet[ObligationStanding]:
    """Return what fits all that was chosen, in the order that was chosen."""
    found = in_register(organisation)
    if not wanted.over:
        found = found.filter(contract__last_day__gte=today)
    for condition in (
        *_of_the_words(organisation, wanted.words),
        *_of_the_obligation(wanted),
        *_of_its_standing(wanted, today),
    ):
        found = found.filter(condition)
    if wanted.supplier:
        found = found.filter(delivered_by(wanted.supplier))
    return found.order_by(*ORDERS.get(wanted.sort, ORDERS[""]))


def with_what_is_shown(found: QuerySet[ObligationStanding]) -> QuerySet[ObligationStanding]:
    """Return the same with all that a row shows, in as many queries for one as for many."""
    related = ("obligation__party", "obligation__version__requirement", "obligation__care__person")
    return found.select_related("contract__manager", *related).prefetch_related("contract__parties")


def shown_in_order(keys: Sequence[int]) -> list[ObligationStanding]:
    """Return the standings with these primary keys, in their order, each with all that a row shows.

    A hundred thousand are sorted by their keys alone in a tenth of the time that whole rows take.
    """
    found = {each.pk: each for each in with_what_is_shown(ObligationStanding.objects.filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


def delivered_by(name: str) -> Q:
    """Return the condition that the supplier of this name is bound: alone, or with all of the contract's."""
    with_it = ContractParty.objects.filter(name=name).values("contract")
    return Q(obligation__party__name=name) | Q(obligation__party=None, contract__in=with_it)


def _of_the_words(organisation: Organisation, words: str) -> list[Q]:
    return [_with_word(organisation, word) for word in words.split()]


def _with_word(organisation: Organisation, word: str) -> Q:
    """Return the condition that a word stands in what is promised, or in its contract: these are few, and read once."""
    contracts = Contract.objects.filter(organisation=organisation)
    named = contracts.filter(Q(title__icontains=word) | Q(number__icontains=word))
    said = Q(obligation__title__icontains=word) | Q(obligation__code__icontains=word)
    return Q(contract__in=named.values("pk")) | said


def _of_the_obligation(wanted: Wanted) -> list[Q]:
    conditions = []
    if wanted.theme:
        conditions.append(Q(obligation__themes__contains=[wanted.theme]))
    if wanted.category:
        conditions.append(Q(contract__category__in=codes_below(wanted.category)))
    if wanted.contract:
        conditions.append(Q(contract__uuid=wanted.contract))
    if wanted.requirement:
        conditions.append(Q(obligation__code=wanted.requirement))
    if wanted.version is not None:
        conditions.append(Q(obligation__version__number=wanted.version))
    if wanted.origin:
        conditions.append(Q(obligation__version__isnull=wanted.origin == "own"))
    if wanted.person:
        conditions.append(_looked_after_by(wanted.person))
    return conditions


def _looked_after_by(person: str) -> Q:
    """Return the condition that the person looks after it: by name, or as the contract's manager where nobody does."""
    unnamed = Q(obligation__care__person__isnull=True)
    if person == NOBODY:
        return unnamed & Q(contract__manager__isnull=True)
    return Q(obligation__care__person__uuid=person) | unnamed & Q(contract__manager__uuid=person)


def _of_its_standing(wanted: Wanted, today: date) -> list[Q]:
    conditions = []
    if wanted.state:
        conditions.append(Q(state=wanted.state))
    if wanted.within:
        conditions.append(Q(next_on__lte=today + timedelta(days=int(wanted.within))))
    if wanted.proof:
        soon = Q(has_evidence=True, evidence_until__lte=today + EXPIRES_WITHIN)
        conditions.append(
            {"missing": Q(has_evidence=False), "expiring": soon, "good": Q(has_evidence=True)}[wanted.proof]
        )
    if wanted.checked:
        months = CHECKED[wanted.checked]
        never = Q(checked_on__isnull=True)
        conditions.append(never if months is None else never | Q(checked_on__lt=months_later(today, -months)))
    if wanted.deviations:
        conditions.append(Q(open_deviations__gt=0))
    return conditions
