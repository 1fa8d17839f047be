"""A new database: made by one command, as its owner, and then run as the application."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(db: None) -> Iterator[Run]:  # noqa: ARG001 - the server must run
    """Runs manage.py on an empty database of its own."""
    parts, name = connection.settings_dict, f"first_{uuid.uuid4().hex[:12]}"
    address = (
        f"postgresql://{parts['USER']}:{quote(str(parts['PASSWORD']))}@/{{}}?host={quote(str(parts['HOST']), safe='')}"
    )
    if parts["PORT"]:
        address += f"&port={parts['PORT']}"
    with psycopg.connect(address.format("postgres"), autocommit=True) as server:
        server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DATABASE_URL": address.format(name)}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(  # noqa: S603 - ourselves
            command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
        )

    yield manage
    with psycopg.connect(address.format("postgres"), autocommit=True) as server:
        server.execute(psycopg.sql.SQL("DROP DATABASE {} WITH (FORCE)").format(psycopg.sql.Identifier(name)))


def test_an_empty_database_is_migrated_and_then_binds_us(run: Run) -> None:
    migrated = run("migrate", "--verbosity=0")
    after = run("check", "--database", "default")

    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert (after.returncode, "klimatrappa.E001" in after.stderr, "klimatrappa.W001" in after.stderr) == (
        0,
        False,
        True,
    )
