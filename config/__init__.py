"""Wiring only. The Celery application is loaded with it, so that every process rings our own bell and no other."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
