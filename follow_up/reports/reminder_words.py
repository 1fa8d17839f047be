"""Reminders in words: the mail, and what has become of it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from follow_up.models import ReminderSent, Trigger
from follow_up.queries.reminders import Addressee, Reminder
from foundation.models import Message
from foundation.requests import absolute_address
from organisations.models import Organisation


def reminder_subject(organisation: Organisation, reminders: Sequence[Reminder]) -> str:
    """Return the subject: what it is about where it is one thing, else how many."""
    if len(reminders) == 1:
        return _("Reminder: %(title)s") % {"title": reminders[0].thing.title}
    sentence = ngettext("%(number)s reminder from %(name)s", "%(number)s reminders from %(name)s", len(reminders))
    return sentence % {"number": len(reminders), "name": organisation.name}


def reminder_body(organisation: Organisation, to: Addressee, reminders: Sequence[Reminder]) -> str:
    """Return the mail. A supplier gets no address of ours, where it cannot sign in."""
    paragraphs = [_("Hello %(name)s,") % {"name": to.name}]
    for each in sorted(reminders, key=lambda one: (one.thing.day, one.thing.title)):
        line = sentence_of(each)
        paragraphs.append(f"{line}\n{absolute_address(each.thing.address)}" if to.user else line)
    if to.user:
        address = absolute_address(reverse("reminder_rules", args=[organisation.slug]))
        paragraphs.append(_("Which reminders are sent, and when, is said here:\n%(address)s") % {"address": address})
    paragraphs.append(organisation.name)
    return "\n\n".join(paragraphs) + "\n"


def sentence_of(reminder: Reminder) -> str:
    """Return one thing with its day and contract as a sentence."""
    thing = reminder.thing
    sentences = {
        Trigger.TASK_DUE: _("– %(day)s: “%(title)s” is due"),
        Trigger.EVIDENCE_EXPIRES: _("– %(day)s: the evidence “%(title)s” expires"),
        Trigger.STEP_BEGINS: _("– %(day)s: the next step of “%(title)s” takes effect"),
        Trigger.OPTION_NOTICE: _("– %(day)s: last day to tell the supplier that “%(title)s” is extended"),
        Trigger.DEVIATION_DEADLINE: _("– %(day)s: the deviation %(title)s is to be mended"),
        Trigger.CONTRACT_ENDS: _("– %(day)s: the contract “%(title)s” ends"),
    }
    said = sentences[thing.kind] % {"day": date_format(thing.day, "DATE_FORMAT"), "title": thing.title}
    own = thing.contract is None or thing.contract.title == thing.title
    return f"{said}." if own or thing.contract is None else f"{said} ({thing.contract.title})."


def sent_state(sent: ReminderSent) -> dict[str, str]:
    """Return how far a reminder has come, in one word with its look: on its way, sent, uncertain, failed."""
    message = sent.message
    if message is None:
        return {"text": _("Written, the mail is no longer kept"), "tone": "outline"}
    looks = {
        Message.Status.WAITING: (_("On its way"), "info"),
        Message.Status.SENDING: (_("On its way"), "info"),
        Message.Status.SENT: (_("Sent"), "good"),
        Message.Status.UNCERTAIN: (_("Uncertain: sent or not"), "warning"),
        Message.Status.FAILED: (_("Not sent"), "bad"),
    }
    text, tone = looks[Message.Status(message.status)]
    return {"text": text, "tone": tone}
