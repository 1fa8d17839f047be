"""Let what was found teach the bank: a note on the requirement for whoever writes its next version."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from follow_up.models import Deviation, RequirementNote
from follow_up.services.deviation_steps import named, written
from follow_up.services.note_deviation import log_event
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.postgres.locks import hold
from foundation.requests import absolute_address
from organisations.models import Organisation
from requirements_bank.models import Requirement
from requirements_bank.services.comments import CommentNotPossibleError, comment


def requirement_of(deviation: Deviation) -> Requirement | None:
    """Return the requirement of the bank that the obligation was worded from, if any."""
    version = deviation.obligation.version if deviation.obligation else None
    return version.requirement if version else None


@transaction.atomic
def note_for_next_version(organisation: Organisation, deviation: Deviation, *, text: str) -> RequirementNote:
    """Return the note, a comment that the organisation's own people and the requirement's owner read.

    Nothing of the deviation stands in it but its address, which opens for its own people alone, and what was typed.
    Sent twice it counts once. Raises FollowUpNotPossibleError for a note without words, of a deviation from the
    contract's own words, and where comments are not open.
    """
    hold("requirement_note", str(deviation.uuid))
    requirement = requirement_of(deviation)
    if requirement is None:
        sentence = _("The obligation is in the contract's own words: there is no requirement to note it on.")
        raise FollowUpNotPossibleError(sentence)
    said = written(text, _("Write what the next version should say or ask otherwise."), field="text")
    address = absolute_address(reverse("deviation", args=[organisation.slug, deviation.uuid]))
    origin = _("From deviation %(number)s: %(address)s") % {"number": deviation.number, "address": address}
    whole = f"{said}\n\n{origin}"
    known = RequirementNote.objects.filter(deviation=deviation, comment__text=whole).first()
    if known:
        return known
    try:
        kept = comment(organisation=organisation, requirement=requirement, text=whole, for_owner=True)
    except CommentNotPossibleError as refused:
        raise FollowUpNotPossibleError(str(refused), field="text") from refused
    note = RequirementNote.objects.create(organisation=organisation, deviation=deviation, comment=kept)
    log_event(deviation, "requirement_note", text=said)
    code = {"code": requirement.code}
    record("deviation", "requirement_note", deviation.uuid, deviation.contract, **named(deviation), **code)
    return note
