"""What follow-up does when an app below says that something happened."""

from typing import Any

from follow_up.services.standings import work_out_contract
from procurement.models import Contract
from procurement.signals import contract_saved


def listen() -> None:
    """Hear of contracts that were saved."""
    contract_saved.connect(_work_out, dispatch_uid="follow_up.work_out")


def _work_out(contract: Contract, **_signal: Any) -> None:  # noqa: ANN401 - whatever the signal brings along
    work_out_contract(contract)
