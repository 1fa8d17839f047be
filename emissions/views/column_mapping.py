"""Say what the columns of a table are: proposed, shown as they will be read, saved, remembered for the next file."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from emissions.forms.column_mapping import ColumnMappingForm, as_typed
from emissions.importers.column_mapping import ColumnMapping, mapping_from_json
from emissions.importers.column_proposal import Proposal, best_proposal, propose
from emissions.importers.table_samples import TableSample, sample_from_json
from emissions.importers.table_shapes import shape_of
from emissions.models import RememberedMapping
from emissions.queries.remembered_mappings import remembered_of_shapes
from emissions.queries.uploads import Upload, upload_called
from emissions.services.proposed_reading import UNKNOWN_CODES, with_zeros, zeros_in
from emissions.services.reading_choices import ReadingChoices
from emissions.services.remembered_mappings import remember_mapping
from emissions.services.upload_ledger import check_again
from emissions.views.accounts_seen import accounts_tabs, reader_at_home
from emissions.views.column_page import (
    SHOWN_PROBLEMS,
    rows_to_name_columns,
    shown_columns,
    shown_reading,
    understood,
)
from emissions.views.problem_rows import problem_rows
from foundation.errors import ConflictError
from foundation.jobs.models import Job
from organisations.pages import OrganisationRequest, organisation_page, render_page


@dataclass(frozen=True, slots=True)
class Table:
    """The table that is looked at: its first rows, what is proposed of it, and what is remembered of its shape."""

    samples: tuple[TableSample, ...]
    sample: TableSample
    proposal: Proposal
    remembered: RememberedMapping | None

    @property
    def header_row(self) -> int:
        """The row that names its columns; 0 where none does."""
        return self.proposal.mapping.header_row

    @property
    def labels(self) -> tuple[str, ...]:
        """What its columns are called."""
        return tuple(guess.label for guess in self.proposal.columns)

    @property
    def shape(self) -> str:
        """What it is known by from one file to the next."""
        return shape_of(self.sample, self.header_row)


def wants_columns(job: Job) -> bool:
    """Return whether a check found a table and did not know what its columns are."""
    refused = {problem["code"] for problem in job.result.get("problems", ()) if problem["severity"] == "error"}
    return bool(job.result.get("tables")) and bool(refused & UNKNOWN_CODES)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("emissions.import_ledger")
def columns(request: OrganisationRequest, job: UUID) -> HttpResponse:
    """Show what the columns are taken for, the first rows again as choices change; save, and look at the file."""
    found = upload_called(request.organisation, job)
    if found is None or found.job.status != Job.Status.DONE or not found.job.result.get("tables"):
        raise Http404
    table = _table(request, found.job)
    form = _form(request, found.job, table)
    if request.method == "POST" and request.POST.get("do") == "save":
        return _page(request, found, table, form, status=422) if form.errors else _save(request, found, table, form)
    return _page(request, found, table, form, partial="as_read")


def _save(request: OrganisationRequest, found: Upload, table: Table, form: ColumnMappingForm) -> HttpResponse:
    revision = request.POST.get("revision", "")
    try:
        remember_mapping(
            organisation=request.organisation,
            shape=table.shape,
            mapping=form.mapping,
            file_name=found.file.name,
            revision=int(revision) if revision.isdecimal() else 0,
        )
    except ConflictError as conflict:
        form.add_error(None, str(conflict))
        return _page(request, found, table, form, status=409)
    earlier = ReadingChoices(**found.job.arguments["choices"])
    choices = replace(earlier, mapping=form.mapping.as_json(), year=form.mapping.year, format=None)
    again = check_again(organisation=request.organisation, stored=found.file, choices=choices, name=found.name)
    messages.success(request, _("We remember what you said: the next file with these columns is read in the same way."))
    return redirect("ledger_upload", request.organisation.slug, again.uuid)


def _table(request: OrganisationRequest, job: Job) -> Table:
    """Return the table that the address names, else the one that was read, else the one most like a ledger."""
    samples = tuple(map(sample_from_json, job.result["tables"]))
    asked = request.POST if request.method == "POST" else request.GET
    sheet, row = asked.get("sheet"), asked.get("header", "")
    known = mapping_from_json(job.result["mapping"]) if job.result.get("mapping") else None
    if sheet is None and isinstance(known, ColumnMapping):
        sheet, row = known.sheet, str(known.header_row)
    sample = next((each for each in samples if each.sheet == sheet), None)
    if sample is None:
        best = best_proposal(samples)
        sample = next(each for each in samples if best and each.sheet == best.mapping.sheet)
    rows = {str(number): number for number, _words in rows_to_name_columns(sample)}
    proposal = with_zeros(sample, propose(sample, rows.get(row)), request.organisation.chart)
    shape = shape_of(sample, proposal.mapping.header_row)
    return Table(samples, sample, proposal, remembered_of_shapes(request.organisation, [shape]))


def _form(request: OrganisationRequest, job: Job, table: Table) -> ColumnMappingForm:
    """Return the form with what is typed, else what was said of this table, else what is proposed."""
    said = mapping_from_json(job.result["mapping"]) if job.result.get("mapping") else None
    mapping = table.proposal.mapping
    if isinstance(said, ColumnMapping) and (said.sheet, said.header_row) == (mapping.sheet, mapping.header_row):
        mapping = said
    mapping = replace(mapping, year=job.arguments["choices"]["year"] or mapping.year)
    return ColumnMappingForm(
        request.POST if request.method == "POST" else as_typed(mapping, table.labels),
        sample=table.sample,
        header_row=table.header_row,
        organisation=request.organisation,
    )


def _page(
    request: OrganisationRequest,
    found: Upload,
    table: Table,
    form: ColumnMappingForm,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    refused = bool(form.errors)
    reading = shown_reading(table.sample, form.mapping)
    reader = reader_at_home(request)
    rows = problem_rows(
        [problem.as_json() for problem in reading.problems[:SHOWN_PROBLEMS]],
        sees_numbers=reader.sees_numbers,
        country=reader.country,
    )
    context = {
        "file": found.file,
        "job": found.job,
        "tabs": accounts_tabs(request, "accounts"),
        "table": table,
        "form": form,
        "answer": understood(table.proposal),
        "is_known": not wants_columns(found.job),
        "columns": list(zip(shown_columns(table.sample, table.proposal), form.column_fields, strict=True)),
        "sheets": [sample.sheet for sample in table.samples],
        "header_rows": rows_to_name_columns(table.sample),
        "zeros": zeros_in(table.sample, form.mapping, request.organisation.chart).items(),
        "reading": reading,
        "problems": rows,
        "more_problems": max(0, len(reading.problems) - SHOWN_PROBLEMS),
        "missing": [*form.non_field_errors(), *form["year"].errors] if refused else [],
        "was_refused": status != HTTPStatus.OK,
        "revision": table.remembered.revision if table.remembered else 0,
    }
    return render_page(request, "emissions/column_mapping.html", context, partial=partial, status=status)
