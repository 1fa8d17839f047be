"""Logs: one line per event with the request's id; JSON where machines read them. No line holds the secret of a link."""

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

_SECRET = re.compile(r"/(invitation|comment|market|follow-up/calendar|accounts/password/reset/key)/[^\s?\"'>]+")


class PlainLines(logging.Formatter):
    """Lines for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, links shortened."""
        return _SECRET.sub(r"/\1/…", super().format(record))


class JsonLines(JsonFormatter):
    """Lines for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, links shortened."""
        return _SECRET.sub(r"/\1/…", super().format(record))


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Return Django's LOGGING dictionary, in JSON or as plain lines."""
    plain = "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "foundation.requests.RequestIdFilter"}},
        "formatters": {
            "plain": {"()": "config.logging.PlainLines", "format": plain},
            "json": {
                "()": "config.logging.JsonLines",
                "format": plain,
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            },
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if as_json else "plain",
                "filters": ["request_id"],
            },
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "django.server": {"level": "INFO"},
        },
    }
