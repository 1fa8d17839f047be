"""What a database holds, in figures that two databases can be compared by: rows and a content hash of each table."""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

LEFT_OUT = ("django_session",)
"""Open sessions are keys to the house, and nobody misses them: after a restore everybody signs in again."""

_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> ALL (%s)
ORDER BY relname
"""
# The sum of two halves of each row's md5: it does not depend on the order of the rows, and doubled rows do not cancel.
_CONTENT = """
SELECT count(*), coalesce(sum(('x' || left(hash, 15))::bit(60)::bigint), 0)::text || '-' ||
       coalesce(sum(('x' || substr(hash, 16, 15))::bit(60)::bigint), 0)::text
FROM (SELECT md5(row_::text) AS hash FROM {table} AS row_) AS hashed
"""
_FILES = "SELECT organisation_id, sha256, size FROM foundation_storedfile ORDER BY organisation_id, sha256"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"


@dataclass(frozen=True, slots=True)
class TableContent:
    """How many rows a table has and what they hold, as one hash."""

    rows: int
    hash: str


def table_contents(connection: "psycopg.Connection[Any]") -> dict[str, TableContent]:
    """Return rows and hash of every table but open sessions; reads everything, memory stays flat."""
    names = [name for (name,) in connection.execute(_TABLES, [list(LEFT_OUT)]).fetchall()]
    return {name: _content(connection, name) for name in names}


def _content(connection: "psycopg.Connection[Any]", table: str) -> TableContent:
    row = connection.execute(sql.SQL(_CONTENT).format(table=sql.Identifier(table))).fetchone() or (0, "")
    return TableContent(int(row[0]), str(row[1]))


def stored_files(connection: "psycopg.Connection[Any]") -> dict[str, tuple[str, int]]:
    """Return path → (SHA-256, size in bytes) of every stored file that has a row."""
    return {
        f"{organisation}/{sha256[:2]}/{sha256}": (sha256, size)
        for organisation, sha256, size in connection.execute(_FILES).fetchall()
    }


def applied_migrations(connection: "psycopg.Connection[Any]") -> list[str]:
    """Return the migrations that the database has been through, as app.name."""
    return [name for (name,) in connection.execute(_MIGRATIONS).fetchall()]


def differing_tables(expected: dict[str, TableContent], found: dict[str, TableContent]) -> list[str]:
    """Return the tables whose content is not what is expected, or that are missing or too many."""
    return sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name))
