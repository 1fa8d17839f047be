"""Read a procurement notice without storing anything: `manage.py read_notice FILE [--json]`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from foundation.commands import PlainCommand
from procurement.importers.notice import read_notice
from procurement.importers.notice_summary import notice_as_json

NOT_ACCEPTED = 2


class Command(PlainCommand):
    """Exit code 0 if a procurement may be filled from the notice, 2 if not; the result is printed either way.

    Needs no database and knows no organisation.
    """

    help = "Say what a procurement notice (eForms) holds and whether it is readable, without storing it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Read and report."""
        reading = read_notice(options["file"])
        self.report(notice_as_json(reading), as_json=options["json"])
        if not reading.accepted:
            sys.exit(NOT_ACCEPTED)
