"""What went through contracts in the newest year that the accounts tell of."""

from collections.abc import Iterable

from follow_up.models import ContractSpend


def newest_spend(contracts: Iterable[int]) -> dict[int, ContractSpend]:
    """Return by contract its spend of the newest year, in the currency of which it is the most; one query."""
    rows = ContractSpend.objects.filter(contract__in=list(contracts)).order_by("contract_id", "-year", "-amount")
    return {row.contract_id: row for row in rows.distinct("contract_id")}
