"""From draft to published and out of use again: who decides says why, and the decision log keeps it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import DomainError
from foundation.typed_reasons import reason_of
from requirements_bank.calculations.lawful_wording import Finding
from requirements_bank.calculations.requirement_reading import REVIEW_MONTHS, months_after
from requirements_bank.models import Decision, Requirement, RequirementVersion, SeenBy, State
from requirements_bank.queries.lawful_words import shipped_words
from requirements_bank.services import versions
from requirements_bank.services.decisions import log_decision, owner_of
from requirements_bank.services.writers import is_only_writer

Verdict = Decision.Verdict


class ReasonNeededError(DomainError):
    """Something must be said first; `field` names what."""

    def __init__(self, message: object, *, field: str) -> None:
        super().__init__(message)
        self.field = field


def findings_of(version: RequirementVersion) -> Sequence[Finding]:
    """Return the words in title and wording that a requirement may not ask for without a good reason."""
    texts = [version.content.get(name) for name in ("title", "wording")]
    return [
        found
        for each in texts
        if isinstance(each, dict)
        for found in shipped_words().findings({str(language): str(text) for language, text in each.items()})
    ]


def asked_before_publishing(version: RequirementVersion) -> frozenset[str]:
    """Return what whoever acts now must say to publish the version: names of `publish`'s texts."""
    asks = {
        "change_note": version.number > 1,
        "words_stand": bool(findings_of(version)),
        "alone": is_only_writer(version),
    }
    return frozenset(name for name, is_asked in asks.items() if is_asked)


@transaction.atomic
def send_to_review(version: RequirementVersion, *, open_to: str = SeenBy.OWN) -> RequirementVersion:
    """Let others look at a complete draft before it is published."""
    sent = versions.send_to_review(version, open_to=SeenBy(open_to))
    label = str(SeenBy(open_to).label)
    _log(sent, Verdict.SENT_TO_REVIEW, _("Open to: %(who)s") % {"who": label})
    return sent


@transaction.atomic
def send_back(version: RequirementVersion, *, reason: str) -> RequirementVersion:
    """Make a version in review a draft again."""
    _ask(reason, "reason", _("Say what should be changed: the writer reads it."))
    back = versions.send_back(version, reason=reason_of(reason))
    _log(back, Verdict.SENT_BACK, reason)
    return back


@transaction.atomic
def publish(
    version: RequirementVersion, *, change_note: str = "", words_stand: str = "", alone: str = "", visibility: str = ""
) -> RequirementVersion:
    """Publish a complete version.

    It needs a change note from the second version on; `words_stand` says why words stand that a requirement may seldom
    ask for; `alone` says why somebody publishes what only they have written; `visibility` who sees it, as now if empty.
    """
    note = reason_of(change_note) or version.change_note
    asks = asked_before_publishing(version)
    for field, said, sentence in (
        ("change_note", note, _("Say what is new in this version: those who use the old one read it.")),
        ("words_stand", words_stand, _("Say why the marked words may stand, or change the wording.")),
        ("alone", alone, _("Nobody else has written in it. Say why you publish it alone, or let a colleague.")),
    ):
        if field in asks:
            _ask(said, field, sentence)
    if visibility and visibility != version.requirement.visibility:
        show_to(version.requirement, visibility)
    published = versions.publish(version, change_note=note)
    reasons = (
        note,
        _("The marked words stand because: %(reason)s") % {"reason": reason_of(words_stand)}
        if reason_of(words_stand)
        else "",
        _("Published by who wrote it: %(reason)s") % {"reason": reason_of(alone)} if reason_of(alone) else "",
    )
    _log(published, Verdict.PUBLISHED, "\n".join(filter(None, reasons)))
    return published


@transaction.atomic
def publish_loaded(version: RequirementVersion) -> RequirementVersion:
    """Publish a complete version as it was loaded from a file; the log says that this is how it came."""
    note = version.change_note or (_("Loaded from a file.") if version.number > 1 else "")
    published = versions.publish(version, change_note=note)
    _log(published, Verdict.PUBLISHED, _("As it was loaded from a file."))
    return published


@transaction.atomic
def retire(version: RequirementVersion, *, reason: str) -> RequirementVersion:
    """Take a published version out of use."""
    _ask(reason, "reason", _("Say why it is taken out of use: those who use it read it."))
    retired = versions.retire(version, reason=reason_of(reason))
    _log(retired, Verdict.RETIRED, reason)
    return retired


@transaction.atomic
def show_to(requirement: Requirement, visibility: str) -> None:
    """Say who sees the published versions from now on."""
    audience = SeenBy(visibility)
    owner = owner_of(requirement.bank)
    versions.change_visibility(requirement, audience)
    log_decision(bank=requirement.bank, verdict=Verdict.SHOWN, requirement=requirement, reason=str(audience.label))
    record_change(
        organisation_id=owner,
        kind="requirements_bank.requirement",
        object_id=requirement.uuid,
        action="shown",
        summary={"code": requirement.code, "visibility": audience.value},
    )


@transaction.atomic
def still_good(version: RequirementVersion, *, reason: str = "") -> RequirementVersion:
    """Let a published version stand; its next review is 18 months from today."""
    review_on = months_after(timezone.localdate(), REVIEW_MONTHS)
    if not RequirementVersion.objects.filter(pk=version.pk, state=State.PUBLISHED).update(review_on=review_on):
        raise DomainError(_("Only a published version is reviewed. Load the page again."))
    version.review_on = review_on
    _log(version, Verdict.STILL_GOOD, reason)
    record_change(
        organisation_id=owner_of(version.requirement.bank),
        kind="requirements_bank.requirement",
        object_id=version.requirement.uuid,
        action="reviewed",
        summary={"code": version.requirement.code, "version": version.number, "day": review_on.isoformat()},
    )
    return version


def _log(version: RequirementVersion, verdict: Decision.Verdict, reason: str) -> None:
    log_decision(bank=version.requirement.bank, verdict=verdict, version=version, reason=reason)


def _ask(said: str, field: str, sentence: str) -> None:
    if not reason_of(said):
        raise ReasonNeededError(sentence, field=field)
