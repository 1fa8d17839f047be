"""Joint staircases: those in sight, and one with its steps, its matrix and its votes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.joint_staircase import JointStaircaseForm
from procurement.models import JointAdoption
from procurement.queries.joint_staircases import joint_staircases
from procurement.services.joint_staircases import propose_joint_staircase
from procurement.views.joint_staircase_seen import joint_crumbs, joint_or_404, joint_page, put_into
from procurement.views.lists_seen import list_tabs
from procurement.views.procurement_seen import RUN

PAGE_SIZE = 25


@require_GET
@organisation_page("procurement.view_procurement")
def joint_list(request: OrganisationRequest) -> HttpResponse:
    """List the joint staircases in sight."""
    page = page_of(request, joint_staircases().prefetch_related("versions"), PAGE_SIZE)
    ours = set(JointAdoption.objects.filter(organisation=request.organisation).values_list("joint", flat=True))
    context = {
        "tabs": list_tabs(request, "joint_staircases"),
        "page": page,
        "rows": [(each, list(each.versions.all())[-1], each.pk in ours) for each in page.object_list],
        "query": without_page(request),
        "may_propose": request.organisation.is_network and request.place.may(RUN),
    }
    return render_page(request, "procurement/joint_staircases.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def propose(request: OrganisationRequest) -> HttpResponse:
    """Propose a joint staircase; only a network does."""
    if not request.organisation.is_network:
        messages.error(request, _("Only a purchasing network agrees on joint staircases."))
        return redirect("joint_staircases", request.organisation.slug)
    form = JointStaircaseForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            joint = propose_joint_staircase(
                network=request.organisation,
                title=said["title"],
                requirement=said["code"],
                steps=said["steps"],
                description=said["description"],
                category=said["category"],
                seen_by=said["seen_by"],
            )
        except DomainError as problem:
            put_into(form, problem)
        else:
            messages.success(request, _("Proposed. The members can vote now."))
            return redirect("joint_staircase", request.organisation.slug, joint.uuid)
    context = {
        "form": form,
        "crumbs": joint_crumbs(request, _("A new joint staircase")),
        "title": _("A new joint staircase"),
    }
    return render_page(request, "procurement/propose_joint_staircase.html", context, status=422 if form.errors else 200)


@require_GET
@organisation_page("procurement.view_procurement")
def joint_staircase(request: OrganisationRequest, joint: UUID) -> HttpResponse:
    """Show a joint staircase: its steps, who follows them how, where members differ, and what is voted on."""
    return joint_page(request, joint_or_404(joint))
