"""Keep a file as it came: hashed while it streams, written once, never overwritten."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage

from foundation.files.content import content_type_of
from foundation.files.models import StoredFile
from foundation.personal_numbers import without_personal_numbers

_CHUNK = 1024 * 1024


def sha256_of(stream: IO[bytes]) -> tuple[str, int]:
    """Return the hash and the size of what the stream holds, read from its start; leaves it at its start."""
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    stream.seek(0)
    return digest.hexdigest(), size


def store_file(*, organisation_id: int, stream: IO[bytes], name: str) -> StoredFile:
    """Return the organisation's stored file with this content, writing it if it is new.

    The name is only shown, to more people than the file: it is kept without personal numbers.

    Raises NoRoomError where the disk is full.
    """
    sha256, size = sha256_of(stream)
    known = StoredFile.objects.filter(organisation_id=organisation_id, sha256=sha256).first()
    if known:
        return known
    head = stream.read(8192)
    stored = StoredFile(
        organisation_id=organisation_id,
        sha256=sha256,
        size=size,
        name=shown_file_name(name),
        content_type=content_type_of(head),
    )
    stream.seek(0)
    _write_whole(stored, stream)
    kept, _ = StoredFile.objects.get_or_create(
        organisation_id=organisation_id,
        sha256=sha256,
        defaults={"size": size, "name": stored.name, "content_type": stored.content_type},
    )
    return kept


def shown_file_name(name: str) -> str:
    """Return the name of a file as it is kept: without folders and personal numbers, its last 255 letters.

    >>> shown_file_name("../Refusjon 010107 50160.csv")
    'Refusjon •••••• •••••.csv'
    """
    return (without_personal_numbers(Path(name).name) or "")[-255:]


def _write_whole(stored: StoredFile, stream: IO[bytes]) -> None:
    """Write the bytes unless they lie there in full; then they are touched, so that no sweeper takes them."""
    if default_storage.exists(stored.path) and default_storage.size(stored.path) == stored.size:
        with suppress(NotImplementedError, FileNotFoundError):  # no path, or swept this moment: written below
            os.utime(default_storage.path(stored.path))
            return
    default_storage.save(stored.path, File(stream))
