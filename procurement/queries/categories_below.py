"""The codes that a purchase category stands for."""

from organisations.reference.categories import categories


def codes_below(category: str) -> list[str]:
    """Return the code itself and, of an area, those of its leaves."""
    return [category, *(each.code for each in categories() if each.parent == category)]
