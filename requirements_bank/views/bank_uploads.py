"""A file with a bank: how far looking at it is, what loading it would do, and loading it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.addresses import page_of, without_page
from foundation.jobs.models import Job
from foundation.jobs.words import what_happens_now, why_it_failed, words_of
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.calculations.bank_check import Standing
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.forms.bank_loading import LoadForm
from requirements_bank.models import Bank
from requirements_bank.queries.uploaded_banks import UploadedBank, uploaded_bank
from requirements_bank.reports.bank_load_words import STANDINGS, loading_sentence, place_in_file, problem_from
from requirements_bank.reports.problem_words import FIELDS, place_of
from requirements_bank.services.bank_uploads import load_upload
from requirements_bank.views.bank_seen import bank_tabs

STOP_POLLING = 286
ROWS_PER_PAGE = 50
TONES = {Standing.NEW: "good", Standing.CHANGED: "info", Standing.WRONG: "bad"}


@never_cache
@require_GET
@organisation_page("requirements_bank.write_bank")
def bank_upload(request: OrganisationRequest, job: UUID) -> HttpResponse:
    """Show what loading a file would do, or what it did; while the work goes on, how far it is."""
    found = _upload_or_404(request, job)
    address = reverse("bank_upload", args=[request.organisation.slug, found.job.uuid])
    context = {**_progress(found.job, address), "file": found.file, "tabs": bank_tabs(request, "banks")}
    if request.htmx and not request.htmx.boosted:
        response = render_page(request, "requirements_bank/bank_upload.html", context, partial="progress")
        if found.job.is_over:
            response.status_code = STOP_POLLING
            response["HX-Redirect"] = address
        return response
    context |= _result(request, found)
    return render_page(request, "requirements_bank/bank_upload.html", context)


@require_POST
@organisation_page("requirements_bank.write_bank")
def load_bank_upload(request: OrganisationRequest, job: UUID) -> HttpResponse:
    """Load the file as it was looked at."""
    found = _upload_or_404(request, job)
    form = LoadForm(request.POST)
    if found.job.status != Job.Status.DONE or not found.is_check or not form.is_valid():
        raise Http404
    may_publish = request.place.may("requirements_bank.approve")
    choices = form.choices_with(found.job.result["choices"], may_publish=may_publish)
    started = load_upload(organisation=request.organisation, stored=found.file, choices=choices)
    return redirect("bank_upload", request.organisation.slug, started.uuid)


def _upload_or_404(request: OrganisationRequest, job: UUID) -> UploadedBank:
    found = uploaded_bank(request.organisation, job)
    if found is None:
        raise Http404
    return found


def _progress(job: Job, address: str) -> dict[str, Any]:
    failed = job.status == Job.Status.FAILED
    return {
        "job": job,
        "title": words_of(job).title,
        "sentence": what_happens_now(job),
        "failure": why_it_failed(job) if failed else "",
        "refusals": [_problem_row({"at": "", **each}) for each in job.result.get("problems", ())] if failed else [],
        "address": address,
    }


def _result(request: OrganisationRequest, found: UploadedBank) -> dict[str, Any]:
    result = found.job.result
    if found.job.status != Job.Status.DONE:
        return {}
    counts = result["counts"]
    shown = {
        "done": found,
        "counts": [(STANDINGS[standing], counts.get(standing, 0)) for standing in Standing],
        "good": counts["new"] + counts["changed"],
        "wrong": counts["wrong"],
        "result": result,
    }
    if not found.is_check:
        return {**shown, "is_own": Bank.objects.filter(uuid=result["bank"], source="").exists()}
    return {
        **shown,
        "form": LoadForm(initial={"good_rows_only": bool(counts["wrong"])}),
        "may_publish": request.place.may("requirements_bank.approve"),
        "problems": [_problem_row(each) for each in result["problems"]],
        "page": page_of(request, [_entry_row(each) for each in result["entries"]], ROWS_PER_PAGE),
        "query": without_page(request),
    }


def _problem_row(stored: dict[str, Any]) -> dict[str, Any]:
    problem = problem_from(stored)
    where = ", ".join(part for part in (place_in_file(stored.get("at", "")), place_of(problem)) if part)
    return {"place": where, "message": loading_sentence(problem), "severity": stored["severity"]}


def _entry_row(stored: dict[str, Any]) -> dict[str, Any]:
    own = language_of(stored["title"], get_language() or "en")
    return {
        **stored,
        "where": place_in_file(stored["place"]),
        "title": text_in(stored["title"], own),
        "language": own,
        "word": STANDINGS[stored["standing"]],
        "tone": TONES.get(Standing(stored["standing"]), "outline"),
        "fields": ", ".join(str(FIELDS.get(name, name)) for name in stored["changes"]),
    }
