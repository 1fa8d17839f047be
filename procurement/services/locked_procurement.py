"""Hold a procurement while it is changed, and say what a change is about."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import ConflictError, DomainError
from procurement.models import Procurement


class ProcurementNotPossibleError(DomainError):
    """Something cannot be done with a procurement; `field` names the one that stands in the way, if any."""

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def locked(procurement: Procurement, *, revision: int | None = None, asked_revision: int | None = None) -> Procurement:
    """Return the procurement as it is now, held until the transaction ends.

    Raises ConflictError if it was saved after `revision`, or what it asks for after `asked_revision`, where given.
    """
    current = Procurement.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=procurement.pk)
    if revision not in (None, current.revision) or asked_revision not in (None, current.asked_revision):
        sentence = _(
            "Somebody else changed “%(title)s” in the meantime. What you typed is still here: compare, and save again."
        )
        raise ConflictError(sentence % {"title": current.title})
    return current


def about(procurement: Procurement, **summary: object) -> dict[str, Any]:
    """Return what a change record says of the procurement."""
    return {
        "organisation_id": procurement.organisation_id,
        "object_id": procurement.uuid,
        "summary": {"title": procurement.title, **summary},
    }
