"""Tell the supplier of a deviation by a link, remind it, and take the links back."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.reminder_days import BETWEEN_LETTERS
from follow_up.models import Deviation
from follow_up.services.deviation_letters import write_to_supplier
from follow_up.services.deviation_links import has_open_link, revoke_links
from follow_up.services.deviation_steps import held_deviation, keep_move
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.typed_reasons import reason_of
from organisations.models import Membership

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
LONGEST_DEADLINE = timedelta(days=366)


@transaction.atomic
def tell_supplier(
    deviation: Deviation,
    *,
    deadline: date | None,
    email: str,
    language: str = "nb",
    message: str = "",
    revision: int | None = None,
) -> Deviation:
    """Return the deviation, of which the supplier is sent a link; links sent before to whomever work no more.

    Raises FollowUpNotPossibleError without a deadline that lies ahead, an e-mail address of somebody outside or a
    language that is known; ConflictError if somebody else changed it after `revision`.
    """
    held = held_deviation(deviation, "tell", revision=revision)
    _check(deadline, email, language)
    _check_is_outside(held, email)
    revoke_links(held)
    held.deadline, held.supplier_email, held.supplier_language = deadline, email.strip().lower(), language
    held.told_at = timezone.now()
    write_to_supplier(held, "told", text=reason_of(message))
    keep_move(held, "tell", text=reason_of(message), on=deadline, email=held.supplier_email)
    return held


@transaction.atomic
def remind_supplier(deviation: Deviation, *, message: str = "", revision: int | None = None) -> Deviation:
    """Return the deviation, of which the supplier is sent a new link; the ones before go on working. Not twice a day.

    Raises FollowUpNotPossibleError before it was told at all, after the links were taken back, and within a day.
    """
    held = held_deviation(deviation, "remind", revision=revision)
    _check_told(held)
    letters = held.events.filter(action__in=["tell", "remind"]).order_by("-at")
    newest = letters.values_list("at", flat=True).first()
    if newest and timezone.now() - newest < BETWEEN_LETTERS:
        raise FollowUpNotPossibleError(_("The supplier was written to less than a day ago. Wait until tomorrow."))
    write_to_supplier(held, "reminded", text=reason_of(message))
    keep_move(held, "remind", text=reason_of(message))
    return held


@transaction.atomic
def revoke_deviation_link(deviation: Deviation, *, revision: int | None = None) -> Deviation:
    """Return the deviation, to which no link leads any more; what the supplier answered stays.

    Raises FollowUpNotPossibleError where no link works anyway.
    """
    held = held_deviation(deviation, "revoke_link", revision=revision)
    if not has_open_link(held):
        raise FollowUpNotPossibleError(_("No link works any more. There is nothing to take back."))
    revoke_links(held)
    keep_move(held, "revoke_link")
    return held


def was_told(deviation: Deviation) -> bool:
    """Whether the supplier has been told and still has a link."""
    return bool(deviation.told_at and deviation.supplier_email) and has_open_link(deviation)


def _check_told(deviation: Deviation) -> None:
    if deviation.told_at is None:
        raise FollowUpNotPossibleError(_("The supplier has not been told yet. Tell it first."))
    if not has_open_link(deviation):
        raise FollowUpNotPossibleError(_("The supplier's link works no more. Tell it anew instead."))


def _check_is_outside(deviation: Deviation, email: str) -> None:
    """Refuse an address of the organisation's own people: they would answer in the supplier's place."""
    if Membership.objects.filter(organisation=deviation.organisation_id, user__email__iexact=email.strip()).exists():
        sentence = _("This is the address of one of your own people. Write the supplier's.")
        raise FollowUpNotPossibleError(sentence, field="email")


def _check(deadline: date | None, email: str, language: str) -> None:
    today = timezone.localdate()
    if deadline is None:
        raise FollowUpNotPossibleError(_("Say until when the supplier has to answer and mend it."), field="deadline")
    if not today < deadline <= today + LONGEST_DEADLINE:
        raise FollowUpNotPossibleError(_("Choose a day after today, within a year."), field="deadline")
    try:
        validate_email(email.strip())
    except ValidationError as wrong:
        sentence = _("This is no e-mail address. Write one such as name@company.no.")
        raise FollowUpNotPossibleError(sentence, field="email") from wrong
    if language not in LANGUAGES:
        raise FollowUpNotPossibleError(_("Choose one of the languages in the list."), field="language")
