"""What members and their network do with a joint staircase: vote, decide, revise, take over."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page
from procurement.calculations.joint_staircase import Way
from procurement.forms.joint_staircase import NextVersionForm, TakeOverForm, VoteForm
from procurement.models import JointStaircase
from procurement.queries.joint_staircases import proposed_version
from procurement.services import joint_staircases as services
from procurement.views.joint_staircase_seen import joint_or_404, joint_page, owned_or_404, put_into
from procurement.views.procurement_seen import RUN


@require_POST
@organisation_page(RUN)
def vote(request: OrganisationRequest, joint: UUID) -> HttpResponse:
    """Vote for the organisation on what is proposed."""
    found = joint_or_404(joint)
    form = VoteForm(request.POST)
    proposed = proposed_version(found)
    if proposed is None:
        messages.error(request, _("This version has been decided. Load the page again."))
        return _led_to(request, found)
    if form.is_valid():
        said = form.cleaned_data
        done = _tried(
            form,
            lambda: services.vote(
                proposed, member=request.organisation, answer=said["answer"], comment=said["comment"]
            ),
        )
        if done:
            messages.success(request, _("Your vote is kept. It can be changed until the version is decided."))
            return _led_to(request, found)
    return joint_page(request, found, vote_form=form, status=422)


@require_POST
@organisation_page(RUN)
def decide(request: OrganisationRequest, joint: UUID) -> HttpResponse:
    """Agree on what is proposed, or drop it; only the network's own people do."""
    found = owned_or_404(request, joint)
    proposed = proposed_version(found)
    if proposed is None:
        messages.error(request, _("This version has been decided. Load the page again."))
        return _led_to(request, found)
    try:
        if request.POST.get("decision") == "agree":
            services.agree(proposed)
            messages.success(request, _("The version is agreed."))
        else:
            services.drop(proposed)
            messages.success(request, _("The version is dropped. What was agreed before stays."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return _led_to(request, found)


@require_POST
@organisation_page(RUN)
def revise(request: OrganisationRequest, joint: UUID) -> HttpResponse:
    """Propose a new version of the steps; only the network's own people do."""
    found = owned_or_404(request, joint)
    form = NextVersionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        if _tried(form, lambda: services.propose_version(found, said["steps"], note=said["note"])):
            messages.success(request, _("Proposed. The members can vote now."))
            return _led_to(request, found)
    return joint_page(request, found, revision_form=form, status=422)


@require_POST
@organisation_page(RUN)
def take_over(request: OrganisationRequest, joint: UUID) -> HttpResponse:
    """Let the organisation follow the agreed steps, or no longer."""
    found = joint_or_404(joint)
    if "leave" in request.POST:
        services.follow_no_longer(found, member=request.organisation)
        messages.success(request, _("You follow these steps no longer."))
        return _led_to(request, found)
    form = TakeOverForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        done = _tried(
            form,
            lambda: services.take_over(
                found,
                member=request.organisation,
                way=Way(said["way"]),
                months_later=said["months_later"] or 0,
                steps=said["steps"],
                reason=said["reason"],
            ),
        )
        if done:
            messages.success(request, _("Kept. Your neighbours see how you follow the steps."))
            return _led_to(request, found)
    return joint_page(request, found, take_form=form, status=422)


def _tried(form: forms.Form, work: Callable[[], object]) -> bool:
    """Do it; where that is not possible, say so in the form."""
    try:
        work()
    except DomainError as problem:
        put_into(form, problem)
        return False
    return True


def _led_to(request: OrganisationRequest, joint: JointStaircase) -> HttpResponse:
    return redirect("joint_staircase", request.organisation.slug, joint.uuid)
