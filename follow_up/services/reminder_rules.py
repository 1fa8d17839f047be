"""Say by which rules an organisation's people are reminded."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import Receiver, ReminderRule, Trigger
from follow_up.queries.reminder_rules import rules_of, shipped_to_save
from follow_up.queries.reminders import LONGEST_BEFORE
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from organisations.models import Organisation, User
from organisations.queries.people import person_in

MOST_STAGES, MOST_RULES = 10, 50
LANGUAGES = ("", *(code for code, _name in settings.LANGUAGES))


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """What is said of a rule; `person` counts where the receiver is one."""

    trigger: str
    days_before: Collection[int]
    receiver: str
    person: User | None = None
    language: str = ""
    is_active: bool = True


def save_shipped(organisation: Organisation) -> None:
    """Save the shipped rules that are not saved yet, as they were shown. Safe to repeat."""
    ReminderRule.objects.bulk_create(shipped_to_save(organisation), ignore_conflicts=True)


@transaction.atomic
def add_rule(*, organisation: Organisation, said: RuleSaid) -> ReminderRule:
    """Return a new rule of the organisation; raises FollowUpNotPossibleError for what it cannot be."""
    _check(organisation, said)
    if len(rules_of(organisation)) >= MOST_RULES:
        sentence = _("There are %(most)s rules already. Change one of them.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_RULES})
    rule = ReminderRule(organisation=organisation, made_by=current_actor().name)
    return _written(rule, said, "added")


@transaction.atomic
def change_rule(rule: ReminderRule, said: RuleSaid, *, revision: int) -> ReminderRule:
    """Return the rule after something else was said of it; what it has sent is not sent again.

    Raises ConflictError if it was saved after `revision`, and FollowUpNotPossibleError for what it cannot be.
    """
    if rule.shipped:
        save_shipped(rule.organisation)
    held = ReminderRule.objects.select_for_update(of=("self",)).select_related("organisation")
    current = held.get(organisation=rule.organisation_id, uuid=rule.uuid)
    if revision != current.revision:
        sentence = _("Somebody else changed this rule in the meantime. What you typed is still here: save again.")
        raise ConflictError(sentence)
    _check(current.organisation, said)
    current.revision += 1
    return _written(current, said, "changed")


def _written(rule: ReminderRule, said: RuleSaid, action: str) -> ReminderRule:
    rule.trigger, rule.receiver, rule.language = said.trigger, said.receiver, said.language
    rule.days_before = sorted(set(said.days_before), reverse=True)
    rule.person = said.person if said.receiver == Receiver.PERSON else None
    rule.is_active = said.is_active
    rule.save()
    record_change(
        organisation_id=rule.organisation_id,
        kind="follow_up.reminder_rule",
        object_id=rule.uuid,
        action=action,
        summary={"trigger": rule.trigger, "days": rule.days_before, "active": rule.is_active},
    )
    return rule


def _check(organisation: Organisation, said: RuleSaid) -> None:
    days = set(said.days_before)
    if not days or len(days) > MOST_STAGES or not all(0 <= day <= LONGEST_BEFORE for day in days):
        sentence = _("Write one to %(most)s whole numbers of days, each from 0 to %(longest)s, such as 60, 14.")
        words = {"most": MOST_STAGES, "longest": LONGEST_BEFORE}
        raise FollowUpNotPossibleError(sentence % words, field="days_before")
    if said.trigger not in Trigger.values or said.receiver not in Receiver.values:
        raise FollowUpNotPossibleError(_("Choose what is reminded of, and whom."), field="trigger")
    if said.language not in LANGUAGES:
        raise FollowUpNotPossibleError(_("Choose one of the languages."), field="language")
    if said.receiver == Receiver.PERSON and (said.person is None or person_in(organisation, said.person) is None):
        raise FollowUpNotPossibleError(_("Choose somebody with a role here."), field="person")
    if said.receiver == Receiver.SUPPLIER and said.trigger == Trigger.TASK_DUE:
        sentence = _("Tasks are the organisation's own: suppliers are not reminded of them.")
        raise FollowUpNotPossibleError(sentence, field="receiver")
