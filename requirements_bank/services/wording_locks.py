"""Old wordings as they are now, held until the transaction ends: whoever changes one takes it from here."""

from django.utils.translation import gettext as _

from foundation.errors import ConflictError
from requirements_bank.models import OldWording, WordingSet


def locked_set(pk: int) -> WordingSet:
    """Return the set, which nobody else changes until the transaction ends."""
    found = WordingSet.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise ConflictError(_("The wording is not there any more. Load the page again."))
    return found


def locked(wording: OldWording) -> OldWording:
    """Return the wording as it stands now; its set is held with it, so that two never wait for each other."""
    locked_set(wording.wording_set_id)
    rows = OldWording.objects.select_for_update(of=("self",)).select_related("wording_set")
    found = rows.filter(pk=wording.pk).first()
    if found is None:
        raise ConflictError(_("The wording is not there any more. Load the page again."))
    return found


def locked_open(wording: OldWording) -> OldWording:
    """Return the wording as it stands now; ConflictError where somebody has decided it."""
    current = locked(wording)
    check_open(current)
    return current


def check_open(wording: OldWording) -> None:
    """Raise ConflictError where somebody has decided the wording."""
    if wording.outcome:
        raise ConflictError(_("It is decided already. Open it again first."))
