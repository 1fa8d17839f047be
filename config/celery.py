"""The Celery application: Redis is the doorbell, the Job row is the truth.

The broker's address is resolved on first use, so that commands which never ring the bell start no server.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("klimatrappa")
app.config_from_object("config.celery_settings")
app.autodiscover_tasks()
