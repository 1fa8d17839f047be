"""Write reminders by the rules: one mail a person and day, each thing once, lost or doubled by no crash.

What was reminded of is noted in the transaction that writes the mail into the outbox. A worker that dies before its
end leaves neither, and the next round writes both; one that dies later has left both. Whether the mail arrived is told
by the outbox, which shows a doubtful one as uncertain.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone, translation

from follow_up.models import ReminderSent
from follow_up.queries.reminders import Addressee, Reminder, due_reminders
from follow_up.reports.reminder_words import reminder_body, reminder_subject
from follow_up.services.reminder_rules import rules_of
from foundation.outbox.send import queue_message
from foundation.postgres.locks import hold
from organisations.models import Organisation
from requirements_bank.services.mail_language import mail_language


def send_reminders(organisation: Organisation, *, today: date | None = None) -> int:
    """Write what is due to each receiver in one mail; return how many reminders that were. Safe to repeat.

    Who got a mail today gets what became due meanwhile tomorrow.
    """
    now = today or timezone.localdate()
    receivers = {each.to.email for each in _due(organisation, now) if each.to}
    return sum(_write_to(organisation, email, now) for email in sorted(receivers))


@transaction.atomic
def _write_to(organisation: Organisation, email: str, today: date) -> int:
    """Note and write what one receiver is reminded of, as it is now that nobody else can write it."""
    hold("reminders", organisation.pk)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sent = ReminderSent.objects.filter(organisation=organisation, receiver=email)
    if sent.filter(queued_at__gte=midnight).exists() and today == timezone.localdate():
        return 0
    theirs = [each for each in _due(organisation, today) if each.to and each.to.email == email]
    if not theirs:
        return 0
    to = theirs[0].to
    assert to is not None  # noqa: S101 - tells the type checker
    with translation.override(_language(to, organisation)):
        subject, body = reminder_subject(organisation, theirs), reminder_body(organisation, to, theirs)
    message = queue_message(organisation_id=organisation.pk, receiver=email, subject=subject, body=body)
    ReminderSent.objects.bulk_create(
        ReminderSent(
            organisation=organisation,
            rule=each.rule,
            thing_kind=each.thing.kind.value,
            thing_id=each.thing.id,
            thing_title=each.thing.title[:300],
            day=each.thing.day,
            days_before=each.days_before,
            receiver=email,
            message=message,
        )
        for each in theirs
    )
    return len(theirs)


def _due(organisation: Organisation, today: date) -> Sequence[Reminder]:
    return due_reminders(organisation, [rule for rule in rules_of(organisation) if rule.is_active], today)


def _language(to: Addressee, organisation: Organisation) -> str:
    """Return the rule's language, else the person's own, else that of the organisation's country."""
    if to.language:
        return to.language
    if to.user:
        return mail_language(to.user, organisation)
    return "sv" if organisation.country == Organisation.Country.SWEDEN else "nb"
