"""What suppliers are asked to report: choose a contract, ask, change, send and revoke links, end it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.report_requests import RequestForm, lines_formset, with_another_line
from follow_up.models import WITH_SUPPLIER, ReportRequest, SupplierReport
from follow_up.queries.seen import followed_contract, followed_contracts, followed_obligation
from follow_up.queries.supplier_reports import request_called
from follow_up.reports.report_words import line_name, period_words, state_of
from follow_up.services.due_reports import make_due_reports, revoke_links, send_link
from follow_up.services.report_links import links_of
from follow_up.services.report_requests import ask_for_reports, change_request, end_request
from follow_up.views.register import CONTROL, SEE
from foundation.errors import DomainError
from foundation.typed_ids import uuid_or_404
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import Contract, Obligation


@require_GET
@organisation_page(CONTROL)
def choose_contract(request: OrganisationRequest) -> HttpResponse:
    """Choose the contract on which a supplier is to report."""
    home = request.organisation.slug
    if chosen := request.GET.get("contract", ""):
        found = _contract_or_404(request, uuid_or_404(chosen))
        return redirect("ask_for_reports", home, found.uuid)
    context = {
        "contracts": followed_contracts(request.organisation).prefetch_related("parties").order_by("title"),
        "crumbs": _crumbs(request, _("Ask for reports")),
    }
    return render_page(request, "follow_up/report_contract.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def ask(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Ask a supplier of a contract for reports."""
    found = _contract_or_404(request, contract)
    data = _sent(request)
    form, lines = RequestForm(found, data, about=_about(request, found)), lines_formset(found, data)
    if _is_to_be_kept(request) and form.is_valid() and lines.is_valid():
        try:
            made = ask_for_reports(found, form.said, _said(lines), form_key=form.cleaned_data["form_key"])
        except DomainError as refused:
            _refuse(form, lines, refused)
        else:
            make_due_reports(request.organisation.pk, timezone.localdate())
            messages.success(request, _("The supplier is asked. The link goes out when a period has ended."))
            return redirect("report_request", request.organisation.slug, made.uuid)
    context = {"contract": found, "form": form, "lines": lines, "crumbs": _crumbs(request, _("Ask for reports"))}
    context["title"] = _("Ask for reports")
    return render_page(request, "follow_up/report_request_form.html", context, status=_status(request, form, lines))


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def change(request: OrganisationRequest, report_request: UUID) -> HttpResponse:
    """Change what is asked."""
    found = _request_or_404(request, report_request)
    data = _sent(request)
    form = RequestForm(found.contract, data, request=found)
    lines = lines_formset(found.contract, data, request=found)
    if _is_to_be_kept(request) and form.is_valid() and lines.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            change_request(found, form.said, _said(lines), revision=revision)
        except DomainError as refused:
            _refuse(form, lines, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("report_request", request.organisation.slug, found.uuid)
    context = {"contract": found.contract, "form": form, "lines": lines, "asked": found}
    context["title"], context["crumbs"] = _("Change what is asked"), _crumbs(request, found.title)
    return render_page(request, "follow_up/report_request_form.html", context, status=_status(request, form, lines))


@require_GET
@organisation_page(SEE)
def report_request_page(request: OrganisationRequest, report_request: UUID) -> HttpResponse:
    """Show what is asked of a supplier, its reports, and the links that were sent."""
    found, today = _request_or_404(request, report_request), timezone.localdate()
    reports = list(SupplierReport.objects.filter(request=found))
    context = {
        "asked": found,
        "contract": found.contract,
        "lines": [
            (line_name(line), line)
            for line in found.lines.filter(is_asked=True).select_related("obligation", "series", "part")
        ],
        "reports": [(each, period_words(each.first_day, each.last_day), state_of(each, today)) for each in reports],
        "open_report": next((each for each in reversed(reports) if each.state in WITH_SUPPLIER), None),
        "links": links_of(found),
        "now": timezone.now(),
        "may_control": request.place.may(CONTROL),
        "crumbs": _crumbs(request, found.title),
    }
    return render_page(request, "follow_up/report_request.html", context)


@require_POST
@organisation_page(CONTROL)
def send(request: OrganisationRequest, report: UUID) -> HttpResponse:
    """Send the link of a report anew."""
    found = SupplierReport.objects.filter(organisation=request.organisation, uuid=report).first()
    if found is None:
        raise Http404
    return _done(request, found.request, lambda: send_link(found), _("The link is sent."))


@require_POST
@organisation_page(CONTROL)
def revoke(request: OrganisationRequest, report_request: UUID) -> HttpResponse:
    """Let nobody in by the links of a request."""
    found = _request_or_404(request, report_request)
    return _done(request, found, lambda: revoke_links(found), _("The links work no more."))


@require_POST
@organisation_page(CONTROL)
def end(request: OrganisationRequest, report_request: UUID) -> HttpResponse:
    """Ask for no more reports."""
    found = _request_or_404(request, report_request)
    because = request.POST.get("reason", "")
    return _done(request, found, lambda: end_request(found, because=because), _("No more reports are asked for."))


def _done(request: OrganisationRequest, asked: ReportRequest, do: Any, sentence: str) -> HttpResponse:  # noqa: ANN401 - what it does, whatever it returns
    try:
        do()
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, sentence)
    return redirect("report_request", request.organisation.slug, asked.uuid)


def _sent(request: OrganisationRequest) -> Any:  # noqa: ANN401 - what a request sends
    if request.method != "POST":
        return None
    return with_another_line(request.POST) if request.POST.get("do") == "add" else request.POST


def _is_to_be_kept(request: OrganisationRequest) -> bool:
    return request.method == "POST" and request.POST.get("do") != "add"


def _said(lines: Any) -> list[Any]:  # noqa: ANN401 - a formset
    return [said for form in lines.forms if (said := form.said)]


def _refuse(form: RequestForm, lines: Any, refused: DomainError) -> None:  # noqa: ANN401 - a formset
    """Put what stands in the way at its field; lines are counted without those that are empty."""
    field = getattr(refused, "field", "")
    kept = [each for each in lines.forms if each.said]
    if field.startswith("lines-"):
        _lines, place, name = field.split("-")
        kept[int(place)].add_error(name, str(refused))
        return
    form.add_error(field if field in form.fields else None, str(refused))


def _status(request: OrganisationRequest, form: RequestForm, lines: Any) -> int:  # noqa: ANN401 - a formset
    return 422 if _is_to_be_kept(request) and (form.errors or lines.total_error_count()) else 200


def _about(request: OrganisationRequest, contract: Contract) -> Obligation | None:
    said = request.GET.get("obligation", "")
    found = followed_obligation(request.organisation, uuid_or_404(said)) if said else None
    return found if found and found.contract_id == contract.pk else None


def _contract_or_404(request: OrganisationRequest, uuid: UUID) -> Contract:
    found = followed_contract(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _request_or_404(request: OrganisationRequest, uuid: UUID) -> ReportRequest:
    found = request_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _crumbs(request: OrganisationRequest, title: str) -> list[dict[str, str]]:
    home = request.organisation.slug
    return [{"title": _("Reports"), "address": reverse("supplier_reports", args=[home])}, {"title": title}]
