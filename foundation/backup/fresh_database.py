"""A fresh database beside the present one, and the switch between them in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql

from foundation.backup.database import MAINTENANCE, OwnersDatabase
from foundation.backup.errors import BackupError

TRIES = 3
_MAY_CREATE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
_LOCALE = "SELECT datcollate, datctype FROM pg_database WHERE datname = %s"
_RIGHTS = """
SELECT coalesce(grantee.rolname, 'public'), given.privilege_type
FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) AS given
LEFT JOIN pg_roles AS grantee ON grantee.oid = given.grantee
WHERE datname = %s AND given.grantee <> datdba
"""
_END_CONNECTIONS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = ANY (%s) AND pid <> pg_backend_pid() AND pg_has_role(usesysid, 'USAGE')
"""
_OTHERS = "SELECT coalesce(string_agg(DISTINCT usename, ', '), '') FROM pg_stat_activity WHERE datname = ANY (%s)"


@contextmanager
def fresh_database(present: OwnersDatabase) -> Iterator[OwnersDatabase]:
    """Yield an empty database beside the present one; it is removed if the block fails, or if it was not switched to.

    Raises BackupError with the statement to run where the owner may not make databases.
    """
    fresh = present.called(f"{present.name}_restored")
    with present.called(MAINTENANCE).connect(autocommit=True) as server:
        if server.execute(_MAY_CREATE).fetchone() != (True,):
            raise BackupError(
                "The backup is restored into a new database, which the database login may not make. Let an"
                f' administrator run: ALTER ROLE "{present.parameters.get("user", "<owner>")}" CREATEDB; '
                "Everything is as it was."
            )
        _drop(server, fresh.name)
        collation = server.execute(_LOCALE, [present.name]).fetchone() or ("C.UTF-8", "C.UTF-8")
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}").format(
                sql.Identifier(fresh.name), *map(sql.Literal, collation)
            )
        )
        try:
            yield fresh
        finally:
            _drop(server, fresh.name)


def switch(present: OwnersDatabase, fresh: OwnersDatabase) -> None:
    """Let the fresh database take the present one's name and rights, and remove the present one.

    Both renames are one transaction, so that a kill at any moment leaves one of the two under the name. Raises
    BackupError, with everything as it was, where others are connected whom we may not send away.
    """
    aside = f"{present.name}_before_restore"
    renames = [
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
        for old, new in ((present.name, aside), (fresh.name, present.name))
    ]
    with present.called(MAINTENANCE).connect(autocommit=True) as server:
        _copy_rights(server, present.name, fresh.name)
        _drop(server, aside)
        _rename_alone(server, renames, [present.name, fresh.name])
        _drop(server, aside)


def _rename_alone(server: "psycopg.Connection[Any]", renames: list[sql.Composed], names: list[str]) -> None:
    """Rename as soon as nobody is connected, sending away whom we may; whoever connects meanwhile waits or is sent."""
    for _ in range(TRIES):
        try:
            with server.transaction():
                server.execute(_END_CONNECTIONS, [names])
                for rename in renames:
                    server.execute(rename)  # PostgreSQL itself waits five seconds for the others to leave
        except psycopg.errors.ObjectInUse:
            continue
        return
    (others,) = server.execute(_OTHERS, [names]).fetchone() or ("",)
    raise BackupError(
        f"Others are connected to the database ({others}). Stop web server, worker and beat, then restore again. "
        "Everything is as it was."
    )


def _copy_rights(server: "psycopg.Connection[Any]", old: str, new: str) -> None:
    """Give the new database the rights that others have on the old one: who may connect."""
    name = sql.Identifier(new)
    server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role, privilege in server.execute(_RIGHTS, [old]).fetchall():
        who = sql.SQL("PUBLIC") if role == "public" else sql.Identifier(role)
        server.execute(sql.SQL("GRANT {} ON DATABASE {} TO {}").format(sql.SQL(privilege), name, who))


def _drop(server: "psycopg.Connection[Any]", name: str) -> None:
    with suppress(psycopg.errors.UndefinedTable):
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
