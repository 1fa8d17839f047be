"""Keep a fix list that came back: no other stored file is taken for one."""

from typing import IO

from django.db import transaction

from emissions.queries.fix_lists import fix_list_file
from foundation.changes.record import record_change
from foundation.files.models import StoredFile
from foundation.files.store import store_file
from organisations.models import Organisation


@transaction.atomic
def keep_fix_list(*, organisation: Organisation, stream: IO[bytes], name: str) -> StoredFile:
    """Return the stored file, which is known as a fix list from now on; the same file again records nothing."""
    stored = store_file(organisation_id=organisation.pk, stream=stream, name=name)
    if fix_list_file(organisation, stored.sha256) is None:
        record_change(
            organisation_id=organisation.pk,
            kind="emissions.fix_list",
            object_id=stored.sha256,
            action="brought_in",
            summary={"name": stored.name},
        )
    return stored
