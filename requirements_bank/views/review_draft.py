"""A version on its way: read it as others will, send it to review or back, publish it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.draft import DraftForm
from requirements_bank.forms.draft_sections import missing_in
from requirements_bank.forms.review import OpenToForm, PublishForm, ReasonForm
from requirements_bank.models import RequirementVersion, SeenBy, State
from requirements_bank.queries.related import version_before
from requirements_bank.reports.difference_words import differences_of
from requirements_bank.reports.draft_words import (
    advice_on,
    doubts_of,
    draft_row,
    previews_of,
    texts_in_others,
    texts_of,
)
from requirements_bank.services import review
from requirements_bank.services.review import ReasonNeededError, asked_before_publishing, findings_of
from requirements_bank.services.versions import discard, problems_of
from requirements_bank.views.write_seen import own_version_or_404, require, write_context

OPEN = (State.DRAFT, State.IN_REVIEW)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.use_bank")
def review_draft(request: OrganisationRequest, version: UUID) -> HttpResponse:
    """Show a version as it would read, and let it go on."""
    found = own_version_or_404(request, version)
    if found.state not in OPEN:
        return redirect("requirement", request.organisation.slug, found.requirement.uuid)
    action = request.POST.get("action", "")
    made = _forms(found, request, action)
    if request.method != "POST":
        return _page(request, found, made)
    if action not in made:
        raise Http404
    require(request, *_PERMISSIONS[action])
    form = made[action]
    if not form.is_valid():
        return _page(request, found, made, status=422)
    try:
        return _done(request, found, action, form.cleaned_data)
    except ReasonNeededError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
    except DomainError as error:
        form.add_error(None, str(error))
    return _page(request, found, made, status=422)


_PERMISSIONS = {
    "review": ("requirements_bank.write_bank",),
    "back": ("requirements_bank.write_bank", "requirements_bank.approve"),
    "publish": ("requirements_bank.approve",),
    "discard": ("requirements_bank.write_bank",),
}


def _done(request: OrganisationRequest, found: RequirementVersion, action: str, said: dict[str, Any]) -> HttpResponse:
    slug, code = request.organisation.slug, found.requirement.code
    if action == "review":
        review.send_to_review(found, open_to=said["open_to"])
        messages.success(request, _("%(code)s is in review now.") % {"code": code})
        return redirect("drafts", slug)
    if action == "discard":
        discard(found)
        messages.success(request, _("The draft of %(code)s is thrown away.") % {"code": code})
        return redirect("drafts", slug)
    if action == "back":
        review.send_back(found, reason=said["reason"])
        messages.success(request, _("%(code)s is a draft again.") % {"code": code})
        return redirect("edit_draft", slug, found.uuid)
    published = review.publish(found, **said)
    who = SeenBy(published.seen_by).label
    messages.success(request, _("%(code)s is published. Seen by: %(who)s.") % {"code": code, "who": who})
    return redirect("requirement", slug, found.requirement.uuid)


def _forms(found: RequirementVersion, request: OrganisationRequest, action: str) -> dict[str, forms.Form]:
    """Return the forms that fit the state, the one that was sent with what was typed."""

    def data(name: str) -> Any:  # noqa: ANN401 - a query dict
        return request.POST if action == name else None

    asks = asked_before_publishing(found)
    seen = {"visibility": found.requirement.visibility}
    made: dict[str, forms.Form] = {
        "publish": PublishForm(data("publish"), asks=asks, initial=seen, auto_id="publish_%s")
    }
    if found.state == State.DRAFT:
        made["review"] = OpenToForm(data("review"), initial={"open_to": SeenBy.OWN}, auto_id="review_%s")
        made["discard"] = forms.Form(data("discard"))
    else:
        made["back"] = ReasonForm(data("back"), auto_id="back_%s")
    return made


def _page(
    request: OrganisationRequest, version: RequirementVersion, made: dict[str, forms.Form], status: int = 200
) -> HttpResponse:
    form = DraftForm(content=version.content, languages=version.requirement.bank.languages)
    before = version_before(version)
    context = {
        **write_context(request, "drafts"),
        "version": version,
        "row": draft_row(version),
        "in_review": version.state == State.IN_REVIEW,
        "open_to": SeenBy(version.review_open_to).label,
        "missing": missing_in(form, problems_of(version)),
        "doubts": doubts_of(findings_of(version)),
        "advice": advice_on(version.content),
        "previews": previews_of(version.content),
        "texts": texts_of(version.content),
        "other_texts": texts_in_others(version.content),
        "before": before,
        "differences": differences_of(before.content, version.content, get_language() or "en") if before else None,
        "forms": made,
        "sent": next((each for each in made.values() if each.errors), None),
    }
    return render_page(request, "requirements_bank/review_draft.html", context, status=status)
