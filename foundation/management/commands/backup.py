"""Back up database and files into one archive, while everything runs: backup FILE, or backup - to standard output."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.backup.archive import as_told
from foundation.backup.errors import BackupError
from foundation.backup.make import back_up, back_up_into


class Command(BaseCommand):
    """What `make backup` does."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the name of the archive."""
        parser.add_argument("file", help="where to write the archive; - is standard output")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Write it, and say on standard error what is in it."""
        file = options["file"]
        try:
            manifest = back_up(sys.stdout.buffer) if file == "-" else back_up_into(Path(file))
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        for name, value in as_told(manifest).items():
            self.stderr.write(f"{name}: {value}")
        if manifest.lost:
            self.stderr.write("These stored files were gone or damaged already: " + ", ".join(manifest.lost[:10]))
        self.stderr.write(f"The backup is whole: {'standard output' if file == '-' else file}")
