"""Celery's entry point of the bank: the daily look at what is due for review."""

from celery import shared_task

from requirements_bank.services.remind_of_reviews import remind_of_reviews


@shared_task(name="requirements_bank.remind_of_reviews", ignore_result=True)
def remind_of_reviews_task() -> None:
    """Safe to run twice: what was told is noted with the mail."""
    remind_of_reviews()
