"""What the pages of baskets share: loading a basket, and what its page shows."""

from typing import Any
from uuid import UUID

from django.http import Http404

from organisations.pages import OrganisationRequest
from requirements_bank.calculations.proportionality import Purchase, findings_of
from requirements_bank.forms.baskets import ItemForm, PurchaseForm
from requirements_bank.models import Basket, RequirementVersion
from requirements_bank.queries.baskets import Line, basket_called, lines_of, relations_of, removed_items
from requirements_bank.queries.limits import in_kroner, limits_of, shipped_limits
from requirements_bank.reports.basket_words import finding_sentences, hours_in_words, relation_sentences
from requirements_bank.reports.chosen_items import shown_groups
from requirements_bank.reports.purchase_words import purchase_in_words
from requirements_bank.views.bank_seen import bank_tabs

Forms = dict[UUID, ItemForm]


def basket_or_404(request: OrganisationRequest, uuid: UUID) -> Basket:
    """Return the organisation's basket."""
    found = basket_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def purchase_of(basket: Basket) -> Purchase:
    """Return what the basket is for, as the limits take it."""
    return Purchase(basket.category, in_kroner(basket.value, basket.currency), basket.months, basket.country)


def basket_context(request: OrganisationRequest, basket: Basket, forms: Forms | None = None) -> dict[str, Any]:
    """Return everything that the page of a basket shows; `forms` are those that somebody just filled in."""
    lines = lines_of(basket)
    rates = shipped_limits().rates
    groups = shown_groups(lines, rates)
    items = [item for group in groups for item in group.items]
    for item in items:
        item.form = (forms or {}).get(item.line.item.uuid) or ItemForm(item.line)
    versions = [line.version for line in lines if line.version]
    codes = {line.version.requirement_id: line.item.code for line in lines if line.version}
    hours = sum(item.hours for item in items)
    return {
        "tabs": bank_tabs(request, "baskets"),
        "basket": basket,
        "groups": groups,
        "count": len(items),
        "unfilled": sum(len(item.missing) for item in items),
        "hours": hours_in_words(hours) if hours else "",
        "relations": relation_sentences(codes, relations_of(versions)) if versions else [],
        "warnings": _warnings(request, basket, lines),
        "is_unchecked": basket.value is None,
        "purchase": purchase_in_words(basket, request.organisation),
        "purchase_form": PurchaseForm(basket, request.organisation),
        "removed": removed_items(basket),
        "may_change": may_change(request, basket),
        "may_use": request.place.may("requirements_bank.use_bank"),
        "is_current": basket.current_of_id == request.user.pk,
        "has_errors": any(item.form.is_bound and item.form.errors for item in items),
    }


def may_change(request: OrganisationRequest, basket: Basket) -> bool:
    """Whether the reader may put something into the basket or take something out."""
    return request.place.may("requirements_bank.use_bank") and basket.archived_at is None


def version_or_404(uuid: object) -> RequirementVersion:
    """Return a version in sight."""
    try:
        known = UUID(str(uuid))
    except ValueError as error:
        raise Http404 from error
    found = RequirementVersion.objects.filter(uuid=known).select_related("requirement__bank").first()
    if found is None:
        raise Http404
    return found


def _warnings(request: OrganisationRequest, basket: Basket, lines: list[Line]) -> list[str]:
    """Return what goes beyond the limits; nothing for a basket that does not say what the purchase is worth."""
    if basket.value is None:
        return []
    limits = limits_of(request.organisation, purchase_of(basket))
    contents = [line.content for line in lines if line.content]
    return finding_sentences(findings_of(contents, limits, shipped_limits().rates))
