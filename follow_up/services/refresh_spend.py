"""Keep beside each contract what the accounts say went through it, so that lists need not ask the ledger."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from emissions.queries.spend import years_with_spend
from follow_up.models import ContractSpend
from follow_up.queries.seen import followed_contracts
from foundation.postgres.locks import hold
from organisations.models import Organisation
from procurement.queries.contract_spend import MOST_YEARS, spend_of_contracts

BATCH = 2_000
SINCE_LAST_ROUND = timedelta(minutes=90)
"""Rounds are an hour apart in the daytime; what changes at night waits for the whole of it in the morning."""
_Key = tuple[int, int, str]


@transaction.atomic
def refresh_spend(organisation: Organisation) -> int:
    """Write what was spent through the organisation's contracts in the newest years; return how many rows there are.

    Safe to run twice: rows that stand as they should are left alone. What cannot be attributed has no row: it is
    missing, never zero; so is what only a person's number tells, as everybody reads these rows. Whoever comes later
    waits first and then counts, so that no older sum is written over a newer.
    """
    hold("contract spend", organisation.pk)
    wanted = _wanted(organisation)
    kept = {_key(row): row for row in ContractSpend.objects.filter(organisation=organisation)}
    stale = [row.pk for key, row in kept.items() if key not in wanted or not _is_same(row, wanted[key])]
    new = [row for key, row in wanted.items() if key not in kept or not _is_same(kept[key], row)]
    if stale:
        ContractSpend.objects.filter(pk__in=stale).delete()
    ContractSpend.objects.bulk_create(new, batch_size=BATCH)
    return len(wanted)


def refresh_spend_after_changes(organisation: Organisation) -> int:
    """Do so where a contract was registered or mended since the round before; return how many rows."""
    changed = followed_contracts(organisation).filter(updated_at__gte=timezone.now() - SINCE_LAST_ROUND)
    return refresh_spend(organisation) if changed.exists() else 0


def _wanted(organisation: Organisation) -> dict[_Key, ContractSpend]:
    contracts = list(followed_contracts(organisation))
    years = years_with_spend(organisation.pk)[:MOST_YEARS] if contracts else []
    rows = (
        ContractSpend(
            organisation=organisation,
            contract_id=key,
            year=year,
            currency=currency,
            amount=amount,
            kg=spent.kg,
            found_by=spent.found.value,
        )
        for year in years
        for key, spent in spend_of_contracts(organisation, contracts, year, sees_numbers=False).by_contract.items()
        for currency, amount in spent.amounts.items()
    )
    return {_key(row): row for row in rows}


def _key(row: ContractSpend) -> _Key:
    return row.contract_id, row.year, row.currency


def _is_same(kept: ContractSpend, wanted: ContractSpend) -> bool:
    """Return whether a row says what it should, to the decimals that are kept."""
    kg = None if wanted.kg is None else round(wanted.kg, 3)
    return (kept.amount, kept.kg, kept.found_by) == (round(wanted.amount, 2), kg, wanted.found_by)
