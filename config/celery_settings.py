"""Celery's settings, loaded when the first task is sent or the worker starts."""

from celery.schedules import crontab, schedule
from django.conf import settings

from foundation.services import broker_url_of, ensure

broker_url = broker_url_of(settings.REDIS_URL or ensure().redis_url)
broker_connection_retry_on_startup = True
broker_transport_options = {"visibility_timeout": 600}
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
worker_hijack_root_logger = False
task_serializer = "json"
accept_content = ["json"]
timezone = settings.TIME_ZONE
beat_schedule = {
    "take up dropped jobs": {"task": "foundation.sweep_jobs", "schedule": schedule(15)},
    "send waiting messages": {"task": "foundation.send_messages", "schedule": schedule(15)},
    "clear what has expired": {"task": "organisations.clear_expired", "schedule": crontab(hour=3, minute=17)},
    "clear files that nothing names": {"task": "foundation.sweep_files", "schedule": crontab(hour=3, minute=43)},
    "tell what waits": {"task": "requirements_bank.tell_what_waits", "schedule": crontab(hour=6, minute=41)},
    "read what was spent": {"task": "follow_up.spend", "schedule": crontab(hour=5, minute=41)},
    "follow contracts up": {"task": "follow_up.daily", "schedule": crontab(hour="6-18", minute=11)},
}
beat_schedule_filename = str(settings.DATA_DIR / "celerybeat-schedule")
