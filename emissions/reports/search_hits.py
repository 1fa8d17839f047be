"""What the search finds in the accounts: suppliers, accounts, units and categories of the newest footprint."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from emissions.models import Footprint, FootprintPart
from emissions.models.footprints import Dimension
from emissions.queries.footprints import newest_footprints
from emissions.reports.category_words import category_name, part_name
from foundation.search.documents import Found
from organisations.reference.categories import categories

KIND = "emissions.{}"
SEARCHED = (Dimension.SUPPLIER, Dimension.ACCOUNT, Dimension.UNIT)
MOST = 20
WHOLE, BEGINNING, INSIDE = 2.0, 1.5, 1.2


def hits_in_accounts(organisation_id: int, words: str, permissions: frozenset[str]) -> list[Found]:
    """Return what the newest footprint names with these words; each hit leads to its lines, or to its category."""
    newest = newest_footprints([organisation_id]).exclude(money_covered=0).first()
    if newest is None:
        return []
    if "emissions.view_ledger" in permissions:
        return [*_categories(newest, words, to_lines=True), *_parts(newest, words)]
    return list(_categories(newest, words, to_lines=False)) if "emissions.view_footprint" in permissions else []


def _categories(footprint: Footprint, words: str, *, to_lines: bool) -> Iterator[Found]:
    used = set(footprint.parts.filter(dimension=Dimension.CATEGORY).values_list("key", flat=True))
    for category in categories():
        name = category_name(category.code)
        if category.code in used and words.lower() in name.lower():
            place = [footprint.organisation.slug, footprint.uuid]
            address = _lines(footprint, "category", category.code)
            why = reverse("why_category", args=[*place, category.code])
            yield Found(KIND.format(Dimension.CATEGORY), name, address if to_lines else why, _rank(name, words))


def _parts(footprint: Footprint, words: str) -> Iterator[Found]:
    named = Q()
    for word in words.split():
        named &= Q(label__icontains=word) | Q(dimension=Dimension.ACCOUNT, key__startswith=word)
    found: list[FootprintPart] = list(
        footprint.parts.filter(named, dimension__in=SEARCHED, is_energy=False).order_by("-amount")[:MOST]
    )
    for part in found:
        name = part_name(part.dimension, part.key, part.label)
        shown = f"{part.key} {name}" if part.dimension == Dimension.ACCOUNT and name != part.key else name
        address = _lines(footprint, part.dimension, part.key)
        yield Found(KIND.format(part.dimension), shown, address, _rank(shown, words))


def _lines(footprint: Footprint, dimension: str, key: str) -> str:
    address = reverse("footprint_lines", args=[footprint.organisation.slug, footprint.uuid])
    return f"{address}?{urlencode({dimension: key, 'treatment': 'all'})}"


def _rank(name: str, words: str) -> float:
    known, asked = name.lower(), words.lower()
    if known == asked:
        return WHOLE
    return BEGINNING if known.startswith(asked) else INSIDE
