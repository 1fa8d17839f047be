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


@transaction.atomic
def refresh_spend(organisation: Organisation) -> int:
    """Write anew what was spent through the organisation's contracts in the newest years; return how many rows.

    Safe to run twice, at once too: who comes second reads what is there then. What cannot be attributed has no row: it
    is missing, never zero.
    """
    hold("contract spend", organisation.pk)
    contracts = list(followed_contracts(organisation))
    years = years_with_spend(organisation.pk)[:MOST_YEARS] if contracts else []
    rows = [
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
        for key, spent in spend_of_contracts(organisation, contracts, year).by_contract.items()
        for currency, amount in spent.amounts.items()
    ]
    ContractSpend.objects.filter(organisation=organisation).delete()
    ContractSpend.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def refresh_spend_after_changes(organisation: Organisation) -> int:
    """Do so where a contract was registered or mended since the round before; return how many rows."""
    changed = followed_contracts(organisation).filter(updated_at__gte=timezone.now() - SINCE_LAST_ROUND)
    return refresh_spend(organisation) if changed.exists() else 0
