"""The long work of the accounts desk: check, import and join files, calculate a footprint, apply a fix list."""

from typing import Any

from emissions.forms.fix_list import answers_of
from emissions.importers.fix_list_rows import read_fix_list
from emissions.importers.ledger_summary import LedgerSummary
from emissions.models import RememberedMapping
from emissions.queries.periods import counting_imports
from emissions.queries.uploads import lines_looked_at
from emissions.services.apply_fix_answers import apply_answers
from emissions.services.calculate_by_itself import calculate_year, calculate_years_of
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.check_ledger import check_ledger
from emissions.services.fix_changes import wrong_places
from emissions.services.fix_effects import kept_of, standing_of_years
from emissions.services.import_ledger import LedgerNotAcceptedError, ReadingChoices, import_ledger
from emissions.services.import_quality import ensure_import_quality
from emissions.services.join_ledgers import join_ledgers
from emissions.services.masked_tables import masked_tables
from foundation.files.local import local_path
from foundation.files.models import StoredFile
from foundation.files.opened import opened
from foundation.jobs.progress import Progress
from foundation.jobs.registry import job_task
from foundation.jobs.run import RunningJob
from foundation.jobs.start import start_once
from organisations.models import Organisation


@job_task("emissions.check_ledger")
def check_ledger_work(
    job: RunningJob,
    *,
    file_id: int,
    choices: dict[str, Any],
    called: str = "",  # noqa: ARG001 - what the file was called, for its page
    asks_columns: bool = False,  # noqa: ARG001 - whether its page leads on to the columns
) -> dict[str, Any]:
    """Safe to run twice: it stores nothing but its result."""
    stored, organisation = _file_of(job, file_id)
    with local_path(stored) as path:
        checked = check_ledger(
            organisation=organisation,
            path=path,
            choices=ReadingChoices(**choices),
            stored=stored,
            proposes=True,
            progress=job.report,
        )
    return {
        **_read(checked.summary),
        "by_treatment": checked.by_treatment,
        "replaces": checked.replaces,
        "leaves": checked.leaves,
        "columns": checked.columns,
        "sample": checked.sample,
        "tables": masked_tables(checked.tables),
        "mapping": checked.mapping,
        "remembered": _remembered(checked.remembered),
        "is_proposed": checked.is_proposed,
    }


@job_task("emissions.import_ledger", fenced=True)
def import_ledger_work(
    job: RunningJob, *, file_id: int, choices: dict[str, Any], calculates: bool = False
) -> dict[str, Any]:
    """Safe to run twice: an import is known by the hash of its file and choices, and the second run finds the first.

    Fenced, so that what an import starts is started with it or not at all.
    """
    stored, organisation = _file_of(job, file_id)
    progress = _with_total(job.report, lines_looked_at(organisation, {"file_id": file_id, "choices": choices}))
    try:
        with local_path(stored) as path:
            outcome = import_ledger(
                organisation=organisation,
                path=path,
                name=stored.name,
                choices=ReadingChoices(**choices),
                calculates=calculates,
                progress=progress,
            )
    except LedgerNotAcceptedError as error:
        return {"accepted": False, **_read(error.summary)}
    ensure_import_quality([outcome.ledger_import])
    if outcome.is_new:
        start_once("suppliers.find_doubles", organisation_id=organisation.pk)
    if calculates:
        calculate_years_of(outcome.ledger_import)
    return {
        "accepted": True,
        "import": str(outcome.ledger_import.uuid),
        "is_new": outcome.is_new,
        "replaced": list(outcome.replaced),
    }


@job_task("emissions.join_ledgers", fenced=True)
def join_ledgers_work(job: RunningJob, *, years: list[int], calculates: bool = False) -> dict[str, Any]:
    """Safe to run twice: a join is known by its imports, and the second run finds the first.

    Fenced: a ledger that is imported while a join ends would else take that join, which still runs, for its own.
    """
    organisation = Organisation.objects.get(pk=job.organisation_id)
    joins = join_ledgers(organisation=organisation, years=years, progress=job.report)
    ensure_import_quality([join.result for join in joins if join.result])
    for year in sorted({*years} & counting_imports(organisation.pk).keys() if calculates else ()):
        calculate_year(organisation=organisation, year=year)
    return {"joins": [str(join.uuid) for join in joins]}


@job_task("emissions.calculate_footprint")
def calculate_footprint_work(job: RunningJob, *, year: int, factor_set: str) -> dict[str, Any]:
    """Safe to run twice: a footprint is known by the hash of its basis, and the second run finds the first."""
    organisation = Organisation.objects.get(pk=job.organisation_id)
    footprint = calculate_footprint(organisation=organisation, year=year, factor_set=factor_set, progress=job.report)
    return {"footprint": str(footprint.uuid)}


@job_task("emissions.apply_fix_list", fenced=True)
def apply_fix_list_work(
    job: RunningJob, *, file_id: int, leave_wrong: bool = False, sees_numbers: bool = False
) -> dict[str, Any]:
    """Safe to run twice: what is there already changes nothing. `sees_numbers` is the right of whoever asked."""
    stored, organisation = _file_of(job, file_id)
    with opened(stored) as stream:
        sheets = read_fix_list(stream.read())
    read = answers_of(sheets) if isinstance(sheets, list) else ""
    if isinstance(read, str):
        return {"changes": 0, "problems": 1, "file": stored.sha256}
    before = standing_of_years(organisation)
    applied = apply_answers(
        organisation=organisation,
        answers=read[0],
        wrong=read[1],
        leave_wrong=leave_wrong,
        name=stored.name,
        sees_numbers=sees_numbers,
        run=job.job.uuid,
        progress=job.report,
    )
    look = applied.look
    return {
        "changes": len(look.changes),
        "problems": len(look.problems),
        "rows_left": len(wrong_places(look.problems)),
        "file": stored.sha256,
        **(kept_of(look, applied.undo, before, standing_of_years(organisation)) if look.changes else {}),
    }


def _with_total(report: Progress, lines: int) -> Progress:
    """Return the callback with the number of lines that the file is known to have, so that the bar moves."""

    def progress(step: str, done: int = 0, total: int = 0) -> None:
        report(step, done, total or (lines if step == "reading" else 0))

    return progress


def _file_of(job: RunningJob, file_id: int) -> tuple[StoredFile, Organisation]:
    organisation = Organisation.objects.get(pk=job.organisation_id)
    return StoredFile.objects.get(organisation=organisation, pk=file_id), organisation


def _remembered(remembered: RememberedMapping | None) -> dict[str, str] | None:
    """Return who said what the columns are, and when."""
    if remembered is None:
        return None
    return {"uuid": str(remembered.uuid), "said_by": remembered.said_by, "said_at": remembered.said_at.isoformat()}


def _read(summary: LedgerSummary) -> dict[str, Any]:
    """Return what was read as JSON: the summary, the header, and problems to be worded when they are shown."""
    header = summary.header
    return {
        "summary": {name: value for name, value in summary.as_json(language="en").items() if name != "problems"},
        "header": {"ledger": header.ledger, "granularity": header.granularity, "chart": header.chart},
        "problems": [problem.as_json() for problem in summary.problems],
    }
