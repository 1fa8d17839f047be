"""The baskets of an organisation: list them, make one, name, copy and put them away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.baskets import BasketForm
from requirements_bank.models import Basket
from requirements_bank.queries.baskets import baskets_of
from requirements_bank.services.baskets import archive_basket, copy_basket, make_basket, make_current, rename_basket
from requirements_bank.views.bank_seen import bank_tabs
from requirements_bank.views.basket_context import basket_or_404

PAGE_SIZE = 20
AWAY = "away"


@require_GET
@organisation_page("requirements_bank.view_bank")
def baskets(request: OrganisationRequest) -> HttpResponse:
    """List the baskets, or those that were put away."""
    return _page(request, BasketForm())


@require_POST
@organisation_page("requirements_bank.use_bank")
def new(request: OrganisationRequest) -> HttpResponse:
    """Make a basket."""
    form = BasketForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    made = make_basket(organisation=request.organisation, name=form.cleaned_data["name"])
    return _led_to(request, made)


@require_POST
@organisation_page("requirements_bank.use_bank")
def rename(request: OrganisationRequest, basket: UUID) -> HttpResponse:
    """Give a basket another name."""
    found = basket_or_404(request, basket)
    form = BasketForm(request.POST)
    if form.is_valid():
        rename_basket(found, form.cleaned_data["name"])
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["name"]))
    return _led_to(request, found)


@require_POST
@organisation_page("requirements_bank.use_bank")
def copy(request: OrganisationRequest, basket: UUID) -> HttpResponse:
    """Copy a basket with everything in it."""
    made = copy_basket(basket_or_404(request, basket))
    messages.success(request, _("This is the copy. What you add from now on lands here."))
    return _led_to(request, made)


@require_POST
@organisation_page("requirements_bank.use_bank")
def archive(request: OrganisationRequest, basket: UUID) -> HttpResponse:
    """Put a basket away."""
    archive_basket(basket_or_404(request, basket))
    return redirect("baskets", request.organisation.slug)


@require_POST
@organisation_page("requirements_bank.use_bank")
def use(request: OrganisationRequest, basket: UUID) -> HttpResponse:
    """Let what the person adds from now on land in this basket."""
    found = basket_or_404(request, basket)
    make_current(found)
    return _led_to(request, found)


def _page(request: OrganisationRequest, form: BasketForm, status: int = 200) -> HttpResponse:
    known = baskets_of(request.organisation)
    away, show_away = known.exclude(archived_at=None), request.GET.get("only") == AWAY
    number_away = away.count()
    page = page_of(request, away if show_away else known.filter(archived_at=None), PAGE_SIZE)
    context = {
        "tabs": bank_tabs(request, "baskets"),
        "page": page,
        "query": without_page(request),
        "show_away": show_away,
        "chips": _chips(request, number_away, current=show_away) if number_away or show_away else [],
        "form": form,
        "may_use": request.place.may("requirements_bank.use_bank"),
        "person": request.user.pk,
    }
    return render_page(request, "requirements_bank/baskets.html", context, status=status)


def _chips(request: OrganisationRequest, number: int, *, current: bool) -> list[dict[str, Any]]:
    address = changed(request, only=None if current else AWAY)
    return [{"title": _("Those that were put away"), "count": number, "current": current, "address": address}]


def _led_to(request: OrganisationRequest, basket: Basket) -> HttpResponse:
    return redirect("basket", request.organisation.slug, basket.uuid)
