"""Where the database is: an address from outside, or our own server started on first use."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

APPLICATION_ROLE = "klimatrappa_app"
LOADER_ROLE = "klimatrappa_loader"
EMBEDDED = "embedded"

_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def connection_parts(url: str) -> dict[str, Any]:
    """Return NAME, USER, PASSWORD, HOST, PORT and the remaining libpq options of a postgresql:// address."""
    parts = conninfo_to_dict(url)
    found = {name: str(parts.pop(key)) for key, name in _DJANGO_NAMES.items() if key in parts}
    return {**dict.fromkeys(_DJANGO_NAMES.values(), ""), **found, "OPTIONS": parts}


def database_settings(url: str | None, migration_url: str | None = None) -> dict[str, Any]:
    """Return one entry of Django's DATABASES; without an address the backend starts our own server when it connects.

    `migration_url` logs in as the owner of the tables where the application's own login may not create them.
    """
    parts: dict[str, Any] = connection_parts(url) if url else {"NAME": EMBEDDED, "OPTIONS": {}}
    return {
        "ENGINE": "foundation.postgres",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        **parts,
        "MIGRATION_URL": migration_url,
    }
