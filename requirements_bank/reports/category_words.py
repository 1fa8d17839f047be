"""Purchase categories in words, to read and to choose from."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organisations.reference.categories import categories, category_of
from requirements_bank.calculations.texts import text_in

Grouped = list[tuple[str, list[tuple[str, str]]]]


def category_name(code: str, language: str = "") -> str:
    """Return a category's name in the language, the reader's unless one is named; its code where nobody knows it."""
    known = category_of(code)
    return text_in(known.names, language or get_language() or "nb") if known else code


def categories_to_choose() -> Grouped:
    """Return the names of the areas, each with its leaves by code and name; retired ones are not offered."""
    groups: Grouped = []
    for each in categories():
        if each.is_leaf and not each.retired:
            groups[-1][1].append((each.code, category_name(each.code)))
        elif not each.is_leaf:
            groups.append((category_name(each.code), []))
    return groups


def categories_and_areas() -> Grouped:
    """Return the same groups, each beginning with its area as a whole."""
    areas = iter([each.code for each in categories() if not each.is_leaf])
    whole = _("%(area)s, the whole area")
    return [(name, [(next(areas), whole % {"area": name}), *leaves]) for name, leaves in categories_to_choose()]
