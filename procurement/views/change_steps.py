"""Change the steps of an obligation on a ground that the law knows; what stood there before is kept."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.changed_steps import ChangedSteps, first_steps, typed_steps
from procurement.forms.contract import GroundForm
from procurement.models import Contract, ContractState, Obligation
from procurement.reports.contract_words import shown_obligations
from procurement.services.change_contract import change_steps
from procurement.views.contract_seen import contract_context, kept_or_404, of_standing_contract
from procurement.views.procurement_seen import RUN


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
@of_standing_contract
def change_obligation(request: OrganisationRequest, contract: UUID, obligation: UUID) -> HttpResponse:
    """Show the steps with the ground for a change, and keep both."""
    found = kept_or_404(request, contract)
    changed = _obligation_or_404(found, obligation)
    if request.method == "GET":
        return _page(request, changed, ChangedSteps(changed, first_steps(changed)), GroundForm(found))
    rows = typed_steps(request.POST.dict())
    if request.POST.get("do") == "add":
        return _page(request, changed, ChangedSteps(changed, [*rows, {}]), GroundForm(found, typed=request.POST))
    steps, ground = ChangedSteps(changed, rows, checks=True), GroundForm(found, request.POST)
    if all([steps.is_valid(), ground.is_valid()]):
        return _changed(request, changed, steps, ground)
    return _page(request, changed, steps, ground, status=422)


def _changed(
    request: OrganisationRequest, obligation: Obligation, steps: ChangedSteps, ground: GroundForm
) -> HttpResponse:
    contract = obligation.contract
    try:
        change_steps(obligation, steps.planned, ground.said, revision=ground.read_revision)
    except DomainError as problem:
        steps.show(problem.problems)
        name = getattr(problem, "field", "")
        ground.add_error(name if name in ground.fields else None, str(problem))
        newer = kept_or_404(request, contract.uuid)
        ground.data = {**request.POST.dict(), "revision": str(newer.revision)}
        return _page(request, obligation, steps, ground, status=problem.status)
    messages.success(request, _("The change is recorded. What stood there before is kept."))
    return redirect("contract", request.organisation.slug, contract.uuid)


def _page(
    request: OrganisationRequest, obligation: Obligation, steps: ChangedSteps, ground: GroundForm, *, status: int = 200
) -> HttpResponse:
    title = _("Change the steps")
    context = {
        **contract_context(request, obligation.contract, title),
        "title": title,
        "shown": shown_obligations(obligation.contract, [obligation], timezone.localdate())[0],
        "steps": steps,
        "form": ground,
        "summary": [*steps.summary, *_summary(ground)],
        "is_typed": request.method == "POST",
    }
    return render_page(request, "procurement/change_steps.html", context, status=status)


def _summary(form: GroundForm) -> list[tuple[str, str, str]]:
    return [
        (f"{form[name].auto_id}_0" if name == "ground" else form[name].auto_id, str(form[name].label), str(error))
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]


def _obligation_or_404(contract: Contract, uuid: UUID) -> Obligation:
    found = Obligation.objects.filter(contract=contract, uuid=uuid).prefetch_related("steps").first()
    if found is None or not found.direction or contract.state != ContractState.SIGNED:
        raise Http404
    found.contract = contract
    return found
