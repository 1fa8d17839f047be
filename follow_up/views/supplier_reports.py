"""Reports of suppliers: which are late, which are to be looked at, and what one of them says."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.judge_report import CorrectionForm
from follow_up.models import WITH_SUPPLIER, ReportState, SupplierReport
from follow_up.queries.supplier_reports import counts_of, in_group, report_called, reports_of, requests_of
from follow_up.reports.report_page import shown_lines, versions_of
from follow_up.reports.report_words import period_words, state_of
from follow_up.services.judge_report import accept_report, correct_report, note_what_is_not_kept, return_report
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.register import CONTROL, SEE
from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.queries.named_parties import parties_named

PAGE_SIZE = 25
TAB = "supplier_reports"


@require_GET
@organisation_page(SEE)
def supplier_reports(request: OrganisationRequest) -> HttpResponse:
    """List reports: late, waiting, to look at, accepted."""
    today, group = timezone.localdate(), request.GET.get("show", "")
    words = " ".join(request.GET.get("q", "")[:200].split())
    found = reports_of(request.organisation)
    for word in words.split():
        title = Q(request__title__icontains=word) | Q(request__contract__title__icontains=word)
        found = found.filter(title | Q(request__party__in=parties_named(word)))
    counts = counts_of(found, today)
    page = page_of(request, in_group(found, group, today), PAGE_SIZE)
    context = {
        "tabs": follow_up_tabs(request, TAB),
        "page": page,
        "rows": [
            (each, period_words(each.first_day, each.last_day), state_of(each, today)) for each in page.object_list
        ],
        "counts": counts,
        "chips": _chips(request, counts, group),
        "words": words,
        "group": group,
        "query": without_page(request),
        "requests": requests_of(request.organisation).filter(ended_at=None).order_by("contract__title", "title"),
        "is_empty": not requests_of(request.organisation).exists(),
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/supplier_reports.html", context)


@require_GET
@organisation_page(SEE)
def supplier_report(request: OrganisationRequest, report: UUID) -> HttpResponse:
    """Show what a supplier reported, beside last time and the step that was asked."""
    return _page(request, _report_or_404(request, report))


@require_POST
@organisation_page(CONTROL)
def accept(request: OrganisationRequest, report: UUID) -> HttpResponse:
    """Accept a report."""
    found = _report_or_404(request, report)
    return _done(
        request, found, lambda: accept_report(found, revision=_revision(request)), _("The report is accepted.")
    )


@require_POST
@organisation_page(CONTROL)
def send_back(request: OrganisationRequest, report: UUID) -> HttpResponse:
    """Send a report back to the supplier."""
    found, because = _report_or_404(request, report), request.POST.get("because", "")
    sentence = _("The supplier is asked to look once more.")
    return _done(request, found, lambda: return_report(found, because=because, revision=_revision(request)), sentence)


@require_POST
@organisation_page(CONTROL)
def note(request: OrganisationRequest, report: UUID, line: UUID) -> HttpResponse:
    """Note as a deviation what a line shows is not kept."""
    found = _report_or_404(request, report)
    title, facts = request.POST.get("title", ""), request.POST.get("facts", "")
    sentence = _("The deviation is noted.")
    return _done(request, found, lambda: note_what_is_not_kept(found, line, title=title, facts=facts), sentence)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def correct(request: OrganisationRequest, report: UUID) -> HttpResponse:
    """Correct figures of an accepted report, with the reason."""
    found = _report_or_404(request, report)
    form = CorrectionForm(found, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            correct_report(found, form.values, because=said["because"], revision=said["revision"] or 0)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The figures are corrected. The earlier ones stay, and count no more."))
            return redirect("supplier_report", request.organisation.slug, found.uuid)
    context = {**_context(request, found), "form": form}
    return render_page(request, "follow_up/report_correct.html", context, status=422 if form.errors else 200)


def _page(request: OrganisationRequest, report: SupplierReport) -> HttpResponse:
    lines = shown_lines(report)
    context = {
        **_context(request, report),
        "lines": lines,
        "below": [each for each in lines if each.is_kept is False],
        "versions": versions_of(report),
        "is_received": report.state == ReportState.RECEIVED,
        "is_accepted": report.state == ReportState.ACCEPTED,
        "is_with_supplier": report.state in WITH_SUPPLIER,
    }
    return render_page(request, "follow_up/supplier_report.html", context)


def _context(request: OrganisationRequest, report: SupplierReport) -> dict[str, Any]:
    home, asked = request.organisation.slug, report.request
    period = period_words(report.first_day, report.last_day)
    return {
        "report": report,
        "asked": asked,
        "contract": asked.contract,
        "period": period,
        "state": state_of(report, timezone.localdate()),
        "may_control": request.place.may(CONTROL),
        "crumbs": [
            {"title": _("Reports"), "address": reverse(TAB, args=[home])},
            {"title": asked.title, "address": reverse("report_request", args=[home, asked.uuid])},
            {"title": period},
        ],
    }


def _chips(request: OrganisationRequest, counts: dict[str, int], group: str) -> list[dict[str, Any]]:
    address = reverse(TAB, args=[request.organisation.slug])
    names = {
        "late": _("Late"),
        "to_look_at": _("To be looked at"),
        "waiting": _("Waiting"),
        "accepted": pgettext("after a look", "Accepted"),
    }
    return [
        {
            "title": title,
            "address": address if name == group else f"{address}?show={name}",
            "current": name == group,
            "count": counts[name],
        }
        for name, title in names.items()
    ]


def _done(request: OrganisationRequest, report: SupplierReport, do: Any, sentence: str) -> HttpResponse:  # noqa: ANN401 - what it does, whatever it returns
    try:
        do()
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, sentence)
    return redirect("supplier_report", request.organisation.slug, report.uuid)


def _report_or_404(request: OrganisationRequest, uuid: UUID) -> SupplierReport:
    found = report_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _revision(request: OrganisationRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0  # noqa: PLR2004 - no revision has ten digits
