"""The rules by which an organisation's people are reminded: its own, and the shipped ones."""

from uuid import uuid5

from django.db.models import QuerySet

from follow_up.models import Receiver, ReminderRule, Trigger
from organisations.models import Organisation

SHIPPED: tuple[tuple[Trigger, tuple[int, ...], Receiver], ...] = (
    (Trigger.EVIDENCE_EXPIRES, (60, 14), Receiver.MANAGER),
    (Trigger.STEP_BEGINS, (90, 30), Receiver.MANAGER),
    (Trigger.OPTION_NOTICE, (60, 14), Receiver.MANAGER),
    (Trigger.DEVIATION_DEADLINE, (7, 0), Receiver.MANAGER),
    (Trigger.TASK_DUE, (7,), Receiver.OWNER),
)


def rules_of(organisation: Organisation) -> list[ReminderRule]:
    """Return the organisation's rules; shipped ones that nobody needed yet are among them and not saved."""
    those = [*_saved(organisation).select_related("person"), *shipped_to_save(organisation)]
    order = {trigger: place for place, trigger in enumerate(Trigger.values)}
    return sorted(those, key=lambda rule: (order[rule.trigger], rule.pk is not None, rule.pk or 0))


def shipped_to_save(organisation: Organisation) -> list[ReminderRule]:
    """Return the shipped rules that are not saved yet; each is known by the same uuid whenever it is looked at."""
    known = set(_saved(organisation).exclude(shipped="").values_list("shipped", flat=True))
    return [
        ReminderRule(
            uuid=uuid5(organisation.uuid, f"reminder rule {trigger.value}"),
            organisation=organisation,
            trigger=trigger.value,
            days_before=list(days),
            receiver=receiver.value,
            shipped=trigger.value,
        )
        for trigger, days, receiver in SHIPPED
        if trigger.value not in known
    ]


def _saved(organisation: Organisation) -> QuerySet[ReminderRule]:
    return ReminderRule.objects.filter(organisation=organisation)
