"""Correct the wordings of a set: put one into other words, split it, join two, take one out or back in.

What they are alike then is found before anything is held; ConflictError where somebody was quicker.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foundation.errors import ConflictError, DomainError
from requirements_bank.importers.old_wordings import LONGEST_WORDING
from requirements_bank.models import OldWording
from requirements_bank.services.match_wordings import Near, nears_of
from requirements_bank.services.wording_locks import check_open, locked_open


def reword(wording: OldWording, text: str) -> list[OldWording]:
    """Correct a wording; where an empty line is put into it, it becomes several. Returns what stands there now."""
    texts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if not texts or any(len(part) > LONGEST_WORDING for part in texts):
        raise DomainError(_("Write between 1 and %(most)s characters.") % {"most": LONGEST_WORDING})
    nears = nears_of(texts)
    with transaction.atomic():
        current = locked_open(wording)
        following = OldWording.objects.filter(wording_set=current.wording_set_id, position__gt=current.position)
        following.update(position=F("position") + len(texts) - 1)
        added = [_after(current, number, texts[number], nears[number]) for number in range(1, len(texts))]
        current.text, current.near, current.is_left_out = texts[0], nears[0], False
        current.save(update_fields=["text", "near", "is_left_out"])
        return [current, *OldWording.objects.bulk_create(added)]


def join_with_previous(wording: OldWording) -> OldWording:
    """Put a wording at the end of the one before it; ConflictError where either is decided."""
    text = _joined(_previous(wording), wording)
    (near,) = nears_of([text])
    with transaction.atomic():
        current = locked_open(wording)
        before = _previous(current)
        check_open(before)
        if _joined(before, current) != text:
            raise ConflictError(_("Somebody else has changed the wording. Load the page again."))
        current.delete()
        before.text, before.near, before.is_left_out = text, near, False
        before.save(update_fields=["text", "near", "is_left_out"])
    return before


def leave_out(wording: OldWording, *, out: bool) -> None:
    """Take a wording out of the set's work, or back in."""
    near = wording.near if out else nears_of([wording.text])[0]
    with transaction.atomic():
        current = locked_open(wording)
        if current.text != wording.text:
            raise ConflictError(_("Somebody else has changed the wording. Load the page again."))
        current.is_left_out, current.near = out, near
        current.save(update_fields=["is_left_out", "near"])


def _after(current: OldWording, number: int, text: str, near: Near) -> OldWording:
    """Return a wording that stands so many places after another."""
    return OldWording(
        organisation_id=current.organisation_id,
        wording_set_id=current.wording_set_id,
        place=current.place,
        position=current.position + number,
        text=text,
        near=near,
    )


def _previous(wording: OldWording) -> OldWording:
    above = OldWording.objects.filter(wording_set=wording.wording_set_id, position__lt=wording.position)
    before = above.order_by("-position").first()
    if before is None:
        raise DomainError(_("There is nothing above it to join it with."))
    return before


def _joined(before: OldWording, wording: OldWording) -> str:
    return f"{before.text} {wording.text}"[:LONGEST_WORDING]
