"""From the bank into a procurement: which one, and for which of its lots."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from foundation.typed_ids import uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.put_into import PutIntoForm
from procurement.models import Lot, Procurement
from procurement.queries.procurements import open_to_requirements
from procurement.services.ask import Wanted, ask_as_in_basket, ask_for
from procurement.views.add_requirements import tell
from procurement.views.procurement_seen import RUN
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import Basket, RequirementVersion
from requirements_bank.queries.baskets import basket_called
from requirements_bank.queries.requirements import published_versions

Thing = RequirementVersion | Basket


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def put_into(request: OrganisationRequest) -> HttpResponse:
    """Ask into which procurement a version or a basket is put, and put it there."""
    thing = _thing(request)
    if thing is None:
        messages.error(request, _("That is no longer published, or put away. Choose it again in the bank."))
        return redirect("requirements", request.organisation.slug)
    form = PutIntoForm(open_to_requirements(request.organisation), request.POST.dict() or None)
    if form.is_valid() and (put := _put(request, form, thing)):
        return redirect("procurement_requirements", request.organisation.slug, put.uuid)
    said = _said(request, thing)
    crumbs = [{"title": said["name"], "address": said["back"]}, {"title": _("Put into a procurement")}]
    context = {"form": form, "crumbs": crumbs, **said}
    return render_page(request, "procurement/put_into.html", context, status=422 if form.errors else 200)


def _thing(request: OrganisationRequest) -> Thing | None:
    """Return what the address names: a published version, or a basket that is not put away."""
    if version := uuid_or_none(request.GET.get("version", "")):
        return published_versions().filter(uuid=version).first()
    basket = uuid_or_none(request.GET.get("basket", ""))
    found = basket_called(request.organisation, basket) if basket else None
    return found if found and found.archived_at is None else None


def _put(request: OrganisationRequest, form: PutIntoForm, thing: Thing) -> Procurement | None:
    """Put it in and say so; where that is not possible, say why in the form."""
    procurement, lot = form.target
    try:
        tell(request, procurement, _act(procurement, lot, thing))
    except DomainError as problem:
        form.add_error(None, str(problem))
        return None
    return procurement


def _act(procurement: Procurement, lot: Lot | None, thing: Thing) -> Callable[[], object]:
    if isinstance(thing, Basket):
        return lambda: ask_as_in_basket(procurement, thing, lot=lot)
    return lambda: ask_for(procurement, [Wanted(thing)], lot=lot)


def _said(request: OrganisationRequest, thing: Thing) -> dict[str, Any]:
    """Return what is put in, and the way back to it."""
    slug = request.organisation.slug
    if isinstance(thing, Basket):
        number = thing.items.filter(removed_at=None).count()
        return {"name": thing.name, "number": number, "back": reverse("basket", args=[slug, thing.uuid])}
    title = text_in(thing.content.get("title"), get_language() or "nb")
    name = f"{thing.requirement.code} {title}"
    return {"name": name, "number": None, "back": reverse("requirement", args=[slug, thing.requirement.uuid])}
