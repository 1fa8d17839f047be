"""Keep old wordings in a set and find for each the requirements that it is alike."""

from collections.abc import Sequence
from itertools import count

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor
from foundation.errors import ConflictError, DomainError
from foundation.files.models import StoredFile
from foundation.jobs.progress import Progress, silent
from foundation.jobs.start import start_job
from organisations.models import Organisation
from requirements_bank.calculations.likeness import Candidate, groups_of, nearest
from requirements_bank.importers.old_wordings import LONGEST_WORDING, WordingsInFile
from requirements_bank.models import OldWording, WordingSet
from requirements_bank.queries.requirements import published_versions
from requirements_bank.queries.wordings import candidates

MATCH_WORDINGS = "requirements_bank.match_wordings"
AT_ONCE, SMALL_BANK = 50, 2_000
KEPT_MATCHES = 5


@transaction.atomic
def keep_wordings(
    *, organisation: Organisation, name: str, found: WordingsInFile, file: StoredFile | None = None
) -> WordingSet:
    """Return the new set with its wordings matched, or with the job that matches them where they are many."""
    kept = WordingSet.objects.create(
        organisation=organisation,
        name=name[:200],
        file=file,
        columns=[{"key": column.key, "title": column.title} for column in found.columns],
        column=found.column,
        created_by=current_actor().name,
    )
    _write(kept, found)
    return kept


@transaction.atomic
def read_another_column(kept: WordingSet, found: WordingsInFile) -> None:
    """Replace the wordings of a set by those of another column; ConflictError once something is decided."""
    if kept.wordings.exclude(outcome="").exists():
        raise ConflictError(_("Some wordings are decided already. Load the file anew to read another column."))
    kept.wordings.all().delete()
    kept.column = found.column
    _write(kept, found)


def match_set(kept: WordingSet, *, progress: Progress = silent) -> None:
    """Find the nearest requirements of every wording of the set, and which wordings are nearly the same."""
    wordings = list(kept.wordings.filter(is_left_out=False))
    progress("reading_bank")
    known = list(candidates())
    progress("comparing", 0, len(wordings))
    match_wordings(wordings, known)
    numbers = count(1)
    groups = {place: number for group, number in zip(groups_of([w.text for w in wordings]), numbers) for place in group}  # noqa: B905 - the numbers never end
    for place, wording in enumerate(wordings):
        wording.group = groups.get(place)
    OldWording.objects.bulk_update(wordings, ["near", "group"], batch_size=500)
    WordingSet.objects.filter(pk=kept.pk).update(matched_at=timezone.now())


def match_wordings(wordings: Sequence[OldWording], known: Sequence[Candidate] | None = None) -> None:
    """Fill in what the wordings are alike, without saving them."""
    found = nearest([wording.text for wording in wordings], list(known or candidates()), count=KEPT_MATCHES)
    for wording, nears in zip(wordings, found, strict=True):
        wording.near = [
            {"version": near.key, "language": near.language, "likeness": near.likeness}
            for near in nears
            if near.likeness
        ]


@transaction.atomic
def reword(wording: OldWording, text: str) -> list[OldWording]:
    """Correct a wording; where an empty line is put into it, it becomes several. Returns what stands there now."""
    _check_open(wording)
    texts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if not texts or any(len(part) > LONGEST_WORDING for part in texts):
        raise DomainError(_("Write between 1 and %(most)s characters.") % {"most": LONGEST_WORDING})
    following = OldWording.objects.filter(wording_set=wording.wording_set, position__gt=wording.position)
    following.update(position=F("position") + len(texts) - 1)
    now = [wording] + [
        OldWording(
            organisation_id=wording.organisation_id,
            wording_set_id=wording.wording_set_id,
            place=wording.place,
            position=wording.position + number,
        )
        for number in range(1, len(texts))
    ]
    for each, part in zip(now, texts, strict=True):
        each.text, each.is_left_out = part, False
    match_wordings(now)
    for each in now:
        each.save()
    return now


@transaction.atomic
def join_with_previous(wording: OldWording) -> OldWording:
    """Put a wording at the end of the one before it; ConflictError where either is decided."""
    before = (
        OldWording.objects.filter(wording_set=wording.wording_set, position__lt=wording.position)
        .order_by("-position")
        .first()
    )
    if before is None:
        raise DomainError(_("There is nothing above it to join it with."))
    _check_open(wording, before)
    wording.delete()
    before.text, before.is_left_out = f"{before.text} {wording.text}"[:LONGEST_WORDING], False
    match_wordings([before])
    before.save()
    return before


@transaction.atomic
def leave_out(wording: OldWording, *, out: bool) -> None:
    """Take a wording out of the set's work, or back in."""
    _check_open(wording)
    wording.is_left_out = out
    if not out:
        match_wordings([wording])
    wording.save()


def _write(kept: WordingSet, found: WordingsInFile) -> None:
    OldWording.objects.bulk_create(
        [
            OldWording(
                organisation_id=kept.organisation_id,
                wording_set=kept,
                position=number,
                place=wording.place[:200],
                text=wording.text,
                is_left_out=wording.is_heading,
            )
            for number, wording in enumerate(found.wordings, start=1)
        ],
        batch_size=500,
    )
    if len(found.wordings) <= AT_ONCE and published_versions().count() <= SMALL_BANK:
        match_set(kept)
    else:
        kept.job = start_job(MATCH_WORDINGS, organisation_id=kept.organisation_id, wording_set=str(kept.uuid)).uuid
    kept.save()


def _check_open(*wordings: OldWording) -> None:
    if any(wording.outcome for wording in wordings):
        raise ConflictError(_("It is decided already. Open it again first."))
