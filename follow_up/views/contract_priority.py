"""One contract on the priority list: its parts, planning a control of it, how critical it is."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from follow_up.calculations.proposed_checks import proposed_kind
from follow_up.forms.plan_check import PlanCheckForm
from follow_up.forms.priorities import TraitsForm
from follow_up.models import ContractTraits, InterviewNote
from follow_up.queries.control_hours import controls_planned, hours_by_kind
from follow_up.queries.own_priorities import weights_in_force
from follow_up.queries.priority import ranked_contracts
from follow_up.queries.seen import followed_contract, followed_obligation
from follow_up.reports.priority_words import parts_of, score_in_words, what_is_missing, why
from follow_up.services.plan_check import plan_check
from follow_up.services.priorities import note_traits
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.views.register import CONTROL, SEE
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.figures import typed_figure
from procurement.models import Contract, Obligation


@require_GET
@organisation_page(SEE)
def contract_priority(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show why a contract stands where it stands, with a control as it could be planned."""
    return _page(request, _followed(request, contract))


@require_POST
@organisation_page(CONTROL)
def plan(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Plan a control."""
    found = _followed(request, contract)
    form = PlanCheckForm(request.organisation, timezone.localdate(), request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, plan_form=form)
    try:
        task = plan_check(found, replace(form.check, obligations=_looked_at(request, found, form)))
    except FollowUpNotPossibleError as refused:
        form.add_error(refused.field or None, str(refused))
        return _page(request, found, status=refused.status, plan_form=form)
    messages.success(request, _("Planned: %(title)s.") % {"title": f"{task.title}, {found.title}"})
    return redirect("follow_up", request.organisation.slug)


@require_POST
@organisation_page(CONTROL)
def traits(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Note how hard to replace and how critical it is."""
    found = _followed(request, contract)
    form = TraitsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, traits_form=form)
    try:
        note_traits(found, form.traits, revision=form.cleaned_data["revision"] or 0)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, found, status=refused.status, traits_form=form)
    messages.success(request, _("Noted. The list is ranked anew."))
    return redirect("contract_priority", request.organisation.slug, found.uuid)


def _looked_at(request: OrganisationRequest, found: Contract, form: PlanCheckForm) -> tuple[Obligation, ...]:
    """Return the obligation that the control is to look at, if one of the contract was chosen."""
    uuid = form.cleaned_data["obligation"]
    obligation = followed_obligation(request.organisation, uuid) if uuid else None
    return (obligation,) if obligation and obligation.contract_id == found.pk else ()


def _followed(request: OrganisationRequest, uuid: UUID) -> Contract:
    found = followed_contract(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _page(request: OrganisationRequest, found: Contract, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of a template
    organisation, today = request.organisation, timezone.localdate()
    weights = weights_in_force(organisation)
    ranked = ranked_contracts(organisation, weights, today).scores
    mine = ranked.with_columns(proposed_kind()).filter(pl.col("row") == str(found.uuid))
    row: dict[str, Any] = next(mine.iter_rows(named=True), {})
    said = ContractTraits.objects.filter(contract=found).first()
    context = {
        "contract": found,
        "row": row,
        "why": why(row, weights, organisation.currency) if row else "",
        "missing": what_is_missing(row, weights) if row else "",
        "score": score_in_words(row["score"]) if row else None,
        "total": ranked.height,
        "parts": parts_of(row, weights) if row else [],
        "planned": controls_planned(organisation).filter(contract=found).select_related("owner"),
        "notes": InterviewNote.objects.filter(contract=found).select_related("interview").order_by("-pk")[:5],
        "plan_form": _plan_form(request, row),
        "traits_form": TraitsForm(initial=_said(said)),
        "may_control": request.place.may(CONTROL),
        "crumbs": [
            {"title": _("What should be checked first?"), "address": reverse("follow_up", args=[organisation.slug])},
            {"title": found.title},
        ],
        **more,
    }
    return render_page(request, "follow_up/contract_priority.html", context, status=status)


def _plan_form(request: OrganisationRequest, row: dict[str, Any]) -> PlanCheckForm:
    today = timezone.localdate()
    kind = row.get("kind", "desk_control")
    initial = {
        "kind": kind,
        "month": f"{today:%Y-%m}",
        "owner": str(request.user.uuid),
        "hours": typed_figure(hours_by_kind(request.organisation)[kind]),
        "obligation": request.GET.get("obligation", "")[:36],
    }
    return PlanCheckForm(request.organisation, today, initial=initial)


def _said(traits: ContractTraits | None) -> dict[str, Any]:
    if traits is None:
        return {"revision": 0}
    names = ("revision", "market", "market_note", "criticality", "criticality_note")
    return {name: getattr(traits, name) for name in names}
