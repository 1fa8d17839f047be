"""The editor of a draft: saves what is there, complete or not, and says what is missing and what to think over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import ConflictError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.calculations.draft_fields import typed_of
from requirements_bank.forms.draft import DraftForm
from requirements_bank.forms.draft_labels import label_with_row
from requirements_bank.forms.draft_sections import missing_in, sections_of
from requirements_bank.models import RequirementVersion, State
from requirements_bank.queries.known_codes import cpv_names
from requirements_bank.queries.own_bank import topics_in_sight
from requirements_bank.reports.code_words import DURATION_UNITS
from requirements_bank.reports.draft_words import advice_on, doubts_of, draft_row, previews_of
from requirements_bank.services.drafts import ChangedMeanwhileError, save_typed
from requirements_bank.services.review import findings_of
from requirements_bank.services.versions import problems_of
from requirements_bank.views.write_seen import own_version_or_404, require, write_context

REVIEW = "review"


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.use_bank")
def edit_draft(request: OrganisationRequest, version: UUID) -> HttpResponse:
    """Show and save a draft; what is no draft any more leads to the page where it stands now."""
    found = own_version_or_404(request, version)
    if found.state != State.DRAFT and request.method != "POST":
        return _elsewhere(request, found)
    if request.method != "POST":
        return _page(request, found, _form(found))
    require(request, "requirements_bank.write_bank")
    form = _form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, seen=request.POST.get("seen", ""), status=422)
    try:
        saved = save_typed(found, form.said, seen=request.POST.get("seen", ""))
    except ChangedMeanwhileError as conflict:
        return _conflict(request, conflict, form)
    except ConflictError as conflict:
        return _refused(request, found, form, str(conflict))
    return _saved(request, saved)


def _saved(request: OrganisationRequest, saved: RequirementVersion) -> HttpResponse:
    then = request.POST.get("then", "")
    if then == REVIEW:
        return redirect("review_draft", request.organisation.slug, saved.uuid)
    messages.success(request, _("Saved."))
    address = reverse("edit_draft", args=[request.organisation.slug, saved.uuid])
    return redirect(f"{address}#{then}" if then.isidentifier() else address)


def _conflict(request: OrganisationRequest, conflict: ChangedMeanwhileError, form: DraftForm) -> HttpResponse:
    """Show what somebody else saved beside what was typed; saving once more replaces theirs."""
    current = conflict.current
    theirs = typed_of(current.content, form.languages)
    typed = form.typed
    differing = [
        {"label": label_with_row(name, str(form[name].label)), "theirs": theirs.get(name) or "–"}
        for name in form.fields
        if (theirs.get(name) or "") != (typed.get(name) or "") and (theirs.get(name) or typed.get(name))
    ]
    extra = {"conflict": str(conflict), "differing": differing}
    return _page(request, current, form, status=409, extra=extra)


def _refused(request: OrganisationRequest, found: RequirementVersion, form: DraftForm, sentence: str) -> HttpResponse:
    """Keep what was typed in sight although the version is no draft any more."""
    return _page(request, found, form, status=409, extra={"refused": sentence})


def _form(version: RequirementVersion, data: Any = None) -> DraftForm:  # noqa: ANN401 - a query dict
    return DraftForm(data, content=version.content, languages=version.requirement.bank.languages)


def _page(
    request: OrganisationRequest,
    version: RequirementVersion,
    form: DraftForm,
    *,
    seen: str = "",
    status: int = 200,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    problems = problems_of(version)
    names = cpv_names(get_language() or "en")
    context = {
        **write_context(request, "drafts"),
        "version": version,
        "row": draft_row(version),
        "form": form,
        "seen": seen or version.content_hash,
        "parts": sections_of(form, problems),
        "missing": missing_in(form, problems),
        "doubts": doubts_of(findings_of(version)),
        "advice": advice_on(version.content),
        "previews": previews_of(version.content),
        "cpv": [(code, names.get(code, "")) for code in version.cpv],
        "topics": topics_in_sight(),
        "units": list(DURATION_UNITS.values()),
        "is_typed": form.is_bound,
        **(extra or {}),
    }
    return render_page(request, "requirements_bank/edit_draft.html", context, status=status)


def _elsewhere(request: OrganisationRequest, version: RequirementVersion) -> HttpResponse:
    if version.state == State.IN_REVIEW:
        return redirect("review_draft", request.organisation.slug, version.uuid)
    return redirect("requirement", request.organisation.slug, version.requirement.uuid)
