"""The list of controls, and the start of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from follow_up.forms.controls import KINDS, StartForm
from follow_up.models import ControlKind, ControlState, PlannedTask, TaskKind
from follow_up.queries.checklist import general_questions, obligations_to_check
from follow_up.queries.controls import controls_of
from follow_up.queries.seen import followed_contract, followed_contracts
from follow_up.queries.tasks import planned_controls
from follow_up.services.start_control import start_control
from follow_up.views.control_seen import CONTROL, SEE
from follow_up.views.follow_up_tabs import follow_up_tabs
from foundation.errors import DomainError
from foundation.typed_ids import uuid_or_404, uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import Contract

ON_A_PAGE = 50


@require_GET
@organisation_page(SEE)
def controls(request: OrganisationRequest) -> HttpResponse:
    """List the controls, the newest first; by their state where one is chosen."""
    held = controls_of(request.organisation)
    state = request.GET.get("state", "")
    wanted = held.filter(state=state) if state in ControlState.values else held
    page = Paginator(wanted, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": follow_up_tabs(request, "controls"),
        "page": page,
        "chips": [
            {"title": name, "address": "?" if state == key else f"?state={key}", "current": state == key}
            for key, name in ControlState.choices
        ],
        "under_way": held.filter(state=ControlState.UNDER_WAY).count(),
        "may_control": request.place.may(CONTROL),
        "query": f"state={state}" if state else "",
    }
    return render_page(request, "follow_up/controls.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def start(request: OrganisationRequest) -> HttpResponse:
    """Choose the contract, then say how, where and at what you look."""
    contract, task = _asked(request)
    if contract is None:
        contracts = followed_contracts(request.organisation).prefetch_related("parties").order_by("title", "pk")
        return render_page(
            request, "follow_up/choose_contract.html", {"contracts": contracts, "crumbs": _crumbs(request)}
        )
    form = _form(request, contract, task)
    status = 200
    if form.is_bound:
        if form.is_valid():
            try:
                made = start_control(contract, form.begun, language=_language(), **form.chosen)
                return redirect("inspect", request.organisation.slug, made.uuid)
            except DomainError as problem:
                field = getattr(problem, "field", "")
                form.add_error(field if field in form.fields else None, str(problem))
        status = 422
    context = {"contract": contract, "form": form, "crumbs": _crumbs(request)}
    return render_page(request, "follow_up/start_control.html", context, status=status)


def _asked(request: OrganisationRequest) -> tuple[Contract | None, PlannedTask | None]:
    """Return the contract and the planned task that the address names; 404 for those that are not there."""
    task = None
    if key := request.GET.get("task"):
        known = PlannedTask.objects.filter(organisation=request.organisation, contract__isnull=False)
        task = known.select_related("contract").filter(uuid=uuid_or_404(key)).first()
        if task is None:
            raise Http404
    key = str(task.contract.uuid) if task and task.contract else request.GET.get("contract", "")
    if not key:
        return None, None
    contract = followed_contract(request.organisation, uuid_or_404(key))
    if contract is None:
        raise Http404
    return contract, task


def _form(request: OrganisationRequest, contract: Contract, task: PlannedTask | None) -> StartForm:
    every = {
        each.code: each
        for kind in ControlKind.values
        for each in general_questions(kind, contract.category, _language())
    }
    data = request.POST if request.method == "POST" else None
    kind = KINDS.get(TaskKind(task.kind), ControlKind.SITE) if task else ControlKind.SITE
    usual = [each.code for each in general_questions(kind, contract.category, _language())]
    parties = list(contract.parties.all())
    key = uuid_or_none(request.POST.get("key", ""))
    planned = [] if task else list(planned_controls(contract, timezone.localdate(), started=key))
    obligations = obligations_to_check(contract)
    return StartForm(obligations, list(every.values()), parties, task, data, usual=usual, planned=planned)


def _language() -> str:
    return (get_language() or "nb").partition("-")[0]


def _crumbs(request: OrganisationRequest) -> list[dict[str, Any]]:
    home = reverse("controls", args=[request.organisation.slug])
    return [{"title": _("Controls"), "address": home}, {"title": _("Start a control")}]
