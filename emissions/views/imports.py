"""One import: what it is, what counts of it, which months it is the source of; its original, and using it again."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from emissions.models import LedgerImport
from emissions.queries.footprints import newest_footprints
from emissions.queries.imports import ImportPlace, ImportStanding, places_of, treatment_of_import
from emissions.queries.joins import newest_join
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.periods import counting_in
from emissions.queries.review import ReviewQueue
from emissions.queries.spend import every_spend_base
from emissions.queries.waiting_lines import waiting_lines
from emissions.reports.column_words import meanings_in_words
from emissions.reports.import_history import history_of
from emissions.reports.import_page import answer_of, current_words, facts_of, place_rows, title_of, years_of
from emissions.reports.join_words import join_answer
from emissions.reports.quality_page import quality_panel
from emissions.reports.treated_money import treated_money
from emissions.services.upload_ledger import ask_again
from emissions.services.use_import import use_import
from emissions.services.year_quality import import_quality
from emissions.views.accounts_seen import accounts_tabs, reader_at_home
from emissions.views.footprint_now import asks_for_it, footprint_now, the_line
from emissions.views.problem_rows import counts_of, problem_rows
from emissions.views.review_several import how_many, several
from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from foundation.files.opened import opened
from organisations.pages import OrganisationRequest, organisation_page, render_page

PROBLEMS_PER_PAGE = 25
PLAIN = "application/octet-stream"


@require_GET
@organisation_page("emissions.view_ledger")
def ledger_import(request: OrganisationRequest, ledger_import: UUID) -> HttpResponse:
    """Show one import."""
    found = _import_or_404(request, ledger_import)
    reader, places = reader_at_home(request), places_of(found)
    mapping = f"{reverse('mapping', args=[request.organisation.slug])}?year={found.period_to.year}"
    addresses = {"excluded": "#left-out", "unclassified": "#needs-you", "purchase": mapping}
    money = treated_money(treatment_of_import(found).rows, addresses)
    bases = every_spend_base(found.organisation_id)
    counting, version = counting_in(bases), latest_mapping_version(found.organisation)
    current = sum(place.holder is not None and place.holder.pk == found.pk for place in places)
    newest = {each.year: each for each in newest_footprints([found.organisation_id]).filter(year__in=_years(places))}
    years = years_of(found, places, counting, newest)
    counts = [entry.counts for entry in years]
    standing = ImportStanding(
        len(places), current, counts_everywhere=all(counts), counts_somewhere=not counts or any(counts)
    )
    now = next((footprint_now(request, entry.year, newest) for entry in years if entry.counts), None)
    if asks_for_it(request):
        return the_line(request, now)
    waiting = waiting_lines(found, places, counting, version)
    queue = None
    if year := max(waiting, default=None):
        queue = ReviewQueue(request.organisation, year, version, base=bases[year], footprint=newest.get(year))
    rows = problem_rows(found.problems, sees_numbers=reader.sees_numbers, country=reader.country)
    context = {
        "import": found,
        "title": title_of(found),
        "answer": answer_of(found, money, lies_beside=standing.state == "beside"),
        "tabs": accounts_tabs(request, "accounts"),
        "money": money,
        "mapping": mapping,
        "waiting": waiting,
        "several": _several(request, queue) if queue else None,
        "facts": facts_of(found),
        "said_columns": meanings_in_words(found.mapping or {}),
        "months": place_rows(found, places, years),
        "standing": standing,
        "current": current_words(found, places, years),
        "years": years,
        "year_footprint": now,
        "problems": page_of(request, rows, PROBLEMS_PER_PAGE),
        "counts": counts_of(found.problems),
        "history": history_of(found),
        "quality": quality_panel(import_quality(found, version, [(place.month, place.investment) for place in places])),
        "query": without_page(request),
        **_joined(found),
        "may_import": request.place.may("emissions.import_ledger"),
        "may_download": request.place.may("emissions.see_personal_numbers"),
    }
    return render_page(request, "emissions/import.html", context)


def _years(places: Iterable[ImportPlace]) -> set[int]:
    return {place.month.year for place in places}


def _several(request: OrganisationRequest, queue: ReviewQueue) -> dict[str, Any] | None:
    """Return the largest groups that wait in the newest year, for somebody who may decide on them."""
    if not request.place.may("emissions.change_rules"):
        return None
    groups = queue.shown(queue.open.head(how_many(queue)))
    return several(request, queue, groups, queue.proposals(groups)) if groups else None


def _joined(found: LedgerImport) -> dict[str, Any]:
    """Return the join that the import has a part in, and what it says of it."""
    join = newest_join(found)
    return {"join": join, "join_answer": join_answer(join) if join else "", "is_result": join and join.result == found}


@require_GET
@organisation_page("emissions.see_personal_numbers")
def original(request: OrganisationRequest, ledger_import: UUID) -> FileResponse:
    """Give the file out as it came, as an attachment; it may hold personal numbers, so few may have it."""
    found = _import_or_404(request, ledger_import)
    stream = opened(found.file)
    return FileResponse(stream, as_attachment=True, filename=found.file.name, content_type=PLAIN)


@require_POST
@organisation_page("emissions.import_ledger")
def use(request: OrganisationRequest, ledger_import: UUID) -> HttpResponse:
    """Make the import the source of all its months."""
    found = _import_or_404(request, ledger_import)
    try:
        changed = use_import(found).years
    except DomainError as error:
        messages.error(request, str(error))
    else:
        told = _("These accounts count from now on.") if changed else _("These accounts counted already.")
        messages.success(request, told)
    return redirect("ledger_import", request.organisation.slug, found.uuid)


@require_POST
@organisation_page("emissions.import_ledger")
def read_again(request: OrganisationRequest, ledger_import: UUID) -> HttpResponse:
    """Look at the import's file again and ask for its columns; nothing changes before it is imported."""
    found = _import_or_404(request, ledger_import)
    return redirect("ledger_upload", request.organisation.slug, ask_again(found).uuid)


def _import_or_404(request: OrganisationRequest, uuid: UUID) -> LedgerImport:
    every = LedgerImport.objects.select_related("file")
    found = get_object_or_404(every, organisation=request.organisation, uuid=uuid)
    found.organisation = request.organisation
    return found
