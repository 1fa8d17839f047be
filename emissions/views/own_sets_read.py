"""Which column of the file means what, and what the figures are: proposed, shown as it will be read, read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from emissions.forms.own_set_reading import ReadSetForm
from emissions.importers.factor_rows import FactorRow, read_factor_rows
from emissions.importers.factor_table import FactorTable
from emissions.models import OwnFactorSet, OwnSetVersion
from emissions.queries.own_sets import draft_version_of
from emissions.queries.version_changes import version_before
from emissions.reports.own_set_words import figures_are, file_sentence, row_problem
from emissions.services.read_own_set import FileRefusedError, read_draft, table_of
from emissions.views.own_sets_seen import KEEP, draft_or_404, set_context, tell
from foundation.errors import DomainError
from foundation.problems import Problem
from organisations.pages import OrganisationRequest, organisation_page, render_page

ROWS_SHOWN, PROBLEMS_SHOWN = 8, 100


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def columns(request: OrganisationRequest, own_set: UUID) -> HttpResponse:
    """Show the first rows as they would be read, and read the file when somebody says so."""
    found, draft = draft_or_404(request, own_set)
    context = {**set_context(request, found, _("What the file says")), "draft": draft}
    table = table_of(draft.file)
    if isinstance(table, Problem):
        return render_page(request, "emissions/own_set_columns.html", {**context, "refused": file_sentence(table)})
    typed = request.POST.copy()
    form = ReadSetForm(draft, table, typed or None, currency=request.organisation.currency, before=_file_before(draft))
    if form.is_bound and form.is_valid() and "look" not in typed:
        refused = _read(form, found, keep_good_rows="keep_good_rows" in typed)
        if refused is None:
            messages.success(request, _("The file is read. Look at what stands for each category."))
            return redirect("own_set_categories", request.organisation.slug, found.uuid)
        context |= refused
    newer = draft_version_of(found)
    typed["revision"] = str(newer.revision if newer else "")  # may be saved over what somebody saved meanwhile
    context |= {"form": form, "table": table, "original": _first_rows(table), **_looked_at(form, table)}
    status = 422 if form.errors or "problems" in context else 200
    return render_page(request, "emissions/own_set_columns.html", context, status=status)


def _read(form: ReadSetForm, own_set: OwnFactorSet, *, keep_good_rows: bool) -> dict[str, Any] | None:
    """Read the file; returns what to show where it was refused."""
    try:
        read_draft(
            own_set,
            revision=form.cleaned_data["revision"],
            columns=form.columns,
            facts=form.facts,
            keep_good_rows=keep_good_rows,
        )
    except FileRefusedError as refused:
        return _refused(refused)
    except DomainError as problem:
        tell(form, problem)
        return {}
    return None


def _refused(refused: FileRefusedError) -> dict[str, Any]:
    count = len(refused.problems)
    sentence = ngettext("%(count)s row cannot be read", "%(count)s rows cannot be read", count) % {"count": count}
    return {
        "problems": [row_problem(problem) for problem in refused.problems[:PROBLEMS_SHOWN]],
        "problem_title": sentence if count else _("No row has a factor"),
        "more": max(count - PROBLEMS_SHOWN, 0),
        "good": refused.good,
        "bad": count,
    }


def _file_before(draft: OwnSetVersion) -> tuple[FactorTable, Mapping[str, int]] | None:
    """Return the file of the version before and the columns that were chosen of it; None for a first version."""
    before = None if draft.columns else version_before(draft)
    table = table_of(before.file) if before else None
    return (table, before.columns) if before and isinstance(table, FactorTable) else None


def _first_rows(table: FactorTable) -> list[tuple[int, Sequence[str]]]:
    return list(table.rows[:ROWS_SHOWN])


def _looked_at(form: ReadSetForm, table: FactorTable) -> dict[str, Any]:
    """Return the first rows as they would be read by what is chosen now; nothing where too little is chosen."""
    chosen = (form.columns, form.facts) if form.is_bound and form.is_valid() else None
    chosen = chosen or (None if form.is_bound else form.first_look())
    if chosen is None:
        return {"looked_at": []}
    found, facts = chosen
    good, problems = read_factor_rows(replace(table, rows=table.rows[:ROWS_SHOWN]), found, facts)
    worded = [row_problem(problem) for problem in problems]
    rows: list[FactorRow | Any] = sorted([*good, *worded], key=lambda entry: entry.row)
    return {"looked_at": rows, "figures_are": figures_are(facts), "facts": facts}
