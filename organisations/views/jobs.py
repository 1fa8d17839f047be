"""Long work as people see it: the list, and one job with its progress."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from foundation.jobs.models import Job
from foundation.jobs.words import Outcome, outcome_of, what_happens_now, why_it_failed, words_of
from organisations.office import office_tabs
from organisations.pages import OrganisationRequest, organisation_page, render_page

PER_PAGE = 50
STOP_POLLING = 286


@require_GET
@organisation_page("organisations.view_jobs")
def jobs(request: OrganisationRequest) -> HttpResponse:
    """List the organisation's jobs, newest first."""
    found = Job.objects.filter(organisation=request.organisation).order_by("-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"job": job, "title": words_of(job).title, "sentence": what_happens_now(job)} for job in page],
        "tabs": office_tabs(request, "jobs"),
    }
    return render_page(request, "organisations/jobs.html", context)


@never_cache
@require_GET
@organisation_page("organisations.view_jobs")
def job(request: OrganisationRequest, job_id: UUID) -> HttpResponse:
    """Show one job; htmx asks for the progress alone, and is sent on or told to stop when it is over."""
    found = get_object_or_404(Job, organisation=request.organisation, uuid=job_id)
    words, address = words_of(found), reverse("job", args=[request.organisation.slug, found.uuid])
    outcome = outcome_of(found) if found.status == Job.Status.DONE else Outcome("")
    context = {
        "job": found,
        "title": words.title,
        "sentence": what_happens_now(found),
        "failure": why_it_failed(found) if found.status == Job.Status.FAILED else "",
        "outcome": outcome,
        "address": address,
        "tabs": office_tabs(request, "jobs"),
    }
    if not request.htmx or request.htmx.boosted:
        return render_page(request, "organisations/job.html", context)
    response = render_page(request, "organisations/job.html", context, partial="progress")
    if found.is_over:
        response.status_code = STOP_POLLING
        response["HX-Redirect"] = (words.moves_on and outcome.address) or address
    return response
