"""One of our published requirements: let it stand, change who sees it, take it out of use, begin a new version."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.review import ReasonForm, StillGoodForm, VisibilityForm
from requirements_bank.models import Requirement, RequirementVersion, SeenBy, State
from requirements_bank.reports.draft_words import draft_row
from requirements_bank.services import review
from requirements_bank.views.write_seen import own_requirement_or_404, require, write_context


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.use_bank")
def manage_requirement(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Show what can be done with a requirement of ours that was published, and do it."""
    found = own_requirement_or_404(request, requirement)
    published = found.versions.filter(state=State.PUBLISHED).select_related("requirement__bank").first()
    action = request.POST.get("action", "")
    made = _forms(found, published, request, action)
    if request.method != "POST":
        return _page(request, found, published, made)
    require(request, "requirements_bank.approve")
    if action not in made:
        raise Http404
    form = made[action]
    if form.is_valid():
        try:
            messages.success(request, _done(found, published, action, form.cleaned_data))
            return redirect("manage_requirement", request.organisation.slug, found.uuid)
        except DomainError as error:
            form.add_error(None, str(error))
    return _page(request, found, published, made, status=422)


def _done(found: Requirement, published: RequirementVersion | None, action: str, said: dict[str, Any]) -> str:
    if action == "show":
        review.show_to(found, said["visibility"])
        return _("Saved.")
    if published is None:
        raise DomainError(_("Only a published version is reviewed. Load the page again."))
    if action == "still_good":
        review.still_good(published, reason=said["reason"])
        return _("%(code)s stands. It comes up again in 18 months.") % {"code": found.code}
    review.retire(published, reason=said["reason"])
    return _("%(code)s is out of use.") % {"code": found.code}


def _forms(
    found: Requirement, published: RequirementVersion | None, request: OrganisationRequest, action: str
) -> dict[str, forms.Form]:
    def data(name: str) -> Any:  # noqa: ANN401 - a query dict
        return request.POST if action == name else None

    made: dict[str, forms.Form] = {
        "show": VisibilityForm(data("show"), initial={"visibility": found.visibility}, auto_id="show_%s")
    }
    if published:
        made["still_good"] = StillGoodForm(data("still_good"), auto_id="good_%s")
        made["retire"] = ReasonForm(data("retire"), auto_id="retire_%s")
    return made


def _page(
    request: OrganisationRequest,
    found: Requirement,
    published: RequirementVersion | None,
    made: dict[str, forms.Form],
    status: int = 200,
) -> HttpResponse:
    shown = published or found.versions.select_related("requirement__bank").order_by("-number").first()
    context = {
        **write_context(request, "drafts"),
        "requirement": found,
        "published": published,
        "row": draft_row(shown) if shown else None,
        "seen_by": SeenBy(found.visibility).label,
        "is_due": bool(published and published.review_on <= timezone.localdate()),
        "forms": made,
        "sent": next((each for each in made.values() if each.errors), None),
    }
    return render_page(request, "requirements_bank/manage_requirement.html", context, status=status)
