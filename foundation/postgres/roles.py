"""The application's role: may read and write rows, owns nothing, and is bound by row-level security."""

from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import errors, sql

from foundation.postgres.url import APPLICATION_ROLE

_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {role}",
    "GRANT TEMPORARY ON DATABASE {database} TO {role}",
)


class RoleError(RuntimeError):
    """The login may not create or grant the application's role."""


def grant_application_role(connection: BaseDatabaseWrapper) -> None:
    """Create the application's role if it is missing, let the login take it, and grant it the tables.

    Idempotent. Raises RoleError with the statement to run where the login lacks the right to create roles.
    """
    with connection.cursor() as cursor:
        try:
            _create_role(cursor)
        except DatabaseError as error:
            if not isinstance(error.__cause__, errors.InsufficientPrivilege):
                raise
            message = (
                f"The database login may not create the role {APPLICATION_ROLE}. Let an administrator run:"
                f" CREATE ROLE {APPLICATION_ROLE} NOLOGIN; GRANT {APPLICATION_ROLE} TO <login>;"
            )
            raise RoleError(message) from error
        names = {
            "role": sql.Identifier(APPLICATION_ROLE),
            "database": sql.Identifier(connection.settings_dict["NAME"]),
        }
        for statement in _GRANTS:
            cursor.execute(sql.SQL(statement).format(**names))


def _create_role(cursor: Any) -> None:  # noqa: ANN401 - Django's cursor wrapper has no public type
    role = sql.Identifier(APPLICATION_ROLE)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE])
    if not cursor.fetchone():
        try:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
        except DatabaseError as error:
            if not isinstance(error.__cause__, errors.DuplicateObject | errors.UniqueViolation):
                raise  # otherwise another process was first, and the role is there
    cursor.execute("SELECT pg_has_role(current_user, %s, 'USAGE')", [APPLICATION_ROLE])
    (usable,) = cursor.fetchone()
    if not usable:
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
