"""Celery's entry point of this app: the daily clearing."""

from celery import shared_task

from organisations.services.clear_expired import clear_expired


@shared_task(name="organisations.clear_expired", ignore_result=True)
def clear_expired_task() -> None:
    """Safe to run twice: what is gone stays gone."""
    clear_expired()
