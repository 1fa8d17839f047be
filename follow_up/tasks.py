"""Celery's entry points of follow-up: each round sends one task for each organisation, so that none keeps another."""

from celery import shared_task

from follow_up.services.daily import do_daily, refresh_spend_daily
from organisations.models import Organisation


@shared_task(name="follow_up.daily", ignore_result=True)
def daily_task() -> None:
    """Safe to run twice, as what it sends is."""
    for key in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        daily_of_one_task.delay(key)


@shared_task(name="follow_up.daily_of_one", ignore_result=True)
def daily_of_one_task(organisation_id: int) -> None:
    """Safe to run twice: what is planned or reminded of is noted, and neither is done again."""
    for organisation in Organisation.objects.filter(pk=organisation_id):
        do_daily(organisation)


@shared_task(name="follow_up.spend", ignore_result=True)
def spend_task() -> None:
    """Safe to run twice, as what it sends is."""
    for key in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        spend_of_one_task.delay(key)


@shared_task(name="follow_up.spend_of_one", ignore_result=True)
def spend_of_one_task(organisation_id: int) -> None:
    """Safe to run twice: the same accounts give the same rows."""
    for organisation in Organisation.objects.filter(pk=organisation_id):
        refresh_spend_daily(organisation)
