"""Several proposals of the review queue at once: listed with what speaks for each, accepted together, taken back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emissions.calculations.review_levels import usual_level
from emissions.calculations.review_proposals import Proposal
from emissions.forms.review import MOST_AT_ONCE, AcceptForm
from emissions.queries.periods import counting_imports
from emissions.queries.review import ReviewQueue
from emissions.queries.review_group import ReviewGroup
from emissions.reports.category_words import category_name
from emissions.reports.review_words import explained, shown_group, shown_proposals
from emissions.services.accept_proposals import accept_proposals, holds_still, take_back
from emissions.services.calculate_by_itself import calculate_year
from emissions.views.accounts_seen import reader_at_home
from foundation.addresses import changed
from foundation.errors import DomainError
from foundation.personal_numbers import without_personal_numbers
from organisations.pages import OrganisationRequest, organisation_page

FEWEST = 9


def how_many(queue: ReviewQueue) -> int:
    """Return how many groups are listed: enough to reach the goal, within bounds."""
    return max(FEWEST, min(MOST_AT_ONCE, queue.progress.left))


def several(
    request: OrganisationRequest,
    queue: ReviewQueue,
    groups: Sequence[ReviewGroup],
    found: Mapping[str, tuple[Proposal, ...]],
) -> dict[str, Any]:
    """Return groups as rows with their first proposal; ticked where enough speaks for it besides accounts."""
    rows = [_row(request, queue.year, group, found[group.item]) for group in groups]
    return {"rows": rows, "year": queue.year, "knows_tonnes": queue.knows_tonnes}


def _row(request: OrganisationRequest, year: int, group: ReviewGroup, proposed: tuple[Proposal, ...]) -> dict[str, Any]:
    first = proposed[0] if proposed else None
    return {
        "group": shown_group(group, reader_at_home(request)),
        "address": address_of(request, year, group.item),
        "proposal": next(iter(shown_proposals(proposed, group.currency)), None),
        "may_be_ticked": bool(first and usual_level(group.key)),
        "is_ticked": bool(first and first.is_backed(group.stake)),
        "is_thin": bool(first and first.is_thin(group.stake)),
    }


def address_of(request: OrganisationRequest, year: int, item: str) -> str:
    """Return the address of one group of a year; on the review's own page what is filtered and sorted by stays."""
    address = reverse("review", args=[request.organisation.slug])
    if request.path == address:
        return changed(request, item=item, made=None, taken=None)
    return f"{address}?{urlencode({'year': year, 'item': item})}"


def taken(request: OrganisationRequest) -> dict[str, Any] | None:
    """Return the number of the version that was just made of several proposals, and how many of its rules hold."""
    text = request.GET.get("taken", "")
    number = int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0
    count = holds_still(request.organisation, number) if number else 0
    return {"number": number, "count": count} if count else None


@require_POST
@organisation_page("emissions.change_rules")
def accept(request: OrganisationRequest) -> HttpResponse:
    """Make a rule of each ticked proposal, calculate the year anew, and say what was decided."""
    form = AcceptForm(request.POST)
    year = request.POST.get("year", "")
    back = f"{reverse('review', args=[request.organisation.slug])}?year={quote(year)}"
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return redirect(back)
    said = form.cleaned_data
    queue = ReviewQueue(request.organisation, said["year"])
    try:
        made = accept_proposals(
            organisation=request.organisation, year=said["year"], accepted=_with_reasons(request, queue, said["accept"])
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    if made.version:
        _calculate(request, str(said["year"]))
    else:
        messages.info(request, _("Nothing was changed: these rules hold already."))
    return redirect(f"{back}&taken={made.version or ''}")


@require_POST
@organisation_page("emissions.change_rules")
def undo(request: OrganisationRequest) -> HttpResponse:
    """Take what was decided together back; its groups wait again."""
    text = request.POST.get("taken", "")
    try:
        take_back(organisation=request.organisation, number=int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Undone: the lines wait again."))
        _calculate(request, request.POST.get("year", ""))
    year = quote(request.POST.get("year", ""))
    return redirect(f"{reverse('review', args=[request.organisation.slug])}?year={year}")


def _calculate(request: OrganisationRequest, year: str) -> None:
    """Calculate the year anew where it has accounts and the person may."""
    if not re.fullmatch(r"[0-9]{4}", year) or not request.place.may("emissions.calculate_footprint"):
        return
    if int(year) in counting_imports(request.organisation.pk):
        calculate_year(organisation=request.organisation, year=int(year))


def _with_reasons(
    request: OrganisationRequest, queue: ReviewQueue, chosen: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return by item the category and what spoke for it, in a sentence for whoever asks in a year."""
    groups = queue.called(chosen)
    found = queue.proposals(list(groups.values()))
    reasons = {}
    for item, group in groups.items():
        category = chosen[item]
        kept = next(
            (one.kept for one in shown_proposals(found[group.item], group.currency) if one.category == category), None
        )
        about = "" if group.is_person else shown_group(group, reader_at_home(request)).title
        ground = without_personal_numbers(kept or f"{category_name(category)}.") or ""
        reasons[item] = category, explained(queue.year, without_personal_numbers(about) or "", ground)
    return reasons
