"""What cannot be done in follow-up, and the change record of what was done."""

from typing import Any

from foundation.changes.record import record_change
from foundation.errors import DomainError
from procurement.models import Contract


class FollowUpNotPossibleError(DomainError):
    """Something cannot be done with a control, a deviation or a plan; `field` names what stands in the way, if any."""

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def record(kind: str, action: str, object_id: object, contract: Contract, **summary: Any) -> None:  # noqa: ANN401 - a summary holds JSON
    """Append the change of a thing of a contract, with the contract's title; `kind` without the app."""
    record_change(
        organisation_id=contract.organisation_id,
        kind=f"follow_up.{kind}",
        object_id=object_id,
        action=action,
        summary={"contract": contract.title, **summary},
    )
