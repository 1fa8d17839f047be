"""Where stored files lie: each appears under its name whole and on the disk, or not at all."""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage

from foundation.files.room import needing_room

PARTIAL = ".partial"
"""How names end of files that are being written; one that is a day old was left by a writer that was killed."""


class WholeFiles(FileSystemStorage):
    """Django's storage for names that are hashes: whoever writes a name writes the same bytes, and the last may win.

    Two writers at once leave one file, and one that is killed leaves none that could be taken for the file.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's signature
        """Return the name itself."""
        return name

    def _save(self, name: str, content: IO[Any]) -> str:
        """Write beside the place, to the disk, and move there. Raises NoRoomError where the disk is full."""
        place = Path(self.path(name))
        partial = place.with_name(f"{place.name}.{uuid.uuid4().hex[:8]}{PARTIAL}")
        try:
            with needing_room():
                place.parent.mkdir(parents=True, exist_ok=True)
                with partial.open("wb") as file:
                    for chunk in content.chunks():  # type: ignore[attr-defined]  # Django wraps what it saves in its File
                        file.write(chunk)
                    file.flush()
                    os.fsync(file.fileno())
                partial.replace(place)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        return name
