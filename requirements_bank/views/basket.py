"""One basket: fill in variables, order, take out and put back; put a requirement into the current one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.baskets import ItemForm
from requirements_bank.forms.requirement_page import typed_in
from requirements_bank.models import Basket, BasketItem
from requirements_bank.queries.baskets import Line, lines_of
from requirements_bank.services.baskets import (
    add_version,
    current_or_new_basket,
    move_item,
    put_back,
    remove_item,
    take_newer_version,
)
from requirements_bank.services.fill_basket import Filling, fill_item, fill_items
from requirements_bank.views.basket_context import Forms, basket_context, basket_or_404, may_change, version_or_404

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.view_bank")
def basket(request: OrganisationRequest, basket: UUID) -> HttpResponse:
    """Show a basket; keep what was filled in, and then do what the pressed button says."""
    found = basket_or_404(request, basket)
    if request.method != "POST":
        return _page(request, found)
    if not may_change(request, found):
        messages.error(request, _("This basket can only be read. Copy it, or take it out again, to change it."))
        return redirect("basket", request.organisation.slug, found.uuid)
    with transaction.atomic():
        lines = lines_of(found)
        forms = _filled(request, found, lines)
        done = _done(request, found, lines)
    if request.htmx and not request.htmx.boosted:
        return _page(request, found, forms=forms, **done)
    if forms:
        return _page(request, found, forms=forms, status=UNPROCESSABLE, **done)
    if not done.get("removed_now"):
        refused = done.get("refused")
        messages.error(request, refused) if refused else messages.success(request, _("Saved."))
        return redirect("basket", request.organisation.slug, found.uuid)
    return _page(request, found, **done)


@require_POST
@organisation_page("requirements_bank.use_bank")
def add(request: OrganisationRequest) -> HttpResponse:
    """Put a version into the person's current basket, which is made where there is none."""
    version = version_or_404(request.POST.get("version"))
    try:
        with transaction.atomic():
            into = current_or_new_basket(request.organisation)
            item = add_version(basket=into, version=version)
            if texts := typed_in(request.POST):
                fill_item(item, texts=texts)
    except DomainError as error:
        if request.htmx:
            raise
        messages.error(request, str(error))
        return redirect(_next(request) or reverse("baskets", args=[request.organisation.slug]))
    if request.htmx and not request.htmx.boosted:
        return render_page(request, "requirements_bank/basket_added.html", {"version": version})
    messages.success(
        request, _("%(code)s lies in %(basket)s.") % {"code": version.requirement.code, "basket": into.name}
    )
    return redirect(_next(request) or reverse("basket", args=[request.organisation.slug, into.uuid]))


def _page(request: OrganisationRequest, basket: Basket, *, status: int = 200, **context: Any) -> HttpResponse:  # noqa: ANN401 - context
    basket.refresh_from_db()
    context = {**basket_context(request, basket, context.pop("forms", None)), **context}
    return render_page(request, "requirements_bank/basket.html", context, partial="items", status=status)


def _filled(request: OrganisationRequest, basket: Basket, lines: list[Line]) -> Forms:
    """Keep every value and note that fits; return the forms of the items where something does not."""
    forms = {line.item: ItemForm(line, request.POST) for line in lines if line.version}
    sent = {item: form for item, form in forms.items() if form.add_prefix("note") in request.POST}
    wrong = {item.uuid: form for item, form in sent.items() if not form.is_valid()}
    fill_items(basket, {item.pk: Filling(form.texts, form.note) for item, form in sent.items()})
    return wrong


def _done(request: OrganisationRequest, basket: Basket, lines: list[Line]) -> dict[str, Any]:
    """Do what the pressed button names; what cannot be done is told, and what was typed is kept all the same."""
    try:
        return _pressed(request, basket, lines)
    except DomainError as error:
        return {"refused": str(error)}


def _pressed(request: OrganisationRequest, basket: Basket, lines: list[Line]) -> dict[str, Any]:
    """Do "up:<item>", "down:…", "remove:…", "back:…" or "newer:…"."""
    action, _colon, named = request.POST.get("do", "").partition(":")
    items = BasketItem.objects.filter(basket=basket) if named else ()
    item = next((each for each in items if str(each.uuid) == named), None)
    if item is None:
        return {"saved": True}
    if action in ("up", "down"):
        _moved(item, lines, -1 if action == "up" else 1)
    elif action == "remove":
        remove_item(item)
        return {"removed_now": item}
    elif action == "back":
        put_back(item)
    elif action == "newer":
        take_newer_version(item)
    return {"saved": True}


def _moved(item: BasketItem, lines: list[Line], by: int) -> None:
    """Let the item change places with the one before or after it of its kind."""
    kind = next((line.version.kind for line in lines if line.item.pk == item.pk and line.version), None)
    same = [line.item for line in lines if line.version and line.version.kind == kind]
    place = next((number for number, each in enumerate(same) if each.pk == item.pk), None)
    if place is not None and 0 <= place + by < len(same):
        move_item(item, before=same[place + by])


def _next(request: OrganisationRequest) -> str:
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()) else ""
