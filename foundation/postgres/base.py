"""The database backend: connects as the application's role and tells PostgreSQL what the current access may see.

The login role owns the tables; after connecting, the backend takes the role `klimatrappa_app`, which is neither
owner nor superuser, so that row-level security binds it. Migrations and the making of test databases run as owner
inside `as_owner()`. Before each cursor the settings app.readable, app.rows, app.totals and app.writable follow
`foundation.access.current_access()`; a rollback undoes such a setting, so it is then sent anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base
from django.db.transaction import TransactionManagementError
from psycopg import sql
from psycopg.pq import TransactionStatus

from foundation.access import Access, current_access
from foundation.postgres.url import APPLICATION_ROLE, EMBEDDED, connection_parts
from foundation.services import ensure


def _array(identifiers: tuple[int, ...]) -> str:
    return "{" + ",".join(map(str, identifiers)) + "}"


class DatabaseWrapper(base.DatabaseWrapper):
    """A PostgreSQL connection that acts as the application's role within the current access."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self._owner = False
        self._told: Access | None = None
        self._embedded = not self.settings_dict.get("HOST") and not self.settings_dict.get("USER")

    def get_connection_params(self) -> dict[str, Any]:
        """Return libpq's parameters; a database called "embedded" is found at our own server, started if need be."""
        if self._embedded:
            name = self.settings_dict["NAME"]
            parts = connection_parts(ensure().database_url)
            if name is not None and name != EMBEDDED:
                parts["NAME"] = name  # a test database on the same server
            elif name is None:
                parts["NAME"] = "postgres"
            self.settings_dict.update({key: value for key, value in parts.items() if key not in ("OPTIONS", "NAME")})
            if name == EMBEDDED:
                self.settings_dict["NAME"] = parts["NAME"]
        return self._as_tables_owner() if self._owner else super().get_connection_params()

    def owners_connection_params(self) -> dict[str, Any]:
        """Return libpq's parameters with which the tables' owner signs in: for a backup, never for requests or jobs."""
        self.get_connection_params()  # names our own server
        return self._as_tables_owner()

    def _as_tables_owner(self) -> dict[str, Any]:
        migration_url = self.settings_dict.get("MIGRATION_URL")
        return {**super().get_connection_params(), **(_credentials(migration_url) if migration_url else {})}

    def init_connection_state(self) -> None:
        """Take the application's role on every new connection to our own database."""
        super().init_connection_state()
        self._told = None
        if not self._owner and self.settings_dict["NAME"] not in (None, "postgres"):
            self._take_role()

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401 - Django's own signature
        """Return a cursor after making sure that the server knows the current access."""
        self._tell_access()
        return super().create_cursor(name)

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Act as the tables' owner inside the block: for migrations, never for requests or jobs.

        On a connection of its own; inside a transaction on the same one, where the login owns the tables.
        """
        if self.in_atomic_block:
            with self._owner_for_now():
                yield
            return
        self.close()
        self._owner = True
        try:
            yield
        finally:
            self._owner = False
            self.close()

    @contextmanager
    def _owner_for_now(self) -> Iterator[None]:
        if self.settings_dict.get("MIGRATION_URL"):
            raise TransactionManagementError("The owner signs in by itself, which a transaction cannot wait for.")
        self._owner = True
        self.connection.execute("RESET ROLE")
        try:
            yield
        finally:
            self._owner = False
            if self.connection.info.transaction_status != TransactionStatus.INERROR:
                self._take_role()

    @property
    def acts_as_owner(self) -> bool:
        """Whether the connection acts as the tables' owner just now."""
        return self._owner

    def _take_role(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE])
            if cursor.fetchone():
                cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APPLICATION_ROLE)))

    def _tell_access(self) -> None:
        access = current_access()
        if access == self._told or self.connection is None:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return  # the coming statement fails all the same, and the rollback clears what was told
        self.connection.execute(
            "SELECT set_config('app.readable', %s, false), set_config('app.rows', %s, false),"
            " set_config('app.totals', %s, false), set_config('app.writable', %s, false)",
            [_array(access.readable), _array(access.rows), _array(access.totals), _array(access.writable)],
        )
        self._told = access

    def _rollback(self) -> None:
        self._told = None
        super()._rollback()  # type: ignore[misc]  # Django's own, which its stubs leave out

    def _savepoint_rollback(self, sid: str) -> None:
        self._told = None
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # as above


def _credentials(url: str) -> dict[str, str]:
    parts = connection_parts(url)
    return {"user": parts["USER"], "password": parts["PASSWORD"]}
