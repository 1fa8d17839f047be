"""One control: what was answered and by whom, finish it, cancel it, and its report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.controls import FindingForm, FinishForm
from follow_up.models import Control, ControlState, Severity
from follow_up.queries.controls import LookedAt, looked_at, photos_of
from follow_up.queries.evidence import evidence_from
from follow_up.reports.control_report import control_answer, facts_of, lines_of, report_context
from follow_up.services.finish_control import Judged, cancel_control, finish_control, seen_until, suggested
from follow_up.views.control_seen import CONTROL, SEE, control_context, control_or_404
from foundation.downloads import plain_name
from foundation.errors import ConflictError, DomainError
from foundation.pdf import pdf_response
from organisations.pages import OrganisationRequest, organisation_page, render_page


@require_GET
@organisation_page(SEE)
def control(request: OrganisationRequest, control: UUID) -> HttpResponse:
    """Show what was asked, answered, seen and signed."""
    found = control_or_404(request, control)
    questions = looked_at(found)
    context = {
        **control_context(request, found),
        "answer": control_answer(found, questions),
        "facts": facts_of(found),
        "questions": questions,
        "late": [each for each in questions if each.late],
        "differing": [each for each in questions if each.differs],
        "photos": [photo for photo in photos_of(found) if photo.item_id is None],
        "signatures": [(each, lines_of(each)) for each in found.signatures.all()],
        "evidence": list(evidence_from(found)),
    }
    return render_page(request, "follow_up/control.html", context)


@require_GET
@organisation_page(SEE)
def report(request: OrganisationRequest, control: UUID) -> HttpResponse:
    """Give the report out as PDF, with pictures and signatures."""
    found = control_or_404(request, control)
    context = {"organisation": request.organisation, **report_context(found, looked_at(found))}
    name = plain_name(_("control"), found.contract.title, found.held_on.isoformat())
    return pdf_response(request, "reports/control.html", context, filename=f"{name}.pdf")


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def finish(request: OrganisationRequest, control: UUID) -> HttpResponse:
    """Show what becomes a deviation, let the controller decide, and finish."""
    found = control_or_404(request, control)
    if found.state != ControlState.UNDER_WAY:
        return redirect("control", request.organisation.slug, found.uuid)
    questions = looked_at(found)
    data = request.POST if request.method == "POST" else None
    form = FinishForm(data, initial={"seen": seen_until(questions)})
    findings = [(each, _finding(each, data)) for each in questions if each.is_not_kept]
    status = 200
    if data is not None:
        if _is_finished(found, form, findings):
            messages.success(request, _("The control is finished."))
            return redirect("control", request.organisation.slug, found.uuid)
        status = 422
    context = {
        **control_context(request, found, _("Finish")),
        "form": form,
        "findings": findings,
        "unanswered": [each for each in questions if each.counted is None],
        "differing": [each for each in questions if each.differs],
        "seen": seen_until(questions),
    }
    return render_page(request, "follow_up/finish_control.html", context, status=status)


def _finding(each: LookedAt, data: Any) -> FindingForm:  # noqa: ANN401 - what a request sends
    """Return the form of one finding; one that came after the page was opened begins with what is suggested."""
    prefix = str(each.item.uuid)
    proposed = suggested(each)
    initial = {"title": proposed.title, "facts": proposed.facts, "severity": Severity.MAJOR, "is_deviation": "yes"}
    is_sent = data is not None and f"{prefix}-is_deviation" in data
    form = FindingForm(data if is_sent else None, prefix=prefix, initial=initial)
    form.fields["severity"].choices = Severity.choices  # type: ignore[attr-defined]
    return form


def _is_finished(control: Control, form: FinishForm, findings: list[tuple[LookedAt, FindingForm]]) -> bool:
    """Finish the control as the forms say; where that is not possible, say so in the form."""
    is_sound = all([form.is_valid(), *(each.is_valid() for _of, each in findings if each.is_bound)])
    if not is_sound:
        return False
    judged = {each.item.uuid: _judged(said) for each, said in findings if said.is_bound}
    words = {name: form.cleaned_data[name] for name in ("summary", "hours", "seen")}
    try:
        finish_control(control, judged=judged, **words)
    except ConflictError as conflict:
        form.add_error(None, str(conflict))
    except DomainError as problem:
        _say(problem, form, findings)
    else:
        return True
    return False


def _judged(form: FindingForm) -> Judged:
    said = form.cleaned_data
    return Judged(said["title"], said["facts"], said["severity"], said["because"], is_deviation=said["is_deviation"])


def _say(problem: DomainError, form: FinishForm, findings: list[tuple[LookedAt, FindingForm]]) -> None:
    field = getattr(problem, "field", "")
    for each, said in findings:
        if field == f"because_{each.item.uuid}":
            said.add_error("because", str(problem))
            return
    form.add_error(None, str(problem))


@require_POST
@organisation_page(CONTROL)
def cancel(request: OrganisationRequest, control: UUID) -> HttpResponse:
    """Cancel the control with a reason."""
    found = control_or_404(request, control)
    try:
        cancel_control(found, because=request.POST.get("reason", ""))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The control is cancelled. What was answered stays readable."))
    return redirect("control", request.organisation.slug, found.uuid)
