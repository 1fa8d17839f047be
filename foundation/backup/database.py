"""The database as its owner: how to reach it, and others on the same server."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from foundation.postgres.base import DatabaseWrapper

MAINTENANCE = "postgres"
"""A database that is always there, to rename and remove the others from."""


@dataclass(frozen=True, slots=True)
class OwnersDatabase:
    """libpq's parameters with which the owner of the tables reaches a database."""

    parameters: dict[str, str]

    @property
    def name(self) -> str:
        """What the database is called."""
        return self.parameters["dbname"]

    def called(self, name: str) -> "OwnersDatabase":
        """Return another database of the same server."""
        return OwnersDatabase({**self.parameters, "dbname": name})

    def connect(self, **options: Any) -> "psycopg.Connection[Any]":  # noqa: ANN401 - psycopg's own
        """Return a connection of its own, in sessions that write values in one way only."""
        connection = psycopg.connect(**cast("dict[str, Any]", {**self.parameters, **options}))
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET DateStyle = 'ISO, YMD'")
        connection.execute("SET IntervalStyle = 'iso_8601'")
        connection.execute("SET extra_float_digits = 1")
        connection.execute("SET bytea_output = 'hex'")
        connection.commit()
        return connection

    @property
    def arguments(self) -> list[str]:
        """What PostgreSQL's programs are told; the password stands in the environment, where nobody reads along."""
        shown = {key: value for key, value in self.parameters.items() if key != "password"}
        return [f"--dbname={psycopg.conninfo.make_conninfo(**cast('dict[str, Any]', shown))}"]

    @property
    def environment(self) -> dict[str, str]:
        """The environment of PostgreSQL's programs on top of a clean one."""
        return {"PGPASSWORD": self.parameters["password"]} if self.parameters.get("password") else {}

    @property
    def url(self) -> str:
        """The address as DATABASE_URL takes it."""
        told = {key: value for key, value in self.parameters.items() if key not in ("user", "password", "dbname")}
        password = f":{quote(self.parameters['password'], safe='')}" if self.parameters.get("password") else ""
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in told.items())
        user = quote(self.parameters.get("user", ""), safe="")
        return f"postgresql://{user}{password}@/{quote(self.name, safe='')}?{query}"


def our_database() -> OwnersDatabase:
    """Return the database of this installation, as its owner; starts our own server where no other is named."""
    told = cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS]).owners_connection_params()
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()} - {"options", "client_encoding"}
    return OwnersDatabase({key: str(value) for key, value in told.items() if key in known and value not in (None, "")})


def server_major(connection: "psycopg.Connection[Any]") -> int:
    """Return the major version of the server."""
    return connection.info.server_version // 10000
