"""The database as operators see it: its size, its version, what is missing in it."""

from dataclasses import dataclass

from django.db import connection
from django.db.migrations.loader import MigrationLoader

_QUESTION = """
SELECT pg_database_size(current_database()), split_part(current_setting('server_version'), ' ', 1),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
       current_setting('max_connections')::int
"""


@dataclass(frozen=True, slots=True)
class DatabaseFigures:
    """Size in bytes, version, connections now and at most."""

    size: int
    version: str
    connections: int
    most_connections: int


def database_figures() -> DatabaseFigures:
    """Return what the server says about our database."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION)
        return DatabaseFigures(*cursor.fetchone())


def unapplied_migrations() -> list[str]:
    """Return the migrations that the code brings and the database lacks, as app.name."""
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in set(loader.graph.nodes) - set(loader.applied_migrations))
