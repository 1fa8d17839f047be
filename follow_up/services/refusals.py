"""What cannot be done in follow-up, and the change record of what was done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import DomainError
from procurement.models import Contract


class FollowUpNotPossibleError(DomainError):
    """Something cannot be done with a control, a deviation or a plan; `field` names what stands in the way, if any."""

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@contextmanager
def refused_if_taken() -> Iterator[None]:
    """Refuse an id that something else has already, without a word of what or whose it is."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        if "uuid" not in broken:
            raise
        raise FollowUpNotPossibleError(_("This id is taken. Choose another one."), field="key") from error


def record(kind: str, action: str, object_id: object, contract: Contract, **summary: Any) -> None:  # noqa: ANN401 - a summary holds JSON
    """Append the change of a thing of a contract, with the contract's title; `kind` without the app."""
    record_change(
        organisation_id=contract.organisation_id,
        kind=f"follow_up.{kind}",
        object_id=object_id,
        action=action,
        summary={"contract": contract.title, **summary},
    )
