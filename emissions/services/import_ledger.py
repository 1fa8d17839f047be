"""Import one ledger file: read it once, load it, make it current for its months – all of it or nothing.

The original is kept first and whatever happens. The same file read in the same way is imported once; handing it in
again changes nothing, or makes it current again if a later file had replaced it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import LedgerReading
from emissions.importers.ledger_summary import LedgerSummary, SummaryBuilder
from emissions.models import LedgerImport
from emissions.services.import_remarks import knows_period, with_remarks
from emissions.services.load_lines import LineLoader
from emissions.services.map_keys import ensure_mapping_version, map_import, total_import
from emissions.services.period_sources import make_current
from emissions.services.year_totals import refresh_years
from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.files.models import StoredFile
from foundation.files.store import store_file
from foundation.jobs.progress import Progress, silent
from foundation.problems import Problem
from organisations.models import Organisation

READER_VERSION = 1


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


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """How a file is to be read where its content leaves a choice."""

    format: str | None = None
    year: int | None = None
    keep_good_rows: bool = False


AS_IT_IS = ReadingChoices()


def import_ledger(
    *,
    organisation: Organisation,
    path: Path,
    name: str,
    choices: ReadingChoices = AS_IT_IS,
    progress: Progress = silent,
) -> ImportOutcome:
    """Import the file at `path` for the organisation; raises LedgerNotAcceptedError with everything that is wrong.

    Must run within an access that may write for the organisation. Nothing but the stored original remains of a file
    that is not accepted.
    """
    progress("storing", 0, 0)
    with path.open("rb") as stream:
        stored = store_file(organisation_id=organisation.pk, stream=stream, name=name)
    fingerprint = _fingerprint(stored, choices)
    with transaction.atomic():
        _one_at_a_time(organisation)
        known = LedgerImport.objects.filter(organisation=organisation, fingerprint=fingerprint).first()
        if known:
            return _made_current_again(known)
        return _import_new(organisation, stored, path, fingerprint, choices, progress)


def _made_current_again(known: LedgerImport) -> ImportOutcome:
    version = ensure_mapping_version(known.organisation)
    replaced = make_current(known)
    if replaced:
        total_import(known, version)
        refresh_years(version, range(known.period_from.year, known.period_to.year + 1))
        record_change(
            organisation_id=known.organisation_id,
            kind="emissions.ledger_import",
            object_id=known.uuid,
            action="made_current",
            summary={"name": known.file.name, "replaced": list(replaced)},
        )
    return ImportOutcome(known, is_new=False, replaced=replaced)


def _import_new(
    organisation: Organisation,
    stored: StoredFile,
    path: Path,
    fingerprint: str,
    choices: ReadingChoices,
    progress: Progress,
) -> ImportOutcome:
    reading = open_ledger(path, format=choices.format, year=choices.year)
    import_id = _next_import_id()
    loader, summary = _load(organisation, reading, import_id, choices, progress)
    if not summary.accepted:
        raise LedgerNotAcceptedError(_refusal(), summary)
    progress("summing", loader.lines, loader.lines)
    loader.finish()
    ledger_import = _save_import(organisation, stored, fingerprint, import_id, reading, summary, loader)
    replaced = make_current(ledger_import, loader.months())
    progress("classifying", loader.lines, loader.lines)
    version = ensure_mapping_version(organisation)
    map_import(ledger_import, loader.keys.key_ids(), version)
    refresh_years(version, {month.year for month, _ in loader.months()})
    record_change(
        organisation_id=organisation.pk,
        kind="emissions.ledger_import",
        object_id=ledger_import.uuid,
        action="imported",
        summary={"name": stored.name, "lines": loader.lines, "replaced": list(replaced)},
    )
    return ImportOutcome(ledger_import, is_new=True, replaced=replaced)


def _load(
    organisation: Organisation, reading: LedgerReading, import_id: int, choices: ReadingChoices, progress: Progress
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
    return loader, with_remarks(summary.finish(), organisation)


def _refuses(problems: Iterable[Problem], choices: ReadingChoices) -> bool:
    return not choices.keep_good_rows and any(problem.is_error for problem in problems)


def _save_import(
    organisation: Organisation,
    stored: StoredFile,
    fingerprint: str,
    import_id: int,
    reading: LedgerReading,
    summary: LedgerSummary,
    loader: LineLoader,
) -> LedgerImport:
    header, actor = reading.header, current_actor()
    if summary.period_from is None or summary.period_to is None:
        raise LedgerNotAcceptedError(_refusal(), summary)
    return LedgerImport.objects.create(
        pk=import_id,
        organisation=organisation,
        file=stored,
        fingerprint=fingerprint,
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


def _fingerprint(stored: StoredFile, choices: ReadingChoices) -> str:
    said = [stored.sha256, choices.format, choices.year, choices.keep_good_rows, READER_VERSION]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _next_import_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('emissions_ledgerimport', 'id'))")
        (number,) = cursor.fetchone()
        return int(number)


def _one_at_a_time(organisation: Organisation) -> None:
    """Two imports of one organisation run one after the other; the second sees what the first made current."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"ledger of {organisation.pk}"])


def _refusal() -> str:
    return _("The file was not imported. What is wrong stands row by row below; nothing was stored from it.")
