"""Keep old wordings in a set and find for each the requirements that it is alike.

What they are alike is found before anything is held: in a large bank it takes longer than others should wait.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor
from foundation.errors import ConflictError
from foundation.files.models import StoredFile
from foundation.jobs.progress import Progress, silent
from foundation.jobs.start import start_job
from organisations.models import Organisation
from requirements_bank.calculations.likeness import groups_of, nearest
from requirements_bank.importers.old_wordings import WordingsInFile
from requirements_bank.models import OldWording, WordingSet
from requirements_bank.queries.requirements import published_versions
from requirements_bank.queries.wordings import bank_in_sight
from requirements_bank.services.wording_locks import locked_set

MATCH_WORDINGS = "requirements_bank.match_wordings"
AT_ONCE, SMALL_BANK = 50, 2_000
KEPT_MATCHES = 5
Near = list[dict[str, Any]]


def keep_wordings(
    *, organisation: Organisation, name: str, found: WordingsInFile, file: StoredFile | None = None
) -> WordingSet:
    """Return the new set with its wordings matched, or with the job that matches them where they are many."""
    nears = _nears_at_once(found)
    with transaction.atomic():
        kept = WordingSet.objects.create(
            organisation=organisation,
            name=name[:200],
            file=file,
            columns=[{"key": column.key, "title": column.title} for column in found.columns],
            column=found.column,
            created_by=current_actor().name,
        )
        _write(kept, found, nears)
    return kept


def read_another_column(kept: WordingSet, found: WordingsInFile) -> None:
    """Replace the wordings of a set by those of another column; ConflictError once something is decided."""
    nears = _nears_at_once(found)
    with transaction.atomic():
        current = locked_set(kept.pk)
        if current.wordings.exclude(outcome="").exists():
            raise ConflictError(_("Some wordings are decided already. Load the file anew to read another column."))
        current.wordings.all().delete()
        current.column = found.column
        _write(current, found, nears)


def match_set(kept: WordingSet, *, progress: Progress = silent) -> None:
    """Find the nearest requirements of every wording of the set, and which wordings are nearly the same.

    What somebody has reworded meanwhile was matched with that.
    """
    wordings = list(kept.wordings.filter(is_left_out=False))
    progress("reading_bank")
    bank_in_sight()
    progress("comparing", 0, len(wordings))
    _fill(wordings, nears_of([wording.text for wording in wordings]))
    with transaction.atomic():
        locked_set(kept.pk)
        texts = dict(kept.wordings.values_list("pk", "text"))
        same = [wording for wording in wordings if texts.get(wording.pk) == wording.text]
        OldWording.objects.bulk_update(same, ["near", "group"], batch_size=500)
        WordingSet.objects.filter(pk=kept.pk).update(matched_at=timezone.now())


def nears_of(texts: Sequence[str]) -> list[Near]:
    """Return for each text what it is alike, as it is kept with a wording."""
    found = nearest(texts, bank_in_sight(), count=KEPT_MATCHES)
    return [
        [{"version": near.key, "language": near.language, "likeness": near.likeness} for near in nears if near.likeness]
        for nears in found
    ]


def _nears_at_once(found: WordingsInFile) -> list[Near] | None:
    """Return what the wordings are alike; None where so much is to be compared that a job does it."""
    if len(found.wordings) > AT_ONCE or published_versions().count() > SMALL_BANK:
        return None
    return nears_of([wording.text for wording in found.wordings if not wording.is_heading])


def _fill(wordings: Sequence[OldWording], nears: Sequence[Near]) -> None:
    """Fill in what the wordings are alike, and which are nearly the same, without saving them."""
    groups = enumerate(groups_of([wording.text for wording in wordings]), start=1)
    group_of = {place: number for number, group in groups for place in group}
    for place, (wording, near) in enumerate(zip(wordings, nears, strict=True)):
        wording.near, wording.group = near, group_of.get(place)


def _write(kept: WordingSet, found: WordingsInFile, nears: Sequence[Near] | None) -> None:
    rows = [
        OldWording(
            organisation_id=kept.organisation_id,
            wording_set=kept,
            position=number,
            place=wording.place[:200],
            text=wording.text,
            is_left_out=wording.is_heading,
        )
        for number, wording in enumerate(found.wordings, start=1)
    ]
    if nears is not None:
        _fill([row for row in rows if not row.is_left_out], nears)
    OldWording.objects.bulk_create(rows, batch_size=500)
    kept.matched_at, kept.job = (timezone.now(), None) if nears is not None else (None, _job(kept))
    kept.save(update_fields=["column", "matched_at", "job"])


def _job(kept: WordingSet) -> UUID:
    return start_job(MATCH_WORDINGS, organisation_id=kept.organisation_id, wording_set=str(kept.uuid)).uuid
