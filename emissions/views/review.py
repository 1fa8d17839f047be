"""The review queue: one uncertain group at a time, with what it may be; each decision is a rule, and can be undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from emissions.forms.review import DecisionForm, ReviewForm
from emissions.queries.rules import newest_change_of
from emissions.reports.category_words import category_name
from emissions.reports.reason_words import reason_name
from emissions.reports.review_words import explained
from emissions.services.change_rules import undo_rule
from emissions.services.review_decisions import Decision, decide_group
from emissions.views.accounts_seen import without_nulls
from emissions.views.review_page import CHANGE, review_page
from foundation.errors import BusyError, DomainError
from foundation.personal_numbers import without_personal_numbers
from organisations.pages import OrganisationRequest, organisation_page


@require_GET
@organisation_page("emissions.view_ledger")
def review(request: OrganisationRequest) -> HttpResponse:
    """Show how far the classification is, the group to decide on now, and those that follow."""
    return review_page(request, ReviewForm(request.GET))


@require_POST
@organisation_page(CHANGE)
def decide(request: OrganisationRequest) -> HttpResponse:
    """Make the rule that a decision is, and go on to the next group."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return review_page(request, ReviewForm(_query(request, item=request.POST.get("item", ""))), form)
    said = form.cleaned_data
    owner = request.organisation
    decision = Decision(said["level"], said["explanation"] or _why(request, said), said["category"], said["reason"])
    try:
        made = decide_group(organisation=owner, year=said["year"], item=said["item"], decision=decision)
    except BusyError as error:
        form.add_error(None, str(error))
        return review_page(request, ReviewForm(_query(request, item=said["item"])), form)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_address(request, item=said["next"]))
    return redirect(_address(request, item=said["next"], made=str(made.uuid)))


@require_POST
@organisation_page(CHANGE)
def undo(request: OrganisationRequest) -> HttpResponse:
    """Take a decision back; its group waits again."""
    rule = newest_change_of(request.organisation.pk, request.POST.get("rule", ""))
    if rule is None:
        raise Http404
    try:
        undo_rule(organisation=request.organisation, identity=rule.uuid)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone: the lines wait again."))
    return redirect(_address(request, item=request.POST.get("item", "")))


def _why(request: OrganisationRequest, said: dict[str, Any]) -> str:
    """Return why a decision is made, in a sentence for whoever asks in a year: what spoke for it on the page."""
    spoke = without_nulls(request.POST.get(f"why-{said['category']}", ""))
    ground = reason_name(said["reason"]) if said["reason"] else spoke or category_name(said["category"])
    about = without_personal_numbers(without_nulls(request.POST.get("about", "")))
    sentence = ground if ground.endswith(".") else f"{ground}."
    return explained(said["year"], about or "", without_personal_numbers(sentence) or "")


def _query(request: OrganisationRequest, **more: str) -> Any:  # noqa: ANN401 - Django's QueryDict
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return query


def _address(request: OrganisationRequest, **more: str) -> str:
    query = _query(request)
    for name in ("item", "made", "taken"):
        query.pop(name, None)
    for name, value in more.items():
        if value:
            query[name] = value
    asked = f"?{query.urlencode()}" if query else ""
    return reverse("review", args=[request.organisation.slug]) + asked
