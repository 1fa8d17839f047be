"""What other weights would do to the order, and saving them as the organisation's own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from follow_up.calculations.priority import priority_scores
from follow_up.calculations.priority_weights import PriorityWeights
from follow_up.calculations.priority_what_if import moved_places
from follow_up.forms.priorities import WeightsForm
from follow_up.models import WeightChange
from follow_up.queries.own_priorities import newest_weights, weights_in_force
from follow_up.queries.priority import Ranked, ranked_contracts
from follow_up.reports.priority_words import score_in_words, why
from follow_up.services.priorities import give_weights
from follow_up.views.register import SEE
from foundation.errors import DomainError
from foundation.typed_ids import uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page, render_page

DECIDE = "follow_up.decide"
SHOWN = 25


@require_GET
@organisation_page(SEE)
def what_if(request: OrganisationRequest) -> HttpResponse:
    """Show the order with the weights of the address beside the one in force."""
    in_force = weights_in_force(request.organisation)
    is_tried = any(name in request.GET for name in WeightsForm(in_force).fields)
    form = WeightsForm(in_force, request.GET if is_tried else None)
    tried = form.weights if is_tried and form.is_valid() else None
    return _page(request, form, in_force, tried)


@require_POST
@organisation_page(DECIDE)
def save_weights(request: OrganisationRequest) -> HttpResponse:
    """Let the weights that were tried be the organisation's."""
    in_force = weights_in_force(request.organisation)
    form, because = WeightsForm(in_force, request.POST), request.POST.get("because", "")[:2000]
    if not form.is_valid():
        return _page(request, form, in_force, None, status=422, because=because)
    try:
        give_weights(
            organisation=request.organisation,
            weights={part.value: weight for part, weight in form.weights.by_part.items()},
            because=because,
            read=uuid_or_none(request.POST.get("read", "")),
        )
    except DomainError as refused:
        more = {"refused": str(refused), "because": because}
        return _page(request, form, in_force, form.weights, status=refused.status, **more)
    messages.success(request, _("The list now stands by these weights."))
    return redirect("follow_up", request.organisation.slug)


def _page(
    request: OrganisationRequest,
    form: WeightsForm,
    in_force: PriorityWeights,
    tried: PriorityWeights | None,
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401 - of a template
) -> HttpResponse:
    organisation = request.organisation
    newest: WeightChange | None = newest_weights(organisation)
    ranked = ranked_contracts(organisation, in_force, timezone.localdate())
    moved = _moved(ranked, tried, organisation.currency, organisation.slug) if tried else []
    context = {
        "form": form,
        "tried": tried,
        "rows": moved[:SHOWN],
        "total": len(moved),
        "moved_number": sum(1 for row in moved if row["moved"]),
        "newest": newest,
        "history": WeightChange.objects.filter(organisation=organisation)[:10],
        "may_decide": request.place.may(DECIDE),
        "crumbs": [
            {"title": _("What should be checked first?"), "address": reverse("follow_up", args=[organisation.slug])},
            {"title": _("Weights")},
        ],
        **more,
    }
    return render_page(request, "follow_up/priority_weights.html", context, status=status)


def _moved(ranked: Ranked, tried: PriorityWeights, currency: str, home: str) -> list[dict[str, Any]]:
    """Return each contract in the new order with the places that it moved; sentences for those that are shown."""
    scores = ranked.scores
    bare = scores.drop("rank", "score", "coverage", "little_known")
    after = priority_scores(bare, tried, scales=ranked.scales)
    places = {row["row"]: row for row in moved_places(scores, after).iter_rows(named=True)}
    rows = []
    for number, row in enumerate(after.iter_rows(named=True)):
        place = places[row["row"]]
        shown = (
            {}
            if number >= SHOWN
            else {
                "why": why(row, tried, currency),
                "score": score_in_words(row["score"]),
                "before": score_in_words(place["score_before"]),
                "address": reverse("contract", args=[home, row["row"]]),
            }
        )
        rows.append(
            {
                "title": row["title"],
                "rank": row["rank"],
                "moved": place["moved"],
                "places": abs(place["moved"]),
                **shown,
            }
        )
    return rows
