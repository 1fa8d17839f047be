"""Write reminders by the rules: one mail a person and day, each thing once, lost or doubled by no crash.

What was reminded of is noted in the transaction that writes the mail into the outbox. A worker that dies before its
end leaves neither, and the next round writes both; one that dies later has left both. Whether the mail arrived is told
by the outbox, which shows a doubtful one as uncertain.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone, translation

from follow_up.models import ReminderSent
from follow_up.queries.reminder_rules import rules_of
from follow_up.queries.reminders import Addressee, Reminder, due_reminders, without_sent
from follow_up.reports.reminder_words import reminder_body, reminder_subject
from follow_up.services.reminder_rules import save_shipped
from foundation.outbox.send import queue_message
from foundation.postgres.locks import hold
from organisations.models import Organisation
from requirements_bank.services.mail_language import mail_language


def send_reminders(organisation: Organisation, *, today: date | None = None) -> int:
    """Write what is due to each receiver in one mail; return how many reminders that were. Safe to repeat.

    Who got a mail today gets what became due meanwhile tomorrow.
    """
    now = today or timezone.localdate()
    save_shipped(organisation)
    due = due_reminders(organisation, [rule for rule in rules_of(organisation) if rule.is_active], now)
    by_receiver = defaultdict[str, list[Reminder]](list)
    for each in due:
        if each.to:
            by_receiver[each.to.email].append(each)
    return sum(_write_to(organisation, email, by_receiver[email], now) for email in sorted(by_receiver))


@transaction.atomic
def _write_to(organisation: Organisation, email: str, due: Sequence[Reminder], today: date) -> int:
    """Note and write what one receiver is reminded of, without what another round wrote meanwhile."""
    hold("reminders", organisation.pk)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sent = ReminderSent.objects.filter(organisation=organisation, receiver=email)
    if sent.filter(queued_at__gte=midnight).exists() and today == timezone.localdate():
        return 0
    theirs = without_sent(organisation, due)
    to = theirs[0].to if theirs else None
    if to is None:
        return 0
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


def _language(to: Addressee, organisation: Organisation) -> str:
    """Return the rule's language, else the person's own, else that of the organisation's country."""
    if to.language:
        return to.language
    if to.user:
        return mail_language(to.user, organisation)
    return "sv" if organisation.country == Organisation.Country.SWEDEN else "nb"
