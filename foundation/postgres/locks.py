"""Locks on things by name, held by PostgreSQL until the transaction ends."""

from collections.abc import Iterable

from django.db import connection

EACH = "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name"


def hold(kind: str, key: object) -> None:
    """Wait for the thing, then hold it until the transaction ends. Needs an open transaction."""
    hold_all(kind, [key])


def hold_all(kind: str, keys: Iterable[object]) -> None:
    """Hold several things, taken in one order whoever asks, so that two who want the same never wait for each other."""
    names = sorted({f"{kind} {key}" for key in keys})
    with connection.cursor() as cursor:
        cursor.execute(EACH, [names])
