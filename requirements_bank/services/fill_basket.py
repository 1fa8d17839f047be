"""Fill in what lies in a basket: values of variables and notes, of one requirement or of many at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import ConflictError
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.variable_values import chosen_texts, problems_in
from requirements_bank.models import Basket, BasketItem, RequirementVersion
from requirements_bank.reports.value_words import value_sentence
from requirements_bank.services.baskets import (
    BasketNotPossibleError,
    about_basket,
    check_open,
    locked_basket,
    touch,
)


@dataclass(frozen=True, slots=True)
class Filling:
    """Values of variables by name and a note, as they were typed; None leaves what is there."""

    texts: Mapping[str, str] | None = None
    note: str | None = None


def fill_item(item: BasketItem, *, texts: Mapping[str, str] | None = None, note: str | None = None) -> BasketItem:
    """Keep values of variables and a note; what is not given stays. Raises BasketNotPossibleError by variable."""
    (filled,) = fill_items(item.basket, {item.pk: Filling(texts, note)})
    return filled


@transaction.atomic
def fill_items(basket: Basket, fillings: Mapping[int, Filling]) -> list[BasketItem]:
    """Return the items of the basket with these keys, filled in all or none; the basket is locked once."""
    basket = locked_basket(basket)
    check_open(basket)
    items = list(BasketItem.objects.filter(basket=basket, pk__in=fillings).select_related("basket"))
    versions = RequirementVersion.objects.in_bulk({item.version_id for item in items})
    changed = [item for item in items if _fill(item, versions.get(item.version_id), fillings[item.pk])]
    if changed:
        BasketItem.objects.bulk_update(changed, ["values", "note"])
        touch(basket)
        codes = ", ".join(item.code for item in changed)
        record_change(kind="requirements_bank.basket", action="changed", **about_basket(basket, code=codes))
    return items


def _fill(item: BasketItem, version: RequirementVersion | None, filling: Filling) -> bool:
    """Put the filling into the item; return whether that changes anything."""
    before = (item.values, item.note)
    if filling.texts is not None:
        item.values = _kept(item, version, filling.texts)
    if filling.note is not None:
        item.note = filling.note.strip()
    return (item.values, item.note) != before


def _kept(item: BasketItem, version: RequirementVersion | None, texts: Mapping[str, str]) -> dict[str, str]:
    if version is None:
        raise ConflictError(_("%(code)s is no longer in sight.") % {"code": item.code})
    variables = content_of(version.content, version.content_hash).variables
    wrong = {problem.place: value_sentence(problem) for problem in problems_in(variables, texts)}
    if wrong:
        sentence = _("%(count)s values do not fit. Look at the fields.")
        raise BasketNotPossibleError(sentence % {"count": len(wrong)}, fields=wrong)
    return chosen_texts(variables, {**item.values, **texts})
