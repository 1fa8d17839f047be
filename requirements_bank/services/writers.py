"""Note who writes a version, so that somebody else can publish it."""

from django.utils import timezone

from foundation.changes.record import current_actor
from requirements_bank.models import RequirementVersion, VersionWriter


def note_writer(version: RequirementVersion) -> None:
    """Note that whoever acts now has written in the version; the shipped bank has no writers here."""
    if version.organisation_id is None:
        return
    actor = current_actor()
    user = {"user_id": actor.user_id} if actor.user_id is not None else {"user": None}
    VersionWriter.objects.update_or_create(
        version=version,
        name=actor.name,
        **user,
        defaults={"organisation_id": version.organisation_id, "saved_at": timezone.now()},
    )


def is_only_writer(version: RequirementVersion) -> bool:
    """Whether nobody but whoever acts now has written in the version. Nobody on record counts as nobody else."""
    actor = current_actor()
    return not any(
        writer.user_id != actor.user_id or (actor.user_id is None and writer.name != actor.name)
        for writer in VersionWriter.objects.filter(version=version)
    )
