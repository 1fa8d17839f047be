"""Logs: one line per event with the request's id; JSON where machines read them."""

from typing import Any


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Return Django's LOGGING dictionary, in JSON or as plain lines."""
    plain = "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "foundation.requests.RequestIdFilter"}},
        "formatters": {
            "plain": {"format": plain},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
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
