"""Read a ledger file without storing anything: `manage.py read_ledger FILE [--format F] [--year Y] [--json]`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from emissions.importers.ledger_file import FORMATS, open_ledger
from emissions.importers.ledger_summary import LedgerSummary, summarise
from foundation.commands import PlainCommand

NOT_ACCEPTED = 2


class Command(PlainCommand):
    """Exit code 0 if the file is readable as a ledger, 2 if not; with --json the result is printed either way.

    Needs no database and knows no organisation: `accepted` means readable. An import may still ask for the year, or say
    that the file belongs to somebody else; the check page and the API say that beforehand.
    """

    help = "Say what a ledger file holds and whether it is readable, without storing it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and how to read it."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", help=f"what the file is expected to be: {', '.join(FORMATS)}")
        parser.add_argument("--year", type=int, help="the year, where the file has several or does not say")
        parser.add_argument(
            "--keep-good-rows", action="store_true", help="accept a file in spite of rows that are wrong"
        )

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Read and report."""
        summary = read_ledger(options["file"], options["format"], options["year"], keep=options["keep_good_rows"])
        self.report(summary.as_json(language="en"), as_json=options["json"])
        if not summary.accepted:
            sys.exit(NOT_ACCEPTED)


def read_ledger(
    path: Path, format_name: str | None = None, year: int | None = None, *, keep: bool = False
) -> LedgerSummary:
    """Read a file to its end and sum it up; whatever is wrong with it stands in the summary."""
    return summarise(open_ledger(path, format=format_name, year=year), keep_good_rows=keep)
