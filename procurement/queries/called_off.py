"""How much is called off from a framework agreement by all who share it, whoever asks."""

from decimal import Decimal

from django.db.models import Sum

from foundation.access import Access, open_access
from procurement.models import Contract, ContractState


def called_off_in_all(framework: Contract) -> Decimal:
    """Return the sum of the values of all call-offs that stand, those included that the reader does not see.

    Who keeps the agreement reads every call-off from it; whoever shares it learns the sum, and of others' call-offs
    nothing else. What has no value counts nothing, and who does not share the agreement gets 0.
    """
    if not Contract.objects.filter(pk=framework.pk).exists():
        return Decimal(0)
    with open_access(Access(readable=(framework.organisation_id,))):
        standing = Contract.objects.filter(parent_id=framework.pk).exclude(state=ContractState.WITHDRAWN)
        found: Decimal | None = standing.aggregate(sum=Sum("value"))["sum"]
    return found or Decimal(0)
