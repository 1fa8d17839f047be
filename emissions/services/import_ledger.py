"""Import one ledger file: read it once, load it, make it current for its months – all of it or nothing.

The original is kept first and whatever happens. The same file read in the same way, on the same chart of accounts, is
imported once; handing it in again changes nothing, or makes it current again if a later file had replaced it. What was
said of its columns is part of how it is read, and stays with the import.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.ledger_formats import reader_version
from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import LedgerReading
from emissions.importers.ledger_summary import LedgerSummary, SummaryBuilder
from emissions.models import LedgerImport
from emissions.queries.readings import readings_otherwise
from emissions.services.find_imports import write_import_document
from emissions.services.import_ids import next_import_id
from emissions.services.import_remarks import knows_period, new_takeover, with_remarks
from emissions.services.join_ledgers import standing_for, start_joins
from emissions.services.ledger_lock import hold_ledger
from emissions.services.load_lines import LineLoader
from emissions.services.map_keys import ensure_mapping_version, map_import
from emissions.services.period_sources import make_current
from emissions.services.reading_choices import AS_IT_IS, ReadingChoices
from emissions.services.remembered_mappings import as_remembered_of_file
from emissions.services.saft_parts import other_parts
from emissions.services.use_import import bring_back
from emissions.services.year_totals import refresh_years
from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.files.models import StoredFile
from foundation.files.store import store_file
from foundation.jobs.progress import Progress, silent
from foundation.problems import Problem, Severity
from organisations.models import Organisation

__all__ = ["AS_IT_IS", "ImportOutcome", "LedgerNotAcceptedError", "ReadingChoices", "import_ledger"]


class LedgerNotAcceptedError(DomainError):
    """The file cannot be imported as it is; `summary` says row by row why."""

    def __init__(self, message: object, summary: LedgerSummary) -> None:
        super().__init__(message, problems=summary.problems)
        self.summary = summary


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of a file: its import, whether it is new, which imports it replaced, and what was read."""

    ledger_import: LedgerImport
    is_new: bool
    replaced: tuple[str, ...]


def import_ledger(
    *,
    organisation: Organisation,
    path: Path,
    name: str,
    choices: ReadingChoices = AS_IT_IS,
    calculates: bool = False,
    progress: Progress = silent,
) -> ImportOutcome:
    """Import the file at `path` for the organisation; raises LedgerNotAcceptedError with everything that is wrong.

    With `calculates`, a join of ledgers that follows from it calculates the years that it joins.

    Must run within an access that may write for the organisation. Nothing but the stored original remains of a file
    that is not accepted.
    """
    progress("storing", 0, 0)
    with path.open("rb") as stream:
        stored = store_file(organisation_id=organisation.pk, stream=stream, name=name)
    choices = as_remembered_of_file(organisation, path, choices)
    reading = open_ledger(path, format=choices.format, year=choices.year, mapping=choices.column_mapping)
    with transaction.atomic():
        hold_ledger(organisation)
        known = _known(organisation, stored, choices, reading)
        if known:
            replaced = bring_back(standing_for(known)).replaced
            outcome = ImportOutcome(known, is_new=False, replaced=replaced)
        else:
            outcome = _import_new(organisation, stored, path, reading, choices, progress)
        start_joins(organisation, _years_of(outcome.ledger_import), calculates=calculates)
    return outcome


def _known(
    organisation: Organisation, stored: StoredFile, choices: ReadingChoices, reading: LedgerReading
) -> LedgerImport | None:
    """Return the import of the same bytes read to the same result, if there is one.

    Keeping the good rows makes no difference to a file without bad ones, so such an import is the same import.
    """
    other = replace(choices, keep_good_rows=not choices.keep_good_rows)
    asked, alike = (_fingerprint(organisation, stored, choice, reading) for choice in (choices, other))
    imports = LedgerImport.objects.filter(organisation=organisation, fingerprint__in=[asked, alike])
    found = {row.fingerprint: row for row in imports}
    whole = alike in found and not _left_rows_out(found[alike])
    return found.get(asked) or (found[alike] if whole else None)


def _left_rows_out(ledger_import: LedgerImport) -> bool:
    return any(problem["severity"] == Severity.ERROR for problem in ledger_import.problems)


def _import_new(
    organisation: Organisation,
    stored: StoredFile,
    path: Path,
    reading: LedgerReading,
    choices: ReadingChoices,
    progress: Progress,
) -> ImportOutcome:
    import_id = next_import_id()
    misread = readings_otherwise(stored, choices.mapping)
    loader, summary = _load(organisation, path, reading, import_id, choices, misread, progress)
    if not summary.accepted:
        raise LedgerNotAcceptedError(_refusal(), summary)
    progress("summing", loader.lines, loader.lines)
    loader.finish()
    fingerprint = _fingerprint(organisation, stored, choices, reading)
    identity = {"pk": import_id, "fingerprint": fingerprint, "mapping": choices.mapping}
    ledger_import = _save_import(organisation, stored, identity, reading, summary, loader)
    current = make_current(ledger_import, loader.months())
    progress("classifying", loader.lines, loader.lines)
    version = ensure_mapping_version(organisation)
    map_import(ledger_import, loader.keys.key_ids(), version)
    refresh_years(version, current.years)
    write_import_document(ledger_import)
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.ledger_import",
        object_id=ledger_import.uuid,
        action="imported",
        summary={"name": stored.name, "lines": loader.lines, "replaced": list(current.replaced)},
    )
    return ImportOutcome(ledger_import, is_new=True, replaced=current.replaced)


def _load(
    organisation: Organisation,
    path: Path,
    reading: LedgerReading,
    import_id: int,
    choices: ReadingChoices,
    misread: set[int],
    progress: Progress,
) -> tuple[LineLoader, LedgerSummary]:
    """Read to the end even where an early row is wrong, so that everything that is wrong is told at once."""
    summary = SummaryBuilder(reading, keep_good_rows=choices.keep_good_rows)
    loader = LineLoader(organisation=organisation, import_id=import_id, header=reading.header)
    refused = _refuses(reading.problems, choices) or not knows_period(reading)
    for batch in reading.batches():
        summary.add(batch)
        refused = refused or _refuses(batch.problems, choices)
        if not refused:
            loader.add(batch)
        progress("reading", loader.lines, 0)
    places = loader.months()
    outcome = new_takeover(organisation, reading.header, places, misread)
    parts = other_parts(organisation, path, outcome)
    return loader, with_remarks(summary.finish(), organisation, places, outcome, parts)


def _years_of(ledger_import: LedgerImport) -> range:
    return range(ledger_import.period_from.year, ledger_import.period_to.year + 1)


def _refuses(problems: Iterable[Problem], choices: ReadingChoices) -> bool:
    return not choices.keep_good_rows and any(problem.is_error for problem in problems)


def _save_import(
    organisation: Organisation,
    stored: StoredFile,
    identity: dict[str, Any],
    reading: LedgerReading,
    summary: LedgerSummary,
    loader: LineLoader,
) -> LedgerImport:
    header, actor = reading.header, current_actor()
    if summary.period_from is None or summary.period_to is None:
        raise LedgerNotAcceptedError(_refusal(), summary)
    return LedgerImport.objects.create(
        **identity,
        organisation=organisation,
        file=stored,
        format=header.format,
        encoding=header.encoding or "",
        ledger=header.ledger,
        chart=loader.keys.chart,
        currency=header.currency or organisation.currency,
        granularity=header.granularity,
        period_from=summary.period_from,
        period_to=summary.period_to,
        lines=loader.lines,
        accounts=summary.accounts,
        debit=summary.debit,
        credit=summary.credit,
        summary=summary.as_json(language="en"),
        problems=[problem.as_json() for problem in summary.problems],
        imported_by_id=actor.user_id,
        actor_name=actor.name,
    )


def _fingerprint(
    organisation: Organisation, stored: StoredFile, choices: ReadingChoices, reading: LedgerReading
) -> str:
    """Return what an import is known by.

    The chart is part of it, since every posting key carries it, and the version of the reader, which is one for each
    format: a mended reader reads its own files anew and no others.
    """
    version = reader_version(reading.header.format)
    said = [stored.sha256, organisation.chart, choices.format, choices.year, choices.keep_good_rows, version]
    columns = [choices.mapping] if choices.mapping is not None else []
    return hashlib.sha256(json.dumps([*said, *columns], sort_keys=True).encode()).hexdigest()


def _refusal() -> str:
    return _("The file was not imported. What is wrong stands row by row below; nothing was stored from it.")
