"""When contracts begin, as lists sort by it: on the day that was signed, else on the planned one."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from procurement.models import Contract, ContractState, Procurement, Stage
from procurement.queries.signed_contracts import OF_AWARD


def with_begins_on(procurements: QuerySet[Procurement]) -> QuerySet[Procurement]:
    """Return them with `begins_on` to sort by: the first signed day once nothing awarded waits to be signed.

    What is stopped begins on no day.
    """
    theirs = Contract.objects.filter(procurement=OuterRef("pk"), kind__in=OF_AWARD)
    waiting = theirs.exclude(state__in=(ContractState.SIGNED, ContractState.WITHDRAWN))
    signed = theirs.filter(state=ContractState.SIGNED).order_by("first_day").values("first_day")[:1]
    as_signed = When(~Exists(waiting), stage=Stage.AWARDED, then=Coalesce(Subquery(signed), F("first_day")))
    nothing = When(stage=Stage.STOPPED, then=Value(None))
    return procurements.alias(begins_on=Case(as_signed, nothing, default=F("first_day")))
