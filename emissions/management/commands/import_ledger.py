"""Import a ledger file for an organisation: `manage.py import_ledger FILE --organisation NUMBER [--json]`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from emissions.management.commands.read_ledger import mapping_in
from emissions.queries.imports import treatment_of_import
from emissions.services.import_ledger import ImportOutcome, LedgerNotAcceptedError, ReadingChoices, import_ledger
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.commands import PlainCommand
from foundation.scoping import access_for_work
from organisations.queries.by_number import organisation_by_number

NOT_ACCEPTED = 2


class Command(PlainCommand):
    """Exit code 0 if accepted, 2 if not; with --json the result is printed either way."""

    help = "Import a ledger file: all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whose it is, and how to read it."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="organisation number")
        parser.add_argument("--format", help="read as this format instead of finding out")
        parser.add_argument("--year", type=int, help="the year, where the file does not say")
        parser.add_argument("--mapping", type=Path, help="what the columns of a table are: a file with JSON")
        parser.add_argument("--keep-good-rows", action="store_true", help="import what can be read, leave the rest")

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Import and report."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}. Check the path.")
        organisation = organisation_by_number(options["organisation"])
        mapping = mapping_in(options["mapping"]).as_json() if options["mapping"] else None
        choices = ReadingChoices(options["format"], options["year"], options["keep_good_rows"], mapping)
        with open_access(access_for_work(organisation.pk)), acting(Actor("manage.py import_ledger")):
            try:
                outcome = import_ledger(organisation=organisation, path=path, name=path.name, choices=choices)
            except LedgerNotAcceptedError as error:
                self.report(error.summary.as_json(language="en"), as_json=options["json"])
                sys.exit(NOT_ACCEPTED)
            self.report(imported_as_json(outcome), as_json=options["json"])


def imported_as_json(outcome: ImportOutcome) -> dict[str, Any]:
    """Return what read_ledger prints about the file, and what became of it."""
    known = outcome.ledger_import
    treated = treatment_of_import(known)
    return {
        **known.summary,
        "problems": known.summary.get("problems", []),
        "import_id": str(known.uuid),
        "replaced": list(outcome.replaced),
        "excluded": treated.excluded,
        "classified_share": treated.classified_share,
    }
