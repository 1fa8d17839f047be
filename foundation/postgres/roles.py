"""The roles the application acts in; neither owns a table nor is superuser.

`klimatrappa_app` reads and writes rows and is bound by row-level security. `klimatrappa_loader` may do one thing only,
insert into partitions: PostgreSQL refuses COPY into fenced tables, and partitions are closed to the application's role.
"""

from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import errors, sql

from foundation.postgres.url import APPLICATION_ROLE, LOADER_ROLE

_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    # no TRUNCATE: it would pass by row-level security
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {role}",
    "GRANT TEMPORARY ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {loader}",
)
_MIGRATIONS_ARE_THE_OWNERS = "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"
_PARTITION_GRANTS = ("REVOKE ALL ON {partition} FROM {role}", "GRANT INSERT ON {partition} TO {loader}")
_PARTITIONS = "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY relname"


class RoleError(RuntimeError):
    """The login may not create or grant the application's role."""


def grant_application_role(connection: BaseDatabaseWrapper) -> None:
    """Create the application's role if it is missing, let the login take it, and grant it the tables.

    Idempotent. Raises RoleError with the statement to run where the login lacks the right to create roles.
    """
    with connection.cursor() as cursor:
        try:
            _create_role(cursor, APPLICATION_ROLE)
            _create_role(cursor, LOADER_ROLE)
        except DatabaseError as error:
            if not isinstance(error.__cause__, errors.InsufficientPrivilege):
                raise
            message = (
                f"The database login may not create the roles {APPLICATION_ROLE} and {LOADER_ROLE}. Let an"
                f" administrator run, with the login's name: CREATE ROLE {APPLICATION_ROLE} NOLOGIN;"
                f" CREATE ROLE {LOADER_ROLE} NOLOGIN; GRANT {APPLICATION_ROLE}, {LOADER_ROLE} TO <login>;"
            )
            raise RoleError(message) from error
        names = {
            "role": sql.Identifier(APPLICATION_ROLE),
            "loader": sql.Identifier(LOADER_ROLE),
            "database": sql.Identifier(connection.settings_dict["NAME"]),
        }
        for statement in _GRANTS:
            cursor.execute(sql.SQL(statement).format(**names))
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute(sql.SQL(_MIGRATIONS_ARE_THE_OWNERS).format(**names))
        cursor.execute(_PARTITIONS)
        for (partition,) in cursor.fetchall():
            for statement in _PARTITION_GRANTS:
                cursor.execute(sql.SQL(statement).format(partition=sql.Identifier(partition), **names))


def _create_role(cursor: Any, name: str) -> None:  # noqa: ANN401 - Django's cursor wrapper has no public type
    role = sql.Identifier(name)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if not cursor.fetchone():
        try:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
        except DatabaseError as error:
            if not isinstance(error.__cause__, errors.DuplicateObject | errors.UniqueViolation):
                raise  # otherwise another process was first, and the role is there
    cursor.execute("SELECT pg_has_role(current_user, %s, 'USAGE')", [name])
    (usable,) = cursor.fetchone()
    if not usable:
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
