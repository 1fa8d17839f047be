"""Choose who sees that an organisation uses a requirement."""

from django.db import transaction

from foundation.changes.record import record_change
from requirements_bank.models import Adoption


@transaction.atomic
def show_use(adoption: Adoption, *, seen_by: str) -> Adoption:
    """Let the use be seen by these from now on; nothing happens where it is so already."""
    changed = Adoption.objects.filter(pk=adoption.pk).exclude(seen_by=seen_by).update(seen_by=seen_by)
    if changed:
        adoption.seen_by = seen_by
        record_change(
            organisation_id=adoption.organisation_id,
            kind="requirements_bank.adoption",
            object_id=adoption.uuid,
            action="shown_to",
            summary={"code": adoption.requirement.code, "seen_by": seen_by},
        )
    return adoption
