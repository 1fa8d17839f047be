"""Celery's entry points: the bell for jobs, the sweeper, the mail sender."""

from celery import shared_task

from foundation.files.sweep import sweep_files
from foundation.jobs.run import run_job
from foundation.jobs.start import RUN_JOB
from foundation.jobs.sweep import sweep_jobs
from foundation.outbox.send import SEND_MESSAGES, send_messages


@shared_task(name=RUN_JOB, ignore_result=True)
def run_job_task(job_id: int, organisation_id: int) -> None:
    """Safe to run twice: the job's lease lets one worker through."""
    run_job(job_id, organisation_id)


@shared_task(name="foundation.sweep_jobs", ignore_result=True)
def sweep_jobs_task() -> None:
    """Safe to run twice: ringing for a held job does nothing."""
    sweep_jobs()


@shared_task(name="foundation.sweep_files", ignore_result=True)
def sweep_files_task() -> None:
    """Safe to run twice: what is gone stays gone."""
    sweep_files()


@shared_task(name=SEND_MESSAGES, ignore_result=True)
def send_messages_task() -> None:
    """Safe to run twice: a message is claimed before it is sent."""
    send_messages()
