"""Act as the tables' owner for a while: migrations, the shipped bank, benchmarks, tests that look behind the fences."""

from contextlib import AbstractContextManager

from django.db import DEFAULT_DB_ALIAS, connections

from foundation.postgres.base import DatabaseWrapper


def as_owner(alias: str = DEFAULT_DB_ALIAS) -> AbstractContextManager[None]:
    """Return the block inside which the connection acts as owner; never for requests or jobs."""
    wrapper = connections[alias]
    if not isinstance(wrapper, DatabaseWrapper):
        raise TypeError(f"the database {alias} does not use foundation.postgres")
    return wrapper.as_owner()
