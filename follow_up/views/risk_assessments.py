"""Yearly assessments of risk: all of them, one of them, as a document, approved."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from follow_up.models import AssessmentState, RiskAssessment
from follow_up.queries.yearly_risk import assessment_of, assessments_of
from follow_up.reports.yearly_risk import risk_as_word, risk_document
from follow_up.services.keep_up import keep_up
from follow_up.services.yearly_risk import approve_assessment, make_assessment
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.register import CONTROL, SEE
from foundation.downloads import WORD, plain_name, saved_as
from foundation.errors import DomainError
from foundation.pdf import pdf_response
from organisations.pages import OrganisationRequest, organisation_page, render_page

DECIDE = "follow_up.decide"


@require_GET
@organisation_page(SEE)
def assessments(request: OrganisationRequest) -> HttpResponse:
    """Show the assessments by year."""
    year = timezone.localdate().year
    found = list(assessments_of(request.organisation))
    context = {
        "tabs": follow_up_tabs(request, "risk_assessments"),
        "assessments": found,
        "year": year,
        "this_year": next((each for each in found if each.year == year), None),
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/risk_assessments.html", context)


@require_POST
@organisation_page(CONTROL)
def make(request: OrganisationRequest) -> HttpResponse:
    """Make this year's assessment, or its draft anew."""
    today = timezone.localdate()
    keep_up(request.organisation, today)
    try:
        made = make_assessment(organisation=request.organisation, year=today.year)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("risk_assessments", request.organisation.slug)
    messages.success(request, _("The draft is made with the figures of today."))
    return redirect("risk_assessment", request.organisation.slug, made.uuid)


@require_GET
@organisation_page(SEE)
def assessment(request: OrganisationRequest, assessment: UUID) -> HttpResponse:
    """Show one assessment."""
    return _page(request, _found(request, assessment))


@require_POST
@organisation_page(DECIDE)
def approve(request: OrganisationRequest, assessment: UUID) -> HttpResponse:
    """Approve an assessment with a conclusion."""
    found, conclusion = _found(request, assessment), request.POST.get("conclusion", "")[:10000]
    said = request.POST.get("revision", "")
    revision = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0  # noqa: PLR2004 - what fits
    try:
        approve_assessment(found, conclusion=conclusion, revision=revision)
    except DomainError as refused:
        newer = _found(request, assessment)
        return _page(request, newer, status=refused.status, refused=str(refused), typed=conclusion)
    messages.success(request, _("Approved. It stays as it is now."))
    return redirect("risk_assessment", request.organisation.slug, found.uuid)


@require_GET
@organisation_page(SEE)
def document(request: OrganisationRequest, assessment: UUID, kind: str) -> HttpResponseBase:
    """Give out an assessment as Word or PDF."""
    found = _found(request, assessment)
    whole = risk_document(found, request.organisation.name)
    name = plain_name(whole.title)
    if kind == "docx":
        return saved_as(f"{name}.docx", risk_as_word(whole), WORD)
    return pdf_response(request, "reports/yearly_risk.html", {"document": whole}, filename=f"{name}.pdf")


def _found(request: OrganisationRequest, uuid: UUID) -> RiskAssessment:
    found = assessment_of(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _page(request: OrganisationRequest, found: RiskAssessment, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of a template
    home = request.organisation.slug
    context = {
        "assessment": found,
        "document": risk_document(found, request.organisation.name),
        "is_draft": found.state == AssessmentState.DRAFT,
        "is_this_year": found.year == timezone.localdate().year,
        "may_decide": request.place.may(DECIDE),
        "may_control": request.place.may(CONTROL),
        "crumbs": [
            {"title": _("Follow-up"), "address": reverse("follow_up", args=[home])},
            {"title": _("Yearly risk"), "address": reverse("risk_assessments", args=[home])},
            {"title": str(found.year)},
        ],
        **more,
    }
    return render_page(request, "follow_up/risk_assessment.html", context, status=status)
