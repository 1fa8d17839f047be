"""Match what contracts oblige to in their own words to the requirements of the bank."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from follow_up.queries.own_wordings import Alike, alike, one_of_each, own_wordings
from follow_up.queries.seen import followed_obligation
from follow_up.services.match_to_bank import match_to_bank
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.register import CONTROL, SEE
from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.calculations.likeness import Likeness, meaning_of
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.requirements import published_versions

PAGE_SIZE = 20


@require_GET
@organisation_page(SEE)
def own_wordings_page(request: OrganisationRequest) -> HttpResponse:
    """List own wordings with what they are alike; those that somebody decided on stand apart."""
    shows_decided = request.GET.get("decided") == "1"
    page = page_of(request, one_of_each(own_wordings(request.organisation, decided=shows_decided)), PAGE_SIZE)
    found = alike(list(page.object_list))
    left = own_wordings(request.organisation, decided=False).count()
    done = own_wordings(request.organisation, decided=True).count()
    address = reverse("own_wordings", args=[request.organisation.slug])
    context = {
        "tabs": follow_up_tabs(request, "register"),
        "page": page,
        "query": without_page(request),
        "rows": [(each, [_shown(near) for near in found[each.pk]]) for each in page.object_list],
        "left": left,
        "done": done,
        "chips": [
            {"title": _("To be matched"), "address": address, "current": not shows_decided, "count": left},
            {"title": _("Decided"), "address": f"{address}?decided=1", "current": shows_decided, "count": done},
        ],
        "may_control": request.place.may(CONTROL),
        "crumbs": [
            {"title": _("Register"), "address": reverse("register", args=[request.organisation.slug])},
            {"title": _("Own wordings")},
        ],
    }
    return render_page(request, "follow_up/own_wordings.html", context)


@require_POST
@organisation_page(CONTROL)
def match(request: OrganisationRequest, obligation: UUID) -> HttpResponse:
    """Keep which requirement an own wording matches, or that none does."""
    found = followed_obligation(request.organisation, obligation)
    if found is None:
        raise Http404
    said = request.POST.get("version", "")
    version = _version(said)
    if said and version is None:
        raise Http404
    near = next((each.likeness for each in alike([found])[found.pk] if each.version == version), None)
    try:
        match_to_bank(found, version, likeness=near)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("What “%(title)s” matches is kept.") % {"title": found.title})
    return redirect("own_wordings", request.organisation.slug)


def _version(said: str) -> RequirementVersion | None:
    try:
        return published_versions().filter(uuid=UUID(said)).first()
    except ValueError:
        return None


def _shown(near: Alike) -> dict[str, Any]:
    language = (get_language() or "en")[:2]
    return {
        "version": near.version,
        "code": near.version.requirement.code,
        "title": text_in(near.version.content.get("title"), language),
        "wording": text_in(near.version.content.get("wording"), language),
        "is_nearly_the_same": meaning_of(near.likeness) == Likeness.NEARLY_THE_SAME,
        "likeness": near.likeness,
    }
