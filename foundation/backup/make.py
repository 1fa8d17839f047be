"""Make an archive while everything runs: one snapshot of the database, and the files that it names.

A file never changes under its hash, so that it may be copied a little later than the snapshot was taken.
"""

import os
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import psycopg
from django.core.files.storage import default_storage

from foundation.backup.archive import DATABASE, FILES, MANIFEST, Content, Manifest, copy_hashed
from foundation.backup.contents import LEFT_OUT, applied_migrations, stored_files, table_contents
from foundation.backup.database import OwnersDatabase, our_database, server_major
from foundation.backup.errors import BackupError
from foundation.backup.programs import client_programs
from foundation.operations.versions import our_version
from foundation.services.postgresql import clean_environment


def back_up_into(target: Path) -> Manifest:
    """Write an archive to `target`; the name appears only once it is whole, readable by us alone.

    Raises BackupError with a sentence; nothing is left of an archive that could not be finished.
    """
    if target.exists():
        raise BackupError(f"{target} is there already. Choose another name, so that no backup is lost.")
    partial = target.with_name(f"{target.name}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            manifest = back_up(stream)
            stream.flush()
            os.fsync(stream.fileno())
        partial.rename(target)
    except OSError as error:
        raise BackupError(
            f"{target} could not be written ({error.strerror or error}), and nothing of it was kept. "
            "Make room, or choose another folder."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def back_up(stream: IO[bytes]) -> Manifest:
    """Write an archive to the stream, which need not be seekable; returns its manifest."""
    database = our_database()
    try:
        with database.connect() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            return _written(stream, database, connection)
    except psycopg.Error as error:
        raise BackupError(f"The database could not be read: {str(error).strip()}. No backup was made.") from error


def _written(stream: IO[bytes], database: OwnersDatabase, connection: "psycopg.Connection[Any]") -> Manifest:
    (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open(_uncompressed(DATABASE), "w", force_zip64=True) as part:
            dumped = _dump(database, str(snapshot), server_major(connection), part)
        files, lost = _add_files(archive, stored_files(connection))
        manifest = Manifest(
            klimatrappa=our_version(),
            postgresql=server_major(connection),
            migrations=applied_migrations(connection),
            tables=table_contents(connection),
            database=dumped,
            files=files,
            lost=lost,
        )
        archive.writestr(MANIFEST, manifest.as_json())
    return manifest


def _uncompressed(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name)  # pg_dump has compressed it


def _dump(database: OwnersDatabase, snapshot: str, major: int, part: IO[bytes]) -> Content:
    options = ["--format=custom", "--compress=3", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    options += [f"--exclude-table-data=public.{table}" for table in LEFT_OUT]
    with TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603 - our own program
            [client_programs(major) / "pg_dump", *options, *database.arguments],
            stdout=subprocess.PIPE,
            stderr=said,
            env=clean_environment() | database.environment,
        ) as process:
            try:
                assert process.stdout is not None  # noqa: S101 - for the type checker: a pipe was asked for
                content = copy_hashed(process.stdout, part)
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            said.seek(0)
            sentence = said.read().decode(errors="replace").strip()
            raise BackupError(f"pg_dump failed, and no backup was made: {sentence}")
    return content


def _add_files(archive: zipfile.ZipFile, listed: dict[str, tuple[str, int]]) -> tuple[dict[str, Content], list[str]]:
    """Put the stored files in; those that are gone, or are no longer what their name says, are named instead."""
    files, lost = dict[str, Content](), list[str]()
    for path, (sha256, size) in listed.items():
        whole = Content(size, sha256)
        if not default_storage.exists(path) or _content_of(path) != whole:
            lost.append(path)
            continue
        with default_storage.open(path) as source, archive.open(f"{FILES}{path}", "w", force_zip64=True) as part:
            files[path] = copy_hashed(source, part)
    return files, lost


def _content_of(path: str) -> Content:
    with default_storage.open(path) as source:
        return copy_hashed(source, None)
