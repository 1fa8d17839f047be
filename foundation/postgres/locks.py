"""Locks on things by name, held by PostgreSQL until the transaction ends."""

from django.db import connection


def hold(kind: str, key: object) -> None:
    """Wait for the thing, then hold it until the transaction ends. Needs an open transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{kind} {key}"])
