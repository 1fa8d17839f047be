"""Contracts that an organisation keeps or shares. Read only: they are made by an award and changed on their page."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import WordsText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.contract_output import ContractDetail, ContractOutput
from procurement.api.fields import check_asked_days
from procurement.api.procurement_view import READING
from procurement.queries.bids import Reader
from procurement.queries.contract_terms import as_seen
from procurement.queries.contracts import contracts_of
from procurement.queries.found_contracts import STATES, WantedContracts, found_contracts

SEEN_WITH = ("procurement", "parent", "lot")


class ContractParameters(Parameters):
    """Which contracts."""

    q = WordsText(required=False, max_length=200, help_text="Words in title, number, case number or supplier, all.")
    state = serializers.ChoiceField(choices=STATES, required=False, help_text="By signature and days, or withdrawn.")
    ends_before = serializers.DateField(required=False, help_text="The last day is before this one.")
    supplier_number = WordsText(required=False, max_length=40, help_text="Organisation number of a supplier.")


class ContractsView(ClientView):
    """The contracts of an organisation."""

    needs = {"GET": READING}

    @operation("List contracts", output=ContractOutput, many=True, parameters=ContractParameters)
    def get(self) -> Response:
        """What the organisation keeps or shares, the newest first; what was withdrawn only by its state."""
        asked = dict(self.asked)
        check_asked_days(asked)
        wanted = WantedContracts(words=asked.pop("q", ""), **asked)
        found = found_contracts(self.organisation, wanted, timezone.localdate())
        found = as_seen(found, Reader(self.organisation))
        return self.page(NewestFirst(found.select_related("organisation", *SEEN_WITH)), ContractOutput)


class ContractView(ClientView):
    """One contract."""

    needs = {"GET": READING}

    @operation("Read a contract", output=ContractDetail)
    def get(self, contract: UUID) -> Response:
        """Its suppliers, its extensions with the days of notice, and what it obliges to, with steps on days."""
        those = as_seen(contracts_of(self.organisation), Reader(self.organisation))
        those = those.select_related("organisation", *SEEN_WITH)
        found = those.filter(uuid=contract).first()
        if found is None:
            raise Http404
        return Response(ContractDetail(found).data)
