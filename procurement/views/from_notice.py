"""Fill a procurement from a notice of Doffin or TED."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from foundation.files.forms import UploadForm
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.notice import Notice
from procurement.importers.notice import NoticeReading, read_notice
from procurement.importers.notice_summary import worded
from procurement.reports.filling_sentences import filling_sentence
from procurement.services.fill_from_notice import procurement_from_notice
from procurement.views.procurement_seen import RUN

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_TOLD = 20


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def from_notice(request: OrganisationRequest) -> HttpResponse:
    """Take a notice, and make a procurement of it; what cannot be taken over is told."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: list[str] = []
    if form.is_valid():
        reading = _read(form.upload)
        problems = [worded(problem, get_language() or "en") for problem in reading.problems if problem.is_error]
        if reading.notice is not None and reading.accepted:
            return _filled(request, reading.notice)
    crumbs = [
        {"title": _("Procurements"), "address": reverse("procurements", args=[request.organisation.slug])},
        {"title": _("From a notice"), "address": ""},
    ]
    context = {"form": form, "problems": problems, "crumbs": crumbs, "title": _("Fill a procurement from a notice")}
    status = 422 if form.errors or problems else 200
    return render_page(request, "procurement/from_notice.html", context, status=status)


def _read(upload: "UploadedFile[bytes]") -> NoticeReading:
    """Read what came, from a file that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="notice-") as folder:
        path = Path(folder) / "notice.xml"
        with path.open("wb") as stream:
            stream.writelines(upload.chunks())
        return read_notice(path)


def _filled(request: OrganisationRequest, notice: Notice) -> HttpResponse:
    try:
        made, told = procurement_from_notice(organisation=request.organisation, notice=notice)
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect("procurement_from_notice", request.organisation.slug)
    messages.success(request, _("The procurement is filled from the notice. Look it through."))
    for each in told[:MOST_TOLD]:
        messages.info(request, filling_sentence(each, gettext))
    return redirect("procurement", request.organisation.slug, made.uuid)
