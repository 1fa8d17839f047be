"""What an applied fix list changed and moved, and the button that takes it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from emissions.queries.fix_lists import list_taken_back
from emissions.reports.fix_effects import moved_most, years_moved
from emissions.services.fix_changes import Undo
from emissions.services.take_back_fixes import take_back_fixes
from emissions.views.fix_look import KINDS, words_of_change
from foundation.files.models import StoredFile
from foundation.jobs.models import Job
from organisations.pages import OrganisationRequest, organisation_page, render_page

APPLY = "emissions.apply_fix_list"
CHANGE = "emissions.change_rules"


@never_cache
@require_GET
@organisation_page(CHANGE)
def applied(request: OrganisationRequest, run: UUID) -> HttpResponse:
    """Show what one fix list changed, what that moved, and how to take it back."""
    job = _run_or_404(request, run)
    result = job.result
    changes = [{**each, "title": KINDS[each["kind"]], **_words(each)} for each in result["list"]]
    slug = request.organisation.slug
    years = years_moved(result["before"], result["after"])
    context = {
        "crumbs": [
            {"title": _("Accounts"), "address": reverse("accounts", args=[slug])},
            {"title": _("Quality"), "address": reverse("quality", args=[slug])},
            {"title": _("The fix list"), "address": reverse("bring_fix_list", args=[slug])},
            {"title": _("What was changed"), "address": ""},
        ],
        "job": job,
        "file": StoredFile.objects.filter(organisation=request.organisation, sha256=result["file"]).first(),
        "change_count": result["changes"],
        "rows_left": result.get("rows_left", 0),
        "changes": changes,
        "years": years,
        "moved": moved_most(years),
        "taken_back": list_taken_back(request.organisation, run),
    }
    return render_page(request, "emissions/fix_applied.html", context)


@require_POST
@organisation_page(CHANGE)
def take_back(request: OrganisationRequest, run: UUID) -> HttpResponse:
    """Take the list back, once."""
    job = _run_or_404(request, run)
    undo = Undo(**job.result["undo"])
    file = StoredFile.objects.filter(organisation=request.organisation, sha256=job.result["file"]).first()
    found = take_back_fixes(organisation=request.organisation, undo=undo, run=job.uuid, name=file.name if file else "")
    if found.back or found.stay:
        said = ngettext("%(count)s thing was taken back.", "%(count)s things were taken back.", found.back)
        messages.success(request, said % {"count": found.back})
    return redirect("fix_list_applied", request.organisation.slug, run)


def _words(change: dict[str, Any]) -> dict[str, str]:
    return {name: words_of_change(change["kind"], change[name]) for name in ("before", "after")}


def _run_or_404(request: OrganisationRequest, run: UUID) -> Job:
    done = Job.objects.filter(organisation=request.organisation, name=APPLY, status=Job.Status.DONE)
    return get_object_or_404(done.filter(result__has_key="undo"), uuid=run)
