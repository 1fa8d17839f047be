"""Bring the table of purchase categories up to the shipped tree: idempotent, and nothing ever disappears."""

from collections.abc import Sequence

from django.db import transaction

from organisations.models import PurchaseCategory
from organisations.reference.categories import Category, categories, category_version

WRITTEN = ("parent", "names", "descriptions", "ghg_category", "position", "version", "retired")


@transaction.atomic
def load_categories() -> int:
    """Write the shipped categories over what is there, retire what is no longer shipped; returns how many."""
    shipped = categories()
    _write([category for category in shipped if not category.parent])
    _write([category for category in shipped if category.parent])
    PurchaseCategory.objects.exclude(code__in=[category.code for category in shipped]).update(retired=True)
    return len(shipped)


def _write(said: Sequence[Category]) -> None:
    """Write categories whose areas are there already."""
    areas = dict(PurchaseCategory.objects.filter(parent=None).values_list("code", "pk"))
    rows = [
        PurchaseCategory(
            code=category.code,
            parent_id=areas[category.parent] if category.parent else None,
            names=dict(category.names),
            descriptions=dict(category.descriptions),
            ghg_category=category.scope3,
            position=category.position,
            version=category_version(),
            retired=category.retired,
        )
        for category in said
    ]
    PurchaseCategory.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=list(WRITTEN)
    )
