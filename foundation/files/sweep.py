"""Clear what no row names: bytes whose import was rolled back or killed before its row was written."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage

from foundation.access import open_access
from foundation.files.models import StoredFile
from foundation.scoping import access_for_operations

YOUNG_SECONDS = 24 * 3600
"""A file is written before its row; within a day every transaction is over."""
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files were removed, with their bytes, and the paths of rows whose file is gone."""

    removed: int
    size: int
    lost: tuple[str, ...]


def sweep_files(*, young_seconds: float = YOUNG_SECONDS) -> Swept:
    """Remove files that no row names and that nobody has touched for a day; name the rows whose file is lost.

    A storage without paths, such as one in a cloud, is left alone.
    """
    if not isinstance(default_storage, FileSystemStorage):
        return Swept(0, 0, ())
    root, before = Path(default_storage.location), time.time() - young_seconds
    removed = size = 0
    with open_access(access_for_operations()):
        for batch in _batches(root, before):
            named = _named(batch)
            for path in batch:
                if path not in named:
                    freed = _remove(root / path, before)
                    removed, size = removed + (freed is not None), size + (freed or 0)
        lost = tuple(stored.path for stored in StoredFile.objects.order_by("pk").iterator() if not _is_there(stored))
    return Swept(removed, size, lost)


def _batches(root: Path, before: float) -> Iterator[list[str]]:
    batch: list[str] = []
    for path in root.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < before:
                batch.append(str(path.relative_to(root)))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _named(paths: list[str]) -> set[str]:
    hashes = [path.rpartition("/")[2] for path in paths]
    return {stored.path for stored in StoredFile.objects.filter(sha256__in=hashes)}


def _remove(path: Path, before: float) -> int | None:
    """Remove the file unless somebody has taken it up since; returns its size, or nothing."""
    with suppress(FileNotFoundError):
        found = path.stat()
        if found.st_mtime < before:
            path.unlink()
            return found.st_size
    return None


def _is_there(stored: StoredFile) -> bool:
    return default_storage.exists(stored.path)
