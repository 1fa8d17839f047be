"""Hand a ledger file over: drop it, see what it is and what importing would do, import it."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from emissions.forms.uploads import LedgerUploadForm, ReadingForm
from emissions.models import LedgerImport
from emissions.queries.imports import standings_of
from emissions.queries.readings import said_of_columns
from emissions.queries.uploads import MOST_AT_ONCE, Upload, choices_as_checked, imports_of_file, upload_called
from emissions.reports.column_words import remembered_words
from emissions.services.import_ledger import ReadingChoices
from emissions.services.proposed_reading import remember_as_shown
from emissions.services.upload_ledger import check_again, put_away, start_import, upload_ledger
from emissions.views.accounts import accounts_page
from emissions.views.accounts_seen import accounts_tabs, reader_at_home
from emissions.views.check_page import FOREIGN_CODES, shown_check
from emissions.views.column_mapping import wants_columns
from foundation.addresses import page_of, without_page
from foundation.guards import takes_files
from foundation.jobs.models import Job
from foundation.jobs.words import what_happens_now, why_it_failed, words_of
from organisations.pages import OrganisationRequest, organisation_page, render_page

P = ParamSpec("P")
View = Callable[Concatenate["OrganisationRequest", P], HttpResponse]
STOP_POLLING = 286
PROBLEMS_PER_PAGE = 25


def bounded(view: View[P]) -> View[P]:
    """Refuse a request that says it is too large before a byte of its body is read; only then is its token checked."""
    checked = csrf_protect(view)

    def page(request: OrganisationRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.LEDGER_UPLOAD_MAX_BYTES:
            sentence = _("The file is larger than %(size)s. Split it by year or by month, and hand the parts over.")
            size = filesizeformat(settings.LEDGER_UPLOAD_MAX_BYTES)
            return accounts_page(request, errors=[sentence % {"size": size}], status=413)
        return checked(request, *args, **kwargs)

    return takes_files(page)  # type: ignore[no-any-return]


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_POST
@organisation_page("emissions.import_ledger")
@bounded
def upload(request: OrganisationRequest) -> HttpResponse:
    """Keep a file and look at it; of several, the page of accounts says what each of them is."""
    form = LedgerUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return accounts_page(request, errors=[str(error) for error in form.errors["file"]], status=422)
    sent = request.FILES.getlist("file")
    if len(sent) > MOST_AT_ONCE:
        sentence = _("Hand over at most %(count)s files at once.") % {"count": MOST_AT_ONCE}
        return accounts_page(request, errors=[sentence], status=422)
    jobs = [upload_ledger(organisation=request.organisation, stream=one, name=one.name or "") for one in sent]
    if len(jobs) > 1:
        return redirect(f"{reverse('accounts', args=[request.organisation.slug])}#waiting")
    return redirect("ledger_upload", request.organisation.slug, jobs[0].uuid)


@never_cache
@require_GET
@organisation_page("emissions.import_ledger")
def uploaded(request: OrganisationRequest, job: UUID) -> HttpResponse:
    """Show what a file is, or how far looking at it or importing it is; an accepted import leads on to its page."""
    found = _upload_or_404(request, job)
    address = reverse("ledger_upload", args=[request.organisation.slug, found.job.uuid])
    onward = _onward(request, found.job)
    if request.htmx and not request.htmx.boosted:
        response = render_page(request, "emissions/upload.html", _progress(found.job, address), partial="progress")
        if found.job.is_over:
            response.status_code = STOP_POLLING
            response["HX-Redirect"] = onward or address
        return response
    if onward:
        return redirect(onward)
    context = {
        **_progress(found.job, address),
        "file": found.file,
        "name": found.name,
        "tabs": accounts_tabs(request, "accounts"),
        "title": words_of(found.job).title,
        "imported": [],
    }
    if found.job.status == Job.Status.DONE:
        context |= _checked(request, found)
    return render_page(request, "emissions/upload.html", context)


@require_POST
@organisation_page("emissions.import_ledger")
def check(request: OrganisationRequest, job: UUID) -> HttpResponse:
    """Look at the file again, read as now chosen."""
    found = _upload_or_404(request, job)
    form = ReadingForm(request.POST)
    if not form.is_valid():
        context = {
            "file": found.file,
            "name": found.name,
            "job": found.job,
            "tabs": accounts_tabs(request, "accounts"),
            **_checked(request, found),
            "form": form,
        }
        return render_page(request, "emissions/upload.html", context, status=422)
    choices = form.choices_with(found.job.arguments["choices"])
    again = check_again(organisation=request.organisation, stored=found.file, choices=choices, name=found.name)
    return redirect("ledger_upload", request.organisation.slug, again.uuid)


@require_POST
@organisation_page("emissions.import_ledger")
def import_upload(request: OrganisationRequest, job: UUID) -> HttpResponse:
    """Import the file as it was looked at."""
    found = _upload_or_404(request, job)
    if _looks_foreign(found.job) and request.POST.get("is_ours") != "on":
        context = {
            "file": found.file,
            "name": found.name,
            "job": found.job,
            "tabs": accounts_tabs(request, "accounts"),
            "unconfirmed": True,
        }
        context |= _checked(request, found)
        return render_page(request, "emissions/upload.html", context, status=422)
    if found.job.result.get("is_proposed"):
        remember_as_shown(organisation=request.organisation, file_name=found.file.name, checked=found.job.result)
    choices = ReadingChoices(**choices_as_checked(found.job))
    started = start_import(
        organisation=request.organisation,
        stored=found.file,
        choices=choices,
        calculates=request.place.may("emissions.calculate_footprint"),
    )
    return redirect("ledger_upload", request.organisation.slug, started.uuid)


@require_POST
@organisation_page("emissions.import_ledger")
def remove(request: OrganisationRequest, job: UUID) -> HttpResponse:
    """Take a file that was looked at off the list."""
    found = _upload_or_404(request, job)
    put_away(found.job)
    said = _("“%(name)s” is off the list. Nothing that is imported has changed; hand it over again to see it again.")
    messages.success(request, said % {"name": found.name})
    return redirect("accounts", request.organisation.slug)


def _readings(found: Upload) -> tuple[list[LedgerImport], list[LedgerImport]]:
    """Return the imports of the file that were read as it was looked at, and those with other columns or currency."""
    imports = list(imports_of_file(found.file))
    said = said_of_columns(imports)
    alike = [known for known in imports if said[known.pk] == found.job.result.get("mapping")]
    return alike, [known for known in imports if known not in alike]


def _is_in_use(found: Upload, imported: list[LedgerImport]) -> bool:
    """Whether the file, read as it was looked at, is the source of all its months."""
    summary = found.job.result["summary"]
    period = summary["period"]
    same = [
        known.pk
        for known in imported
        if (known.lines, known.period_from.isoformat(), known.period_to.isoformat())
        == (summary["lines"], period["from"], period["to"])
    ]
    standings = standings_of(found.file.organisation_id, same)
    return any(standing.current and standing.holds_all for standing in standings.values())


def _looks_foreign(job: Job) -> bool:
    """Whether what was looked at follows another chart or currency than the organisation's accounts."""
    return any(problem["code"] in FOREIGN_CODES for problem in job.result.get("problems", ()))


def _upload_or_404(request: OrganisationRequest, job: UUID) -> Upload:
    found = upload_called(request.organisation, job)
    if found is None:
        raise Http404
    return found


def _onward(request: OrganisationRequest, job: Job) -> str:
    """Return where the job leads: to its import, or to its columns where they are to be said; empty otherwise."""
    if job.status != Job.Status.DONE:
        return ""
    if wants_columns(job) or (job.arguments.get("asks_columns") and job.result.get("tables")):
        return reverse("upload_columns", args=[request.organisation.slug, job.uuid])
    imported = job.result.get("import")
    return reverse("ledger_import", args=[request.organisation.slug, imported]) if imported else ""


def _progress(job: Job, address: str) -> dict[str, Any]:
    return {
        "job": job,
        "sentence": what_happens_now(job),
        "failure": why_it_failed(job) if job.status == Job.Status.FAILED else "",
        "address": address,
    }


def _checked(request: OrganisationRequest, found: Upload) -> dict[str, Any]:
    if found.job.status != Job.Status.DONE:
        raise Http404
    imported, otherwise = _readings(found)
    own = [str(known.uuid) for known in imported]
    shown = shown_check(found.job.result, reader_at_home(request), request.organisation, own)
    choices = found.job.arguments["choices"]
    return {
        "checked": shown,
        "imported": imported,
        "otherwise": otherwise,
        "all_in_use": _is_in_use(found, imported),
        "choices": choices,
        "problems": page_of(request, shown.problems, PROBLEMS_PER_PAGE),
        "query": without_page(request),
        "has_columns": bool(found.job.result.get("tables")),
        "said": found.job.result.get("mapping"),
        "is_proposed": found.job.result.get("is_proposed", False),
        "remembered": remembered_words(found.job.result.get("remembered")),
        "form": ReadingForm(initial={"year": choices["year"], "keep_good_rows": choices["keep_good_rows"]}),
    }
