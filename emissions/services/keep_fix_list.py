"""Keep a fix list that came back, and find it again: no other stored file is taken for one."""

from typing import IO

from django.db import transaction

from foundation.changes.models import Change
from foundation.changes.record import record_change
from foundation.files.models import StoredFile
from foundation.files.store import store_file
from organisations.models import Organisation

KIND = "emissions.fix_list"
BROUGHT_IN = "brought_in"


@transaction.atomic
def keep_fix_list(*, organisation: Organisation, stream: IO[bytes], name: str) -> StoredFile:
    """Return the stored file, which is known as a fix list from now on; the same file again records nothing."""
    stored = store_file(organisation_id=organisation.pk, stream=stream, name=name)
    if fix_list_file(organisation, stored.sha256) is None:
        record_change(
            organisation_id=organisation.pk,
            kind=KIND,
            object_id=stored.sha256,
            action=BROUGHT_IN,
            summary={"name": stored.name},
        )
    return stored


def fix_list_file(organisation: Organisation, sha256: str) -> StoredFile | None:
    """Return the organisation's file with this content if it came in as a fix list, else None."""
    told = Change.objects.filter(organisation=organisation, kind=KIND, object_id=sha256, action=BROUGHT_IN)
    return StoredFile.objects.filter(organisation=organisation, sha256=sha256).first() if told.exists() else None
