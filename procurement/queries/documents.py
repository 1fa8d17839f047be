"""Documents of procurements and contracts as an organisation sees them: what is confidential is its owner's alone.

Others learn neither its title nor its ground, nor that there is one. PostgreSQL keeps the rows from them as well.
"""

from django.db.models import Q, QuerySet

from organisations.models import Organisation
from procurement.models import Contract, ContractDocument, Procurement, ProcurementDocument


def documents_of(procurement: Procurement, reader: Organisation) -> QuerySet[ProcurementDocument]:
    """Return the documents of the procurement that the organisation, which sees it, may read."""
    return ProcurementDocument.objects.filter(_open_to(reader), procurement=procurement)


def documents_of_contract(contract: Contract, reader: Organisation) -> QuerySet[ContractDocument]:
    """Return the documents of the contract that the organisation, which keeps or shares it, may read."""
    return ContractDocument.objects.filter(_open_to(reader), contract=contract)


def _open_to(reader: Organisation) -> Q:
    return Q(organisation=reader) | Q(confidential_because="")
