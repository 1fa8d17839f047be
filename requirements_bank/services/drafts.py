"""Begin and save drafts so that two people who write at once lose nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ConflictError
from requirements_bank.calculations.stored_content import said_anew
from requirements_bank.models import Requirement, RequirementVersion, State, VersionWriter
from requirements_bank.services.decisions import owner_of
from requirements_bank.services.versions import new_draft, save_draft


class ChangedMeanwhileError(ConflictError):
    """Somebody saved the draft since it was read; `current` is what stands there now."""

    def __init__(self, message: object, *, current: RequirementVersion) -> None:
        super().__init__(message)
        self.current = current


@transaction.atomic
def begin_version(requirement: Requirement) -> tuple[RequirementVersion, bool]:
    """Return the requirement's draft and whether it is new: the one there is, else one that says what was last said."""
    owner_of(requirement.bank)
    Requirement.objects.select_for_update().get(pk=requirement.pk)
    open_one = requirement.versions.filter(state__in=(State.DRAFT, State.IN_REVIEW)).first()
    if open_one is not None:
        return open_one, False
    newest = requirement.versions.order_by("-number").first()
    said = said_anew(newest.content, timezone.localdate()) if newest else {}
    return new_draft(requirement=requirement, said=said), True


@transaction.atomic
def save_typed(version: RequirementVersion, said: Mapping[str, Any], *, seen: str) -> RequirementVersion:
    """Save a draft that still is as its writer saw it (`seen`, its hash); ChangedMeanwhileError if it is not."""
    current = RequirementVersion.objects.select_for_update(of=("self",)).select_related("requirement__bank")
    found = current.get(pk=version.pk)
    if found.content_hash != seen and found.state == State.DRAFT:
        raise ChangedMeanwhileError(_changed_by(found), current=found)
    return save_draft(found, said)


def _changed_by(version: RequirementVersion) -> str:
    last = VersionWriter.objects.filter(version=version).first()
    if last is None:
        return _("Somebody else saved this draft in the meantime.")
    return _("%(name)s saved this draft in the meantime.") % {"name": last.name}
