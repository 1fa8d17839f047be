"""The staircase of a requirement: seen by everybody who may see the procurement, changed by its lead."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.staircase_check import problems_of
from procurement.calculations.step_saving import Assumption, SavingBasis
from procurement.forms.staircase import StaircaseForms, TypedStaircase, steps_of, typed_in
from procurement.forms.staircase_rules import SeenByForm, typed_saving
from procurement.queries.staircase_page import known_emissions, staircase_of
from procurement.queries.staircases import staircase_on
from procurement.reports.staircase_origin import moved_day_sentences, origin_sentences
from procurement.reports.staircase_plan import Plan, as_signed, table_of
from procurement.reports.staircase_words import rules_in_words
from procurement.services.staircases import StaircaseNotPossibleError, let_rise, take_steps_out
from procurement.views.procurement_seen import RUN, led_or_404
from procurement.views.staircase_joint import joint_context, joint_typed
from procurement.views.staircase_seen import Seen, first_typed, seen_or_404, staircase_context, suggested_rows

PAGE = "procurement/staircase.html"


@require_http_methods(["GET", "POST"])
@organisation_page("procurement.view_procurement")
def staircase(request: OrganisationRequest, procurement: UUID, asked: UUID) -> HttpResponse:
    """Show a staircase and, to whom leads the procurement, let it be typed, drawn and saved."""
    seen = seen_or_404(request, procurement, asked)
    if request.method == "POST":
        if not request.place.may(RUN):
            raise Http404
        led_or_404(request, procurement)
        return _pressed(request, seen)
    return _page(request, seen, StaircaseForms(first_typed(seen)))


@require_POST
@organisation_page(RUN)
def take_out(request: OrganisationRequest, procurement: UUID, asked: UUID) -> HttpResponse:
    """Take the steps out: the requirement asks for the same from the first day to the last."""
    led_or_404(request, procurement)
    seen = seen_or_404(request, procurement, asked)
    revision = request.POST.get("revision", "")
    try:
        take_steps_out(seen.asked, revision=int(revision) if revision.isdecimal() else 0)
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect("staircase", request.organisation.slug, procurement, asked)
    messages.success(request, _("The steps of %(code)s are taken out.") % {"code": seen.asked.code})
    return redirect("staircases", request.organisation.slug, procurement)


def _pressed(request: OrganisationRequest, seen: Seen) -> HttpResponse:
    """Do what the pressed button says; whatever it is, what was typed stays."""
    typed = typed_in(request.POST.dict())
    do, _colon, argument = request.POST.get("do", "").partition(":")
    if do == "save":
        return _saved(request, seen, StaircaseForms(typed, checks=True))
    if do == "add":
        typed = typed.with_row()
    elif do == "remove" and argument.isdecimal():
        typed = typed.without_row(int(argument))
    elif do == "suggest":
        typed = TypedStaircase(typed.rules, suggested_rows(seen))
    elif do == "footprint":
        typed.rules.update(_from_footprint(seen))
    elif do == "joint":
        typed = joint_typed(seen, typed, argument)
    return _page(request, seen, StaircaseForms(typed))


def _saved(request: OrganisationRequest, seen: Seen, forms: StaircaseForms) -> HttpResponse:
    """Keep the staircase and go on, or say at each field what is wrong."""
    if forms.is_valid():
        try:
            let_rise(seen.asked, forms.planned, forms.rules.rules, revision=forms.rules.cleaned_data["revision"])
        except StaircaseNotPossibleError as problem:
            if problem.field:
                forms.rules.add_error(problem.field, str(problem))
            elif not problem.problems:
                forms.general.append(str(problem))
        except ConflictError as problem:
            return _conflict(request, seen, forms, str(problem))
        else:
            messages.success(request, _("The steps are saved."))
            return redirect("staircase", request.organisation.slug, seen.procurement.uuid, seen.asked.uuid)
    return _page(request, seen, forms, status=422)


def _conflict(request: OrganisationRequest, seen: Seen, forms: StaircaseForms, sentence: str) -> HttpResponse:
    """Show what somebody else saved beside what was typed, which can be saved over it."""
    newer = staircase_of(seen.asked)
    rules = {**forms.typed.rules, "revision": str(newer.revision) if newer else ""}
    kept = replace(seen, stored=newer)
    other = kept.plan
    context = {"conflict": sentence, "others": table_of(other) if other else None}
    again = StaircaseForms(TypedStaircase(rules, forms.typed.rows), checks=True)
    return _page(request, kept, again, status=409, **context)


def _page(
    request: OrganisationRequest,
    seen: Seen,
    forms: StaircaseForms,
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401 - context
) -> HttpResponse:
    plan = _drafted(seen, forms)
    plan = as_signed(plan, seen.signed) if plan else None
    context = {
        **staircase_context(request, seen, plan),
        "forms": forms,
        "is_typed": request.method == "POST",
        "origins": origin_sentences(seen.stored, seen.unit) if seen.stored else [],
        "moved_days": moved_day_sentences(seen.stored) if seen.stored else [],
        **joint_context(request, seen, forms),
        "rules_said": rules_in_words(seen.stored) if seen.stored else [],
        "seen_by_form": SeenByForm(initial={"seen_by": seen.stored.seen_by}) if seen.stored else None,
        "has_suggestion": bool(seen.content.staircase),
        "known": known_emissions(seen.procurement.organisation, seen.procurement.category),
        **more,
    }
    return render_page(request, PAGE, context, partial="picture", status=status)


def _drafted(seen: Seen, forms: StaircaseForms) -> Plan | None:
    """Return the steps as they are typed, with what is wrong or worth a thought put at their fields."""
    staircase = staircase_on(seen.content, steps_of(forms.planned), forms.stairs())
    plan = seen.in_contract(staircase, forms.bound_rules.basis)
    if seen.signed:
        return plan  # what is worth a thought about the plan is settled
    if plan and forms.planned:
        forms.show(problems_of(plan.staircase, plan.period, agreed_on=seen.procurement.announced_on))
    elif plan and forms.checks:
        forms.show(problems_of(plan.staircase, plan.period))
    return plan


def _from_footprint(seen: Seen) -> dict[str, str]:
    """Return the emissions that the newest footprint knows of the category, as they would be typed."""
    known = known_emissions(seen.procurement.organisation, seen.procurement.category)
    if known is None:
        return {}
    source = _("Footprint %(year)s, all purchases in the category") % {"year": known.year}
    emissions = Assumption(known.tonnes, known.low, known.high, source)
    return typed_saving(SavingBasis(emissions, None, None, None))
