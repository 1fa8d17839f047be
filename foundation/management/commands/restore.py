"""Restore an archive that `backup` made, all of it or nothing: restore FILE [--replace], or restore --check FILE."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from foundation.backup.archive import as_told
from foundation.backup.errors import BackupError
from foundation.backup.restore import check_archive, restore


class Command(BaseCommand):
    """What `make restore` does."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the archive and what may happen to what is here."""
        parser.add_argument("file", help="the archive; - is standard input")
        parser.add_argument("--replace", action="store_true", help="take the place of what is here")
        parser.add_argument("--check", action="store_true", help="read the archive through and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Do it, and say what is here now."""
        try:
            with _opened(options["file"]) as stream:
                if options["check"]:
                    self._tell(as_told(check_archive(stream)))
                    self.stdout.write("The archive is whole. Nothing was changed.")
                    return
                restored = restore(stream, replace=options["replace"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self._tell({**as_told(restored.manifest), "files written": restored.files_written})
        self.stdout.write(
            "Restored: every table and file is compared with the archive"
            + (", and newer migrations were applied." if restored.migrated else ".")
        )

    def _tell(self, told: dict[str, Any]) -> None:
        for name, value in told.items():
            self.stdout.write(f"{name}: {value}")


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    """Open the archive; what comes by standard input is put down first, since it is read more than once."""
    if file != "-":
        with Path(file).open("rb") as stream:
            yield stream
        return
    with TemporaryFile() as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
        stream.seek(0)
        yield stream
