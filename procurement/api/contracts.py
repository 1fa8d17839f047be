"""Contracts that an organisation keeps or shares, and those that it registers; an award makes the others."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import WordsText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.contract_input import RegisteredChange, RegisteredInput, WithdrawContractInput
from procurement.api.contract_output import ContractDetail, ContractOutput
from procurement.api.fields import check_asked_days
from procurement.api.procurement_view import READING
from procurement.api.refusals import require_revision
from procurement.api.registered_contracts import (
    REGISTERING,
    KeptContractView,
    changed_parts,
    kept_contract,
    registered_said,
)
from procurement.models import ContractState
from procurement.queries.bids import Reader
from procurement.queries.contract_terms import as_seen
from procurement.queries.contracts import contracts_of
from procurement.queries.found_contracts import STATES, WantedContracts, found_contracts
from procurement.services.register_contract import mend_contract, register_contract, said_of, withdraw_registered
from suppliers.calculations.numbers import is_anybodys

SEEN_WITH = ("procurement", "parent", "lot")


class ContractParameters(Parameters):
    """Which contracts."""

    q = WordsText(required=False, max_length=200, help_text="Words in title, number, case number or supplier, all.")
    state = serializers.ChoiceField(choices=STATES, required=False, help_text="By signature and days, or withdrawn.")
    ends_before = serializers.DateField(required=False, help_text="The last day is before this one.")
    supplier_number = WordsText(required=False, max_length=40, help_text="Organisation number of a supplier.")

    def validate_supplier_number(self, number: str) -> str:
        """Refuse a personal number: whoever guesses one would learn that the person is a supplier."""
        if is_anybodys(number):
            raise serializers.ValidationError(_("This is a personal number. Nobody is looked for by one."))
        return number


class ContractsView(ClientView):
    """The contracts of an organisation."""

    needs = {"GET": READING, "POST": REGISTERING}

    @operation("List contracts", output=ContractOutput, many=True, parameters=ContractParameters)
    def get(self) -> Response:
        """What the organisation keeps or shares, the newest first; what was withdrawn only by its state."""
        asked = dict(self.asked)
        check_asked_days(asked)
        wanted = WantedContracts(words=asked.pop("q", ""), **asked)
        found = found_contracts(self.organisation, wanted, timezone.localdate())
        found = as_seen(found, Reader(self.organisation))
        return self.page(NewestFirst(found.select_related("organisation", *SEEN_WITH)), ContractOutput)

    @operation("Register a contract", output=ContractDetail, status=201, body=RegisteredInput)
    def post(self) -> Response:
        """One that is signed already and was not awarded here; it may run, or be over. What has the same key is one."""
        made = register_contract(self.organisation, registered_said(self.organisation, self.sent))
        return _answer(self, made.uuid, status=201)


class ContractView(ClientView):
    """One contract."""

    needs = {"GET": READING, "PATCH": REGISTERING}

    @operation("Read a contract", output=ContractDetail)
    def get(self, contract: UUID) -> Response:
        """Its suppliers, its extensions, what it obliges to with steps on days, and what was spent through it."""
        return _answer(self, contract)

    @operation("Mend a registered contract", output=ContractDetail, body=RegisteredChange)
    def patch(self, contract: UUID) -> Response:
        """What is left out stays; those who share it are exactly the buyers sent, where any are said.

        One from an award keeps its terms: 422. From another revision it is 409.
        """
        found = kept_contract(self.organisation, contract)
        sent = dict(self.sent)
        require_revision(sent.pop("revision"), found.revision)
        mend_contract(found, said_of(found, **changed_parts(found, sent)), revision=found.revision)
        return _answer(self, contract)


class WithdrawContractView(KeptContractView):
    """A contract that was registered by mistake."""

    needs = {"POST": REGISTERING}

    @operation("Withdraw a registered contract", output=ContractDetail, body=WithdrawContractInput)
    def post(self, contract: UUID) -> Response:
        """It counts no more, and stays readable with the reason; sent again, it stays withdrawn.

        Refused for one from an award, and once something was called off, changed by agreement or followed up: 422.
        """
        found = self.found
        if found.state != ContractState.WITHDRAWN:
            require_revision(self.sent["revision"], found.revision)
        withdraw_registered(found, because=self.sent["because"], revision=self.sent["revision"])
        return _answer(self, contract)


def _answer(view: ClientView, uuid: UUID, *, status: int = 200) -> Response:
    organisation = view.organisation
    those = as_seen(contracts_of(organisation), Reader(organisation)).select_related("organisation", *SEEN_WITH)
    found = those.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    sees_numbers = view.api_client.sees_numbers_of(organisation)
    context = {"organisation": organisation, "sees_numbers": sees_numbers}
    return Response(ContractDetail(found, context=context).data, status=status)
