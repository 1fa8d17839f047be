"""What follow-up does when an app below says that something happened."""

from typing import Any

from emissions.models import Footprint
from emissions.signals import footprint_calculated
from follow_up.queries.followed_up import contract_followed_up_already, followed_up_already
from follow_up.services.refresh_spend import refresh_spend
from follow_up.services.standings import work_out_contract
from procurement.models import Contract
from procurement.queries.registered import register_contract_followed_up, register_followed_up
from procurement.signals import contract_saved


def listen() -> None:
    """Hear of contracts that were saved and of footprints, and tell what is followed up already."""
    contract_saved.connect(_work_out, dispatch_uid="follow_up.work_out")
    footprint_calculated.connect(_refresh_spend, dispatch_uid="follow_up.refresh_spend")
    register_followed_up(followed_up_already)
    register_contract_followed_up(contract_followed_up_already)


def _work_out(contract: Contract, **_signal: Any) -> None:  # noqa: ANN401 - whatever the signal brings along
    work_out_contract(contract)


def _refresh_spend(footprint: Footprint, **_signal: Any) -> None:  # noqa: ANN401 - whatever the signal brings along
    refresh_spend(footprint.organisation)
