"""What a reader calls the parts of a footprint: purchase categories, GHG Protocol categories, breakdowns."""

from collections.abc import Mapping

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from emissions.models.footprints import Dimension
from foundation.personal_numbers import without_personal_numbers
from organisations.reference.categories import category_of

# Scope 3 Standard, table 5.3.
GHG_CATEGORIES = {
    1: gettext_lazy("Purchased goods and services"),
    2: gettext_lazy("Capital goods"),
    3: gettext_lazy("Fuel- and energy-related activities"),
    4: gettext_lazy("Upstream transportation and distribution"),
    5: gettext_lazy("Waste generated in operations"),
    6: gettext_lazy("Business travel"),
    7: gettext_lazy("Employee commuting"),
    8: gettext_lazy("Upstream leased assets"),
    9: gettext_lazy("Downstream transportation and distribution"),
    10: gettext_lazy("Processing of sold products"),
    11: gettext_lazy("Use of sold products"),
    12: gettext_lazy("End-of-life treatment of sold products"),
    13: gettext_lazy("Downstream leased assets"),
    14: gettext_lazy("Franchises"),
    15: gettext_lazy("Investments"),
}

DIMENSIONS = {
    Dimension.CATEGORY: gettext_lazy("Category"),
    Dimension.SUPPLIER: gettext_lazy("Supplier"),
    Dimension.UNIT: gettext_lazy("Unit"),
    Dimension.ACCOUNT: gettext_lazy("Account"),
    Dimension.MONTH: gettext_lazy("Month"),
    Dimension.GHG_CATEGORY: gettext_lazy("GHG Protocol"),
}


def in_language(texts: Mapping[str, str]) -> str:
    """Return the text in the reader's language, else in English, else any; empty where there is none."""
    language = (get_language() or "en")[:2]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def language_of(texts: Mapping[str, str]) -> str:
    """Return the language that `in_language` falls back to; empty where the text is in the reader's own, or missing."""
    language = (get_language() or "en")[:2]
    if texts.get(language) or not any(texts.values()):
        return ""
    return "en" if texts.get("en") else next(iter(texts))


def category_name(code: str | None) -> str:
    """Return the name of an area or leaf; money without a category has a name, too."""
    if not code:
        return _("No category yet")
    known = category_of(code)
    return in_language(known.names) if known else code


def area_of(code: str | None) -> str:
    """Return the code of the area that a leaf lies in; an area is its own, and nothing lies nowhere."""
    known = category_of(code) if code else None
    return (known.parent or known.code) if known else ""


def ghg_name(number: int) -> str:
    """Return number and name of a GHG Protocol Scope 3 category."""
    return f"{number} {GHG_CATEGORIES[number]}" if number in GHG_CATEGORIES else str(number)


def part_name(dimension: str, key: str, label: str) -> str:
    """Return the name of one row of a breakdown by supplier, unit or account, as the source names it.

    Personal numbers are hidden from everybody: breakdowns go into reports and to those with whom they are shared.
    """
    if dimension == Dimension.SUPPLIER:
        return _supplier_name(key, label)
    if dimension == Dimension.UNIT and not key:
        return _("Without a unit")
    return without_personal_numbers(label or key) or ""


def part_key(key: str) -> str:
    """Return the key of a row as it may be shown; of a unit that is called by a personal number no digit of that."""
    return without_personal_numbers(key) or ""


def _supplier_name(key: str, label: str) -> str:
    if key == "persons":
        return _("Private persons and sole traders")
    return without_personal_numbers(label) or _("Without a supplier")
