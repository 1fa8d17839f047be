"""What happens to a contract after award: it is signed, extended, and worth something else."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.contract import ManagerForm, OptionForm, RevisionForm, SignForm, ValueForm
from procurement.models import Contract
from procurement.reports.extension_words import extension_lines
from procurement.services.change_contract import change_value
from procurement.services.contracts import name_manager, sign, use_option
from procurement.views.contract_seen import contract_context, kept_or_404, of_standing_contract
from procurement.views.procurement_seen import RUN


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
@of_standing_contract
def sign_contract(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Keep that a contract is signed, and from when it runs."""
    found = kept_or_404(request, contract)
    form = SignForm(found, request.POST or None)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("signed_on", "first_day", "number", "early_because")}
        try:
            sign(found, revision=form.read_revision, manager=form.cleaned_data["manager"] or "", **said)
        except DomainError as problem:
            return _refused(request, found, form, problem, _("Sign the contract"))
        return _done(request, found, _("The contract is signed. Its steps stand on their days."))
    return _page(request, found, form, _("Sign the contract"))


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
@of_standing_contract
def extend_contract(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Use the next extension."""
    found = kept_or_404(request, contract)
    form = OptionForm(found, request.POST or None)
    if form.is_valid():
        try:
            used = use_option(found, revision=form.read_revision, told_on=form.cleaned_data["told_on"])
        except DomainError as problem:
            return _refused(request, found, form, problem, _("Use the next extension"))
        if used.notice_on and used.used_on and used.used_on > used.notice_on:
            messages.warning(request, _("The supplier was told after the last day for that. Make sure that it agrees."))
        return _done(request, found, _("The contract is extended."))
    return _page(request, found, form, _("Use the next extension"))


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
@of_standing_contract
def change_manager(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Say who looks after a contract."""
    found = kept_or_404(request, contract)
    form = ManagerForm(found, request.POST or None)
    if form.is_valid():
        name_manager(found, form.cleaned_data["manager"])
        return _done(request, found, _("Saved."))
    return _page(request, found, form, _("Say who looks after it"))


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
@of_standing_contract
def change_contract_value(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Change what a contract is worth, on a ground with a reason."""
    found = kept_or_404(request, contract)
    form = ValueForm(found, request.POST or None)
    if form.is_valid():
        try:
            why = form.cleaned_data.get("because", "")
            change_value(found, form.cleaned_data["value"], form.said, revision=form.read_revision, beyond_because=why)
        except DomainError as problem:
            return _refused(request, found, form, problem, _("Change the value"))
        return _done(request, found, _("The change is recorded."))
    return _page(request, found, form, _("Change the value"))


def _refused(
    request: OrganisationRequest, contract: Contract, form: RevisionForm, problem: DomainError, title: str
) -> HttpResponse:
    """Say what stands in the way; what was typed can be saved over what somebody else saved meanwhile."""
    name = getattr(problem, "field", "")
    form.add_error(name if name in form.fields else None, str(problem))
    newer = kept_or_404(request, contract.uuid)
    form.data = {**form.data.dict(), "revision": str(newer.revision)}  # type: ignore[attr-defined]
    return _page(request, newer, form, title, status=problem.status)


def _done(request: OrganisationRequest, contract: Contract, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("contract", request.organisation.slug, contract.uuid)


def _page(
    request: OrganisationRequest, contract: Contract, form: Form, title: str, *, status: int = 200
) -> HttpResponse:
    context = {**contract_context(request, contract, title), "form": form, "title": title}
    if isinstance(form, OptionForm):
        context["consequences"] = extension_lines(contract, timezone.localdate())
    code = 422 if status == 200 and form.errors else status  # noqa: PLR2004 - the page as it is first seen
    return render_page(request, "procurement/contract_form.html", context, status=code)
