"""The archive: a zip that is written in one go and read in any order, and its manifest."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

from foundation.backup.contents import TableContent
from foundation.backup.errors import BackupError
from foundation.damaged_zip import DAMAGED_ZIP

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database.dump", "files/"
STORED = re.compile(r"[0-9]+/[0-9a-f]{2}/[0-9a-f]{64}")
CHUNK = 1024 * 1024
LONGEST_MANIFEST = 512 * 1024 * 1024
DAMAGE = (*DAMAGED_ZIP, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Content:
    """Size in bytes and SHA-256 of one part of the archive."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an archive and what it was made by.

    `lost` are the paths of stored files that were gone or damaged already when the archive was made.
    """

    klimatrappa: str
    postgresql: int
    migrations: list[str]
    tables: dict[str, TableContent]
    database: Content
    files: dict[str, Content]
    lost: list[str] = field(default_factory=list)
    made_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    format: int = FORMAT

    def as_json(self) -> bytes:
        """Return the manifest as the archive holds it."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Return the manifest of an archive; raises BackupError for one that a newer format wrote."""
        told = json.loads(text)
        if told["format"] > FORMAT:
            raise BackupError(
                f"The archive was written by a newer version of Klimatrappa ({told['klimatrappa']}). "
                "Update Klimatrappa first, then restore."
            )
        parts = {name: Content(**told[name]) for name in ("database",)}
        files = {path: Content(**content) for path, content in told["files"].items()}
        tables = {name: TableContent(**content) for name, content in told["tables"].items()}
        return cls(**{**told, **parts, "files": files, "tables": tables})


def copy_hashed(source: IO[bytes], target: IO[bytes] | None) -> Content:
    """Copy in pieces, or only read where there is no target; returns what came through."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return Content(size, digest.hexdigest())


@contextmanager
def opened_archive(stream: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Open an archive; whatever turns out to be broken in it inside the block raises BackupError."""
    try:
        with zipfile.ZipFile(stream) as archive:
            yield archive
    except DAMAGE as error:
        raise BackupError(
            f"The file is not a whole backup of Klimatrappa: {error or type(error).__name__}. Everything is as it was. "
            "Fetch the file again, or take an older one."
        ) from error


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """Return the archive's manifest."""
    if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise ValueError("its manifest is too long")
    return Manifest.from_json(archive.read(MANIFEST))


def check(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Read every part once and compare it with the manifest; raises ValueError with the first that differs."""
    expected = {DATABASE: manifest.database} | {f"{FILES}{path}": content for path, content in manifest.files.items()}
    listed = sorted(name for name in archive.namelist() if name != MANIFEST)
    if listed != sorted(expected):
        odd = sorted({*listed} ^ {*expected}) or ["a part that is there twice"]
        raise ValueError(f"its list of contents does not fit ({odd[0]})")
    if strange := [path for path in manifest.files if not STORED.fullmatch(path)]:
        raise ValueError(f"it has a file that is none of ours ({strange[0]!r})")
    for name, content in expected.items():
        with archive.open(name) as part:
            found = copy_hashed(part, None)
        if found != content:
            raise ValueError(f"{name} is not what was put into it")


def as_told(manifest: Manifest) -> dict[str, Any]:
    """Return what a person wants to know about an archive."""
    return {
        "made at": manifest.made_at,
        "by Klimatrappa": manifest.klimatrappa,
        "tables": len(manifest.tables),
        "rows": sum(content.rows for content in manifest.tables.values()),
        "files": len(manifest.files),
        "bytes of files": sum(content.size for content in manifest.files.values()),
        "files lost already": len(manifest.lost),
    }
