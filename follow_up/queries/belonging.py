"""To which supplier of a contract something found belongs: the one rule of docs/methods/supplier_record.md.

To the supplier that it names; else to the one whom the obligation binds alone; else to the contract's only supplier.
What is found in a contract of several and names none belongs to none of them.
"""

from django.db.models import BigIntegerField, Count, F, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from procurement.models import ContractParty


def party_of_deviation() -> Coalesce:
    """Return the party, by primary key, to which a deviation belongs; null where it belongs to none."""
    return Coalesce(F("party_id"), F("obligation__party_id"), _only_party(), output_field=BigIntegerField())


def party_of_result() -> Coalesce:
    """Return the same of the result of a check."""
    return Coalesce(F("obligation__party_id"), _only_party(), output_field=BigIntegerField())


def _only_party() -> Subquery:
    of_contract = ContractParty.objects.filter(contract=OuterRef("contract_id")).order_by().values("contract")
    alone = of_contract.annotate(suppliers=Count("pk"), only=Min("pk")).filter(suppliers=1)
    return Subquery(alone.values("only"))
