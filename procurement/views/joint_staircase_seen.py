"""What the pages of a joint staircase share: loading it, showing it whole, and putting a problem into a form."""

from datetime import date
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, render_page
from procurement.calculations.joint_staircase import adopted
from procurement.forms.joint_staircase import NextVersionForm, TakeOverForm, VoteForm, kept_way
from procurement.models import JointStaircase, JointVersion
from procurement.queries.joint_ends import late_by_member
from procurement.queries.joint_staircases import (
    agreed_version,
    as_adoption,
    as_staircase,
    differences_of,
    joint_called,
    matrix_of,
    proposed_version,
    versions_of,
)
from procurement.reports.joint_staircase_drawn import (
    drawn_steps,
    following_words,
    late_words,
    problem_words,
    said_differences,
    shown_months,
    step_words,
)
from procurement.services.joint_staircases import JointNotPossibleError
from procurement.views.procurement_seen import RUN


def joint_or_404(uuid: UUID) -> JointStaircase:
    """Return the joint staircase, if the reader sees it."""
    found = joint_called(uuid)
    if found is None:
        raise Http404
    return found


def owned_or_404(request: OrganisationRequest, uuid: UUID) -> JointStaircase:
    """Return the joint staircase of the organisation itself."""
    found = joint_or_404(uuid)
    if found.organisation_id != request.organisation.pk:
        raise Http404
    return found


def joint_page(
    request: OrganisationRequest, joint: JointStaircase, *, status: int = 200, **open_forms: forms.Form
) -> HttpResponse:
    """Show a joint staircase whole; `open_forms` are those that were refused, by name."""
    agreed, proposed = agreed_version(joint), proposed_version(joint)
    shown = agreed or proposed
    rows = matrix_of(joint, shown) if shown else []
    late = late_by_member(joint, (row.adoption for row in rows), timezone.localdate())
    first, months = _next_year(), shown_months(as_staircase(shown, joint)) if shown else 0
    members = {row.member.pk for row in rows}
    own = next((row.adoption for row in rows if row.member == request.organisation), None)
    own_steps = adopted(as_staircase(own.version, joint), as_adoption(own)).steps if own else ()
    may_run = request.place.may(RUN)
    context = {
        "joint": joint,
        "agreed": agreed,
        "proposed": proposed,
        "versions": [(each, _said_steps(each, joint)) for each in versions_of(joint)],
        "drawing": drawn_steps(joint, as_staircase(shown, joint), first) if shown else None,
        "heads": [str(number) for number in range(1, len(shown.steps) + 1)] if shown else [],
        "rows": [
            (
                row,
                [step_words(cell, joint.unit) for cell in row.cells],
                following_words(row.procurements, shown),
                late_words(late.get(row.member.pk, ())),
            )
            for row in rows
            if shown
        ],
        "following": sum(row.adoption is not None for row in rows),
        "differences": said_differences(differences_of(joint, rows, first, months), joint.unit),
        "first": first,
        "months": months,
        "crumbs": joint_crumbs(request, joint.title),
        "is_owner": joint.organisation_id == request.organisation.pk and may_run,
        "is_member": request.organisation.pk in members and may_run,
        "own": own,
        "vote_form": VoteForm(initial=_own_vote(request, proposed)),
        "revision_form": NextVersionForm(),
        "take_form": TakeOverForm(initial=kept_way(own, own_steps)),
        **open_forms,
    }
    return render_page(request, "procurement/joint_staircase.html", context, status=status)


def _own_vote(request: OrganisationRequest, proposed: JointVersion | None) -> dict[str, str]:
    """Return what the member has voted already, so that it is seen and can be changed."""
    if proposed is None:
        return {}
    vote = next((each for each in proposed.votes.all() if each.organisation_id == request.organisation.pk), None)
    return {"answer": vote.answer, "comment": vote.comment} if vote else {}


def _said_steps(version: JointVersion, joint: JointStaircase) -> list[str | None]:
    return [step_words(step, joint.unit) for step in as_staircase(version, joint).steps]


def _next_year() -> date:
    """Return the day from which a new contract is taken to run in drawing and comparison."""
    return date(timezone.localdate().year + 1, 1, 1)


def put_into(form: forms.Form, problem: DomainError) -> None:
    """Say in the form what stands in the way, at the field where there is one."""
    found = problem.problems if isinstance(problem, JointNotPossibleError) else ()
    if not found:
        form.add_error(None, str(problem))
    fields = {"months_later": "months_later", "reason": "reason"}
    for each in found:
        name = fields.get(each.field or "", "steps")
        form.add_error(name if name in form.fields else None, problem_words(each))


def joint_crumbs(request: OrganisationRequest, title: str) -> list[dict[str, str]]:
    """Return where the page stands."""
    return [
        {"title": _("Procurements"), "address": reverse("procurements", args=[request.organisation.slug])},
        {"title": _("Joint staircases"), "address": reverse("joint_staircases", args=[request.organisation.slug])},
        {"title": title, "address": ""},
    ]
