"""Add many obligations to registered contracts at once, in as many statements for one as for a thousand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundation.changes.record import record_changes
from foundation.written_names import name_key
from organisations.models import Organisation
from procurement.calculations.obligation_steps import ContractDays
from procurement.models import Contract, Obligation, ObligationStep
from procurement.queries.contracts import days_of
from procurement.services.locked_contract import about_contract
from procurement.services.registered_obligations import (
    MOST_OBLIGATIONS,
    ObligationSaid,
    check_registered,
    filled,
    too_many,
)
from procurement.signals import contracts_saved


@dataclass(slots=True)
class _Place:
    """A contract that is held, and what it obliges to so far: names, how many, the last position."""

    contract: Contract
    days: ContractDays | None
    names: set[str] = field(default_factory=set)
    count: int = 0
    last: int = 0


@transaction.atomic
def add_obligations(organisation: Organisation, said: Sequence[tuple[Contract, ObligationSaid]]) -> list[Obligation]:
    """Return the new obligations of the organisation's registered contracts, each the last one, with steps on days.

    One whose name the contract has already is left out. Nothing is kept if one cannot be: raises
    StaircaseNotPossibleError, and ContractNotPossibleError, which names the field.
    """
    places = _held({contract.pk for contract, _said in said})
    made = [new for contract, one in said if (new := _new(places[contract.pk], one))]
    obligations = Obligation.objects.bulk_create([obligation for obligation, _steps in made])
    for obligation, steps in made:
        for step in steps:
            step.obligation = obligation  # which has its key now
    ObligationStep.objects.bulk_create([step for _obligation, steps in made for step in steps])
    _save(organisation, obligations)
    return obligations


def _held(keys: Collection[int]) -> dict[int, _Place]:
    """Hold the contracts until the transaction ends, in one order whoever asks."""
    held = Contract.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    places = {each.pk: _Place(each, days_of(each)) for each in held.prefetch_related("options")}
    there = Obligation.objects.filter(contract__in=keys).values_list("contract_id", "title", "position")
    for contract, title, position in there.order_by("pk"):
        place = places[contract]
        place.names.add(name_key(title))
        place.count, place.last = place.count + 1, max(place.last, position)
    return places


def _new(place: _Place, said: ObligationSaid) -> tuple[Obligation, list[ObligationStep]] | None:
    """Return an unsaved obligation and its steps, None where the contract has one of the name."""
    check_registered(place.contract)
    if name_key(said.title) in place.names:
        return None
    if place.count >= MOST_OBLIGATIONS:
        raise too_many()
    place.count, place.last = place.count + 1, place.last + 1
    place.names.add(name_key(said.title))
    organisation_id = place.contract.organisation_id
    obligation = Obligation(organisation_id=organisation_id, contract=place.contract, position=place.last)
    return obligation, filled(obligation, said, place.days)


def _save(organisation: Organisation, obligations: Sequence[Obligation]) -> None:
    """Count that the contracts were saved, tell whoever follows them up, and record each obligation."""
    contracts = {each.contract_id: each.contract for each in obligations}
    if not contracts:
        return
    Contract.objects.filter(pk__in=contracts).update(revision=F("revision") + 1, updated_at=timezone.now())
    for contract in contracts.values():
        contract.revision += 1
    contracts_saved.send(Contract, contracts=list(contracts.values()))
    told = [about_contract(each.contract, what=each.code or each.title) for each in obligations]
    record_changes(
        organisation_id=organisation.pk,
        kind="procurement.contract",
        action="obliged",
        things=[(each["object_id"], each["summary"]) for each in told],
    )
