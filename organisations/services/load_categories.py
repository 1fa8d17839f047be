"""Bring the table of purchase categories up to the shipped tree: idempotent, and nothing ever disappears."""

from django.db import transaction

from organisations.models import PurchaseCategory
from organisations.reference.categories import categories, category_version


@transaction.atomic
def load_categories() -> int:
    """Write each shipped category that is new or changed, retire what is no longer shipped; returns how many."""
    known = {row.code: row for row in PurchaseCategory.objects.all()}
    for category in categories():
        row = known.setdefault(category.code, PurchaseCategory(code=category.code))
        row.parent = known[category.parent] if category.parent else None
        row.names = dict(category.names)
        row.descriptions = dict(category.descriptions)
        row.ghg_category = category.scope3
        row.position = category.position
        row.version = category_version()
        row.retired = category.retired
        row.save()
    shipped = [category.code for category in categories()]
    PurchaseCategory.objects.exclude(code__in=shipped).update(retired=True)
    return len(shipped)
