"""Restore an archive: all of it or nothing.

The archive is read through before anything is touched. The database is loaded into a fresh one beside the present one,
compared table by table, migrated, and switched to at the end; files that are missing are written first, since a file
without a row is no harm, and are taken away again if the restore fails.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import psycopg
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from foundation.backup.archive import DATABASE, FILES, Manifest, check, copy_hashed, manifest_of, opened_archive
from foundation.backup.contents import differing_tables, stored_files, table_contents
from foundation.backup.database import MAINTENANCE, OwnersDatabase, our_database, server_major
from foundation.backup.errors import BackupError
from foundation.backup.fresh_database import fresh_database, switch
from foundation.backup.programs import client_programs
from foundation.files.room import NoRoomError
from foundation.services.layout import CHECKOUT
from foundation.services.postgresql import clean_environment

IN_USE = ("organisations_organisation", "organisations_user")


@dataclass(frozen=True, slots=True)
class Restored:
    """What an archive held, how many files were written, and whether newer migrations were applied."""

    manifest: Manifest
    files_written: int
    migrated: bool


def check_archive(stream: IO[bytes]) -> Manifest:
    """Read an archive through and return its manifest; raises BackupError where it is damaged."""
    with opened_archive(stream) as archive:
        manifest = manifest_of(archive)
        check(archive, manifest)
        return manifest


def restore(stream: IO[bytes], *, replace: bool = False) -> Restored:
    """Restore the archive that the stream holds; a target that is in use only with `replace`.

    Raises BackupError with a sentence, and everything is as it was.
    """
    manifest = check_archive(stream)
    migrated = _refuse_newer(manifest)
    present = our_database()
    try:
        _refuse_unfit(present, manifest, replace=replace)
        with zipfile.ZipFile(stream) as archive, fresh_database(present) as fresh:
            written = list[str]()
            try:
                _write_files(archive, manifest, written)
                _load(archive, fresh, manifest)
                _migrate(fresh, load_bank=migrated)
                connections.close_all()
                switch(present, fresh)
            except BaseException:
                for path in written:
                    default_storage.delete(path)
                raise
    except psycopg.Error as error:
        raise BackupError(f"The database refused: {str(error).strip()}. Everything is as it was.") from error
    return Restored(manifest, len(written), migrated)


def _refuse_newer(manifest: Manifest) -> bool:
    """Raise where the archive knows migrations that we do not; say whether we know some that it does not."""
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).graph.nodes}
    unknown = sorted({*manifest.migrations} - ours)
    if unknown:
        raise BackupError(
            f"The archive was written by a newer version of Klimatrappa ({manifest.klimatrappa}; this one does not "
            f"know {unknown[0]}). Update Klimatrappa first, then restore. Everything is as it was."
        )
    return bool(ours - {*manifest.migrations})


def _refuse_unfit(present: OwnersDatabase, manifest: Manifest, *, replace: bool) -> None:
    with present.called(MAINTENANCE).connect() as server:
        major = server_major(server)
    if manifest.postgresql > major:
        raise BackupError(
            f"The archive comes from PostgreSQL {manifest.postgresql}, and this database is {major}. Restore into "
            f"PostgreSQL {manifest.postgresql} or newer. Everything is as it was."
        )
    if not replace and _is_in_use(present):
        raise BackupError(
            "There are organisations or people here already, and restoring would take their place. Nothing was done. "
            "Make a backup of them, then say --replace (make restore FILE=… REPLACE=1)."
        )


def _is_in_use(database: OwnersDatabase) -> bool:
    with database.connect() as connection:
        for table in IN_USE:
            there = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
            if there == (True,) and connection.execute(f"SELECT EXISTS (SELECT FROM {table})").fetchone() == (True,):  # noqa: S608 - a name of ours
                return True
    return False


def _write_files(archive: zipfile.ZipFile, manifest: Manifest, written: list[str]) -> None:
    """Write the files that are missing or torn here; `written` names them as they come."""
    try:
        for path, content in manifest.files.items():
            if default_storage.exists(path):
                with default_storage.open(path) as present:
                    if copy_hashed(present, None) == content:
                        continue
                default_storage.delete(path)
            written.append(path)
            with archive.open(f"{FILES}{path}") as part:
                default_storage.save(path, File(part))
    except (OSError, NoRoomError) as error:
        raise BackupError(
            f"A file could not be written ({error.__cause__ or error}). Make room and restore again. "
            "Everything is as it was."
        ) from error


def _load(archive: zipfile.ZipFile, fresh: OwnersDatabase, manifest: Manifest) -> None:
    with fresh.connect() as connection:
        folder = client_programs(server_major(connection))
    with archive.open(DATABASE) as dump, TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [folder / "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", *fresh.arguments],
            stdin=subprocess.PIPE,
            stderr=said,
            env=clean_environment() | fresh.environment,
        )
        try:
            with process:
                assert process.stdin is not None  # noqa: S101 - for the type checker: a pipe was asked for
                shutil.copyfileobj(dump, process.stdin)
        except BrokenPipeError:
            pass  # it says why below
        said.seek(0)
        if process.returncode != 0:
            sentence = said.read().decode(errors="replace").strip()
            raise BackupError(f"The database was not restored, and everything is as it was: {sentence}")
    _compare(fresh, manifest)


def _compare(fresh: OwnersDatabase, manifest: Manifest) -> None:
    """Raise unless every table holds what it held when the archive was made."""
    with fresh.connect() as connection:
        connection.execute("SET LOCAL max_parallel_workers_per_gather = 2")
        found = table_contents(connection)
        differing = differing_tables(manifest.tables, found)
        missing = {*stored_files(connection)} - {*manifest.files} - {*manifest.lost}
    if differing or missing:
        raise BackupError(
            f"What was restored is not what was backed up ({', '.join([*differing, *sorted(missing)][:5])}). "
            "Everything is as it was. Take an older backup, and keep this one for those who look into it."
        )


def _migrate(fresh: OwnersDatabase, *, load_bank: bool) -> None:
    """Bring the fresh database up to date and give the application its rights, in a process that knows no other one."""
    environment: dict[str, Any] = {
        **os.environ,
        "DATABASE_URL": fresh.url,
        "MIGRATION_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.local"),
    }
    for step in (["migrate", "--verbosity=0"], *([["load_bank"]] if load_bank else [])):
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, str(Path(CHECKOUT) / "manage.py"), *step],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = done.stderr.strip().splitlines() or ["no reason was given"]
            raise BackupError(
                f"The restored database could not be brought up to date: {said[-1]}. Everything is as it was."
            )
