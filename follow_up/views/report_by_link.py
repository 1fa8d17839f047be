"""The pages behind a supplier's link: the reports of one request, each filled in on a form or by a sheet."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from redis.exceptions import RedisError

from follow_up.forms.fill_in_report import ReportForms, typed_so_far
from follow_up.forms.report_sheet import SheetProblem, typed_in_sheet
from follow_up.models import WITH_SUPPLIER, ReportRequest, ReportState, SupplierReport
from follow_up.queries.supplier_reports import lines_of, told_before, told_in
from follow_up.reports.asked_steps import asked_steps
from follow_up.reports.report_sheet import report_template
from follow_up.reports.report_words import line_name, period_words, state_of, told_words
from follow_up.services.fill_in_report import ReportRefusedError, save_draft, submit_report
from follow_up.services.report_letters import spoken
from follow_up.services.report_links import opened_by
from foundation.access import open_access
from foundation.audience import Audience, declared
from foundation.changes.record import Actor, acting
from foundation.downloads import file_of, plain_name
from foundation.errors import ConflictError, DomainError
from foundation.files.forms import UploadForm
from foundation.scoping import access_for_work
from organisations.pages import render_page
from procurement.services.supplier_doors import Door

OK, MOVED, REFUSED = HTTPStatus.OK, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY
Page = Callable[[HttpRequest, ReportRequest, SupplierReport], HttpResponseBase]
MOST_BYTES = 2 * 1024 * 1024
MOST_SHEETS_AN_HOUR = 30


def token_page(view: Page) -> Callable[..., HttpResponseBase]:
    """Wrap a page of one report behind a link: it opens the reports of its request, and nothing else."""

    @never_cache
    @declared(Audience.TOKEN)
    @wraps(view)
    def page(request: HttpRequest, secret: str, report: UUID | None = None) -> HttpResponseBase:
        door = opened_by(secret)
        if door.opened is None or door.opened.ended_at:
            return _over(request, door)
        asked = door.opened
        with open_access(access_for_work(asked.organisation_id)), _language(request, asked):
            found = _report(asked, report)
            if found is None:
                return _nothing(request, asked) if report is None else _not_found()
            SupplierReport.objects.filter(pk=found.pk, opened_at=None).update(opened_at=timezone.now())
            with acting(Actor(asked.party.name)):
                answer = view(request, asked, found)
                return answer.render() if hasattr(answer, "render") else answer

    return page


@require_http_methods(["GET", "HEAD", "POST"])
@token_page
def report_by_link(request: HttpRequest, asked: ReportRequest, report: SupplierReport) -> HttpResponse:
    """Show one report and take it in: saved for later, or sent."""
    forms = _forms(report, request.POST if request.method == "POST" and _is_open(report) else None)
    problem, status = "", OK
    if forms.is_bound:
        problem, status = _taken_in(request, report, forms)
        if status == OK:
            return redirect(f"{request.path}?{'saved' if request.POST.get('do') == 'save' else 'sent'}=1")
    return _page(request, asked, report, forms, problem=problem, status=status)


@require_safe
@token_page
def report_template_by_link(_request: HttpRequest, asked: ReportRequest, report: SupplierReport) -> HttpResponseBase:
    """Give out the sheet to fill in."""
    name = plain_name(asked.title, report.first_day, report.last_day)
    return file_of([report_template(asked.title, lines_of(report))], name, "xlsx")


@require_POST
@token_page
def report_sheet_by_link(request: HttpRequest, asked: ReportRequest, report: SupplierReport) -> HttpResponse:
    """Take a sheet, and fill in the form with it; it is sent when the supplier has looked through."""
    page = reverse("report_by_link_of", args=[_secret(request), report.uuid])
    upload = UploadForm(request.POST, request.FILES)
    lines = lines_of(report)
    if minutes := _minutes_to_wait(asked):
        words = {"most": MOST_SHEETS_AN_HOUR, "minutes": minutes}
        sentence = translation.gettext("%(most)s sheets came in this hour. You can go on in %(minutes)s minutes.")
        found: Any = [SheetProblem(0, sentence % words)]
    elif not upload.is_valid():
        found = [SheetProblem(0, str(upload.errors["file"][0]))]
    elif (upload.upload.size or 0) > MOST_BYTES:
        found = [SheetProblem(0, translation.gettext("The file is larger than 2 MB. Divide it."))]
    else:
        found = typed_in_sheet(lines, upload.upload.read())
    if isinstance(found, list):
        return _page(request, asked, report, _forms(report, None), sheet_problems=found, status=REFUSED)
    try:
        save_draft(report, {**report.draft, **found}, revision=report.revision)
    except DomainError as refused:
        return _page(request, asked, report, _forms(report, None), problem=str(refused), status=REFUSED)
    return redirect(f"{page}?filled=1")


def _minutes_to_wait(asked: ReportRequest) -> int:
    """Count one more sheet of a request in this hour; return after how many minutes there is room, 0 for now."""
    hour, second = divmod(int(timezone.now().timestamp()), 3600)
    key = f"report-sheets/{asked.uuid}/{hour}"
    try:
        cache.add(key, 0, timeout=7200)
        return 0 if cache.incr(key) <= MOST_SHEETS_AN_HOUR else (3600 - second) // 60 + 1
    except (RedisError, ValueError):  # the cache is away, or pushed the count out
        return 0


def _taken_in(request: HttpRequest, report: SupplierReport, forms: ReportForms) -> tuple[str, HTTPStatus]:
    """Keep or send what was typed; return what stood in the way, and the status that the page answers with."""
    revision = _revision(request)
    try:
        if request.POST.get("do") == "save":
            save_draft(report, typed_so_far(forms.lines, request.POST), revision=revision)
            return "", OK
        if not forms.is_valid():
            return "", REFUSED
        said = forms.sender.cleaned_data
        submit_report(report, forms.said, name=said["name"], comment=said["comment"], revision=revision)
    except DomainError as refused:
        return _refused(forms, refused)
    return "", OK


def _refused(forms: ReportForms, refused: DomainError) -> tuple[str, HTTPStatus]:
    """Put what stands in the way at its field, where it has one; return what is left to say above."""
    if isinstance(refused, ReportRefusedError):
        forms.refuse(refused)
        return "", REFUSED
    field = getattr(refused, "field", "")
    if field in forms.sender.fields:
        forms.sender.add_error(field, str(refused))
        return "", REFUSED
    return str(refused), MOVED if isinstance(refused, ConflictError) else REFUSED


def _page(
    request: HttpRequest,
    asked: ReportRequest,
    report: SupplierReport,
    forms: ReportForms,
    *,
    status: HTTPStatus,
    problem: str = "",
    sheet_problems: list[SheetProblem] | None = None,
) -> HttpResponse:
    today, secret = timezone.localdate(), _secret(request)
    current, told = SupplierReport.objects.get(pk=report.pk), told_in(report)
    context = {
        "asked": asked,
        "buyer": asked.organisation,
        "report": current,
        "period": period_words(report.first_day, report.last_day),
        "state": state_of(current, today),
        "is_open": _is_open(current),
        "is_late": current.state in WITH_SUPPLIER and current.due_on < today,
        "rows": [(row, asked_steps(row.line, report.last_day)) for row in forms.rows],
        "forms": forms,
        "revision": current.revision,
        "told": [(line_name(line), told_words(line, told[line.pk].amount)) for line in forms.lines if line.pk in told],
        "others": _others(asked, report, secret),
        "problem": problem,
        "sheet_problems": sheet_problems or [],
        "saved": "saved" in request.GET,
        "sent": "sent" in request.GET and current.version > 0,
        "filled": "filled" in request.GET,
        "page_address": reverse("report_by_link_of", args=[secret, report.uuid]),
        "template_address": reverse("report_template_by_link", args=[secret, report.uuid]),
        "sheet_address": reverse("report_sheet_by_link", args=[secret, report.uuid]),
    }
    return render_page(request, "follow_up/report_by_link.html", context, status=status)


def _forms(report: SupplierReport, data: Any) -> ReportForms:  # noqa: ANN401 - what a request sends
    return ReportForms(report, lines_of(report), told=told_in(report), before=told_before(report), data=data)


def _report(asked: ReportRequest, uuid: UUID | None) -> SupplierReport | None:
    """Return the report that is named, else the oldest that is to be filled in, else the newest."""
    those = SupplierReport.objects.filter(request=asked).select_related("request__contract__organisation")
    if uuid:
        return those.filter(uuid=uuid).first()
    waiting = those.filter(state__in=WITH_SUPPLIER).order_by("last_day").first()
    return waiting or those.order_by("-last_day").first()


def _others(asked: ReportRequest, report: SupplierReport, secret: str) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {
            "title": period_words(each.first_day, each.last_day),
            "address": reverse("report_by_link_of", args=[secret, each.uuid]),
            "state": _state_for_supplier(each, today),
        }
        for each in SupplierReport.objects.filter(request=asked).exclude(pk=report.pk)[:24]
    ]


def _state_for_supplier(report: SupplierReport, today: date) -> Mapping[str, Any]:
    """Return a report's state as the tag shows it to whoever fills it in."""
    state = state_of(report, today)
    return {**state, "text": translation.gettext("To be filled in")} if report.state == ReportState.WAITING else state


def _is_open(report: SupplierReport) -> bool:
    return report.state != ReportState.ACCEPTED


def _secret(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["secret"]) if match else ""


def _revision(request: HttpRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0  # noqa: PLR2004 - no revision has ten digits


def _nothing(request: HttpRequest, asked: ReportRequest) -> HttpResponse:
    return render_page(request, "follow_up/report_link_empty.html", {"asked": asked, "buyer": asked.organisation})


def _not_found() -> HttpResponse:
    raise Http404


def _over(request: HttpRequest, door: Door[ReportRequest]) -> HttpResponse:
    """Say that the link opens nothing: never did, or does so no longer."""
    status = HTTPStatus.GONE if door.buyer else HTTPStatus.NOT_FOUND
    return render_page(request, "follow_up/report_link_over.html", {"buyer": door.buyer}, status=status)


def _language(request: HttpRequest, asked: ReportRequest) -> translation.override:
    """Speak the language that the reader chose, else that of the letter."""
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
        return translation.override(translation.get_language())
    return spoken(asked.language)
