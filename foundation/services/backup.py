"""Backing up our own database into one file and restoring it, also into a newer major version of PostgreSQL."""

import gzip
import io
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from foundation.services.binaries import PostgresqlPrograms, find_postgresql
from foundation.services.errors import ServicesError
from foundation.services.identity import server_user
from foundation.services.layout import Layout, data_folder
from foundation.services.postgresql import SUPERUSER, clean_environment, pinned_major

# A role that the file names may be there already; everything else in the file belongs to the one database.
CREATE_ROLE = re.compile(rb"^CREATE ROLE (klimatrappa\w*);$")
ROLE_LINE = re.compile(rb"^(CREATE|ALTER) ROLE klimatrappa|^GRANT klimatrappa")
SWAP = """
DROP DATABASE IF EXISTS klimatrappa WITH (FORCE);
ALTER DATABASE klimatrappa_restored RENAME TO klimatrappa;
"""
PREPARE = """
DROP DATABASE IF EXISTS klimatrappa_restored WITH (FORCE);
CREATE DATABASE klimatrappa_restored OWNER klimatrappa_owner;
"""


def dump(layout: Layout, target: Path) -> int:
    """Write roles and database into a gzipped SQL file (the services must be up); returns its size in bytes."""
    programs = _programs(layout)
    partial = target.with_name(target.name + ".partial")
    with gzip.open(partial, "wb") as file:
        file.write(_roles(layout, programs))
        with subprocess.Popen(  # noqa: S603 - our own program
            [programs.path("pg_dump"), *_as_superuser(layout), "klimatrappa"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_environment(),
        ) as process:
            shutil.copyfileobj(process.stdout or file, file)
            message = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.returncode != 0:
        partial.unlink()
        raise ServicesError(f"pg_dump failed, and no file was written: {message.strip()}")
    partial.chmod(0o600)
    partial.rename(target)
    return target.stat().st_size


def _roles(layout: Layout, programs: PostgresqlPrograms) -> bytes:
    command: list[str | Path] = [
        programs.path("pg_dumpall"),
        *_as_superuser(layout),
        "--roles-only",
        "--no-role-passwords",
    ]
    done = subprocess.run(command, capture_output=True, check=False, env=clean_environment())  # noqa: S603 - our own
    if done.returncode != 0:
        raise ServicesError(f"pg_dumpall failed: {done.stderr.decode(errors='replace').strip()}")
    return b"".join(_role_statement(line) for line in done.stdout.splitlines() if ROLE_LINE.match(line))


def _role_statement(line: bytes) -> bytes:
    created = CREATE_ROLE.match(line)
    if created is None:
        return line + b"\n"
    return b"DO $$ BEGIN " + line + b" EXCEPTION WHEN duplicate_object THEN NULL; END $$;\n"


def restore(layout: Layout, source: Path) -> None:
    """Replace the database by the file's; the present one goes only when the file has been read without an error."""
    programs = _programs(layout)
    _psql(layout, programs, "postgres", io.BytesIO(PREPARE.encode()))
    try:
        with gzip.open(source, "rb") as file:
            _psql(layout, programs, "klimatrappa_restored", file)
    except (OSError, EOFError) as error:
        raise ServicesError(f"{source} cannot be read as a backup: {error}. The database is as it was.") from error
    _psql(layout, programs, "postgres", io.BytesIO(SWAP.encode()))


def _psql(layout: Layout, programs: PostgresqlPrograms, database: str, statements: io.BufferedIOBase) -> None:
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={database}"]
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [programs.path("psql"), *_as_superuser(layout), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=messages,
            env=clean_environment(),
        )
        try:
            with process, suppress(BrokenPipeError):
                shutil.copyfileobj(statements, process.stdin or messages)
        finally:
            process.wait()
        messages.seek(0)
        if process.returncode != 0:
            said = messages.read().decode(errors="replace").strip()
            raise ServicesError(f"The backup was not restored, and the database is as it was: {said}")


def _as_superuser(layout: Layout) -> list[str]:
    return [f"--host={layout.sockets}", f"--username={SUPERUSER}"]


def _programs(layout: Layout) -> PostgresqlPrograms:
    return find_postgresql(server_user(layout.postgresql), data_folder() / "programs", pinned_major(layout))


def remove(layout: Layout) -> None:
    """Remove every file of a profile; the services must have stopped. Stored files and mail go with the demo's."""
    kept = [data_folder() / name for name in ("files", "mail")] if layout.profile == "demo" else []
    for folder in (layout.home, layout.sockets, *kept):
        if folder.exists():
            shutil.rmtree(folder)
