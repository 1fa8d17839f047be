"""What follow-up does when an app below says that something happened."""

from collections.abc import Collection
from typing import Any

from emissions.models import Footprint
from emissions.signals import footprint_calculated
from follow_up.queries.followed_up import contract_followed_up_already, followed_up_already
from follow_up.services.refresh_spend import refresh_spend
from follow_up.services.standings import work_out, work_out_contract
from organisations.models import Organisation
from procurement.models import Contract, ContractState, Obligation
from procurement.queries.registered import register_contract_followed_up, register_followed_up
from procurement.signals import contract_saved, contracts_registered, contracts_saved


def listen() -> None:
    """Hear of contracts saved or registered and of footprints; tell what is followed up already."""
    contract_saved.connect(_work_out, dispatch_uid="follow_up.work_out")
    contracts_saved.connect(_work_out_all, dispatch_uid="follow_up.work_out_all")
    contracts_registered.connect(_refresh_spend_of, dispatch_uid="follow_up.refresh_spend_of")
    footprint_calculated.connect(_refresh_spend, dispatch_uid="follow_up.refresh_spend")
    register_followed_up(followed_up_already)
    register_contract_followed_up(contract_followed_up_already)


def _work_out(contract: Contract, **_signal: Any) -> None:  # noqa: ANN401 - whatever the signal brings along
    work_out_contract(contract)


def _work_out_all(contracts: Collection[Contract], **_signal: Any) -> None:  # noqa: ANN401 - as above
    signed = [each.pk for each in contracts if each.state == ContractState.SIGNED]
    work_out(list(Obligation.objects.filter(contract__in=signed).values_list("pk", flat=True)))


def _refresh_spend_of(organisation: Organisation, **_signal: Any) -> None:  # noqa: ANN401 - as above
    refresh_spend(organisation)


def _refresh_spend(footprint: Footprint, **_signal: Any) -> None:  # noqa: ANN401 - whatever the signal brings along
    refresh_spend(footprint.organisation)
