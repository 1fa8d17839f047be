"""Read a ledger file without storing anything: `manage.py read_ledger FILE [--format F] [--year Y] [--json]`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from emissions.importers.column_mapping import ColumnMapping, mapping_from_json
from emissions.importers.column_proposal import best_proposal
from emissions.importers.ledger_file import FORMATS, open_ledger
from emissions.importers.ledger_summary import LedgerSummary, summarise
from emissions.importers.mapped_file import tables_in
from emissions.importers.problem_texts import sentence
from emissions.importers.proposal_json import proposal_as_json
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

        parser.add_argument("--mapping", type=Path, help="what the columns of a table are: a file with JSON")
        parser.add_argument(
            "--propose-mapping", action="store_true", help="print such a mapping for a table, as JSON, and read no more"
        )

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Read and report."""
        if options["propose_mapping"]:
            self.stdout.write(json.dumps(_proposed(options["file"]), ensure_ascii=False, indent=2))
            return
        mapping = mapping_in(options["mapping"]) if options["mapping"] else None
        keep = options["keep_good_rows"]
        summary = read_ledger(options["file"], options["format"], options["year"], keep=keep, mapping=mapping)
        self.report(summary.as_json(language="en"), as_json=options["json"])
        if not summary.accepted:
            sys.exit(NOT_ACCEPTED)


def read_ledger(
    path: Path,
    format_name: str | None = None,
    year: int | None = None,
    *,
    keep: bool = False,
    mapping: ColumnMapping | None = None,
) -> LedgerSummary:
    """Read a file to its end and sum it up; whatever is wrong with it stands in the summary."""
    return summarise(open_ledger(path, format=format_name, year=year, mapping=mapping), keep_good_rows=keep)


def mapping_in(path: Path) -> ColumnMapping:
    """Return the mapping in a file with JSON, also one in which it stands beside other things under `mapping`.

    Raises CommandError with everything that is wrong with it.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"The mapping {path} cannot be read: {error}. Write it as JSON in UTF-8.") from error
    found = mapping_from_json(said["mapping"] if isinstance(said, dict) and "mapping" in said else said)
    if isinstance(found, tuple):
        raise CommandError(" ".join(map(sentence, found)))
    return found


def _proposed(path: Path) -> dict[str, object]:
    proposal = best_proposal(tables_in(path))
    if proposal is None:
        raise CommandError(f"{path} holds no table, so there are no columns to propose. Leave --propose-mapping out.")
    return proposal_as_json(proposal)
