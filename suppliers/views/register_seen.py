"""What the pages of the supplier register share: permissions, crumbs, who sees numbers."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from suppliers.queries.register import KnownSupplier, supplier_of

SEE, CHANGE = "suppliers.view_supplier", "suppliers.change_register"
NUMBERS = "emissions.see_personal_numbers"


def sees_numbers(request: OrganisationRequest) -> bool:
    """Return whether the person may see personal numbers."""
    return request.place.may(NUMBERS)


def supplier_or_404(request: OrganisationRequest, card: UUID) -> KnownSupplier:
    """Return the supplier that a card of the organisation belongs to."""
    found = supplier_of(request.organisation, card)
    if found is None:
        raise Http404
    return found


def crumbs(request: OrganisationRequest, *here: tuple[str, str]) -> list[dict[str, Any]]:
    """Return the way from the accounts to a page, given as titles with addresses."""
    slug = request.organisation.slug
    above = [(_("Accounts"), reverse("accounts", args=[slug])), (_("Suppliers"), reverse("suppliers", args=[slug]))]
    return [{"title": title, "address": address} for title, address in (*above, *here)]
