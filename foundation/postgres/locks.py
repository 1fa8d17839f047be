"""Locks on things by name, held by PostgreSQL until the transaction ends."""

from collections.abc import Callable, Iterable

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from foundation.errors import BusyError

LONGEST_SECONDS = 10
EACH = "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name"


def hold(kind: str, key: object) -> None:
    """Wait for the thing, then hold it until the transaction ends. Needs an open transaction."""
    hold_all(kind, [key])


def hold_all(kind: str, keys: Iterable[object]) -> None:
    """Hold several things, taken in one order whoever asks, so that two who want the same never wait for each other."""
    names = sorted({f"{kind} {key}" for key in keys})
    with connection.cursor() as cursor:
        cursor.execute(EACH, [names])


def hold_soon(kind: str, key: object, *, busy: Callable[[], str]) -> None:
    """As `hold`, for somebody who waits at a screen; raises BusyError with `busy` while another holds it longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LONGEST_SECONDS}s"])
        try:
            hold(kind, key)
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise BusyError(busy()) from error
            raise
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")
