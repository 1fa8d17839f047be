"""What a basket is bought for: say it on the basket's page, so that the limits can be checked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.baskets import PurchaseForm
from requirements_bank.services.basket_purchase import say_what_is_bought
from requirements_bank.views.basket_context import basket_context, basket_or_404


@require_POST
@organisation_page("requirements_bank.use_bank")
def basket_purchase(request: OrganisationRequest, basket: UUID) -> HttpResponse:
    """Keep what is bought; htmx gets the form and the sums alone, so that what is typed elsewhere stays."""
    found = basket_or_404(request, basket)
    form = PurchaseForm(found, request.organisation, request.POST)
    is_part = request.htmx and not request.htmx.boosted
    if form.is_valid():
        found = say_what_is_bought(found, **form.said)
        if not is_part:
            messages.success(request, _("Saved."))
            return redirect("basket", request.organisation.slug, found.uuid)
    context = {**basket_context(request, found), "is_part": is_part}
    context |= {"purchase_form": form} if form.errors else {"purchase_saved": is_part}
    status = 422 if form.errors and not is_part else 200
    return render_page(request, "requirements_bank/basket.html", context, partial="purchase", status=status)
