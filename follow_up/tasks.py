"""Celery's entry point of follow-up."""

from celery import shared_task

from follow_up.services.daily import do_daily


@shared_task(name="follow_up.daily", ignore_result=True)
def daily_task() -> None:
    """Safe to run twice: what is planned or reminded of is noted, and neither is done again."""
    do_daily()
