"""The interval of several categories together: an area of the tree, or the same categories of many organisations.

Source: docs/methods/uncertainty.md. A frozen footprint keeps kg by category; its intensities say which factors share
them. Adding the categories' own bounds would be wrong, since categories share factors and factors share their set.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext

from emissions.calculations.intensities import EXACT, Intensity
from emissions.calculations.uncertainty import FactorPart, Interval, interval_of


def parts_of_category(kg: Decimal, intensity: Intensity) -> tuple[FactorPart, ...]:
    """Return the kg of a category by factor, in the proportions of its intensity; they sum to `kg`.

    An intensity of zero gives one part, on its first factor.
    """
    components = intensity.components if intensity.kg_per_unit else intensity.components[:1]
    with localcontext(EXACT):
        return tuple(
            FactorPart(
                intensity.factor_set,
                component.factor.code,
                component.gsd2,
                kg * component.kg_per_unit / intensity.kg_per_unit if intensity.kg_per_unit else kg,
            )
            for component in components
        )


def group_interval(categories: Iterable[tuple[Decimal, Intensity]], set_gsd2: Mapping[str, Decimal]) -> Interval:
    """Return the interval of the sum of (kg, intensity) pairs; `set_gsd2` names every factor set that occurs."""
    return interval_of((part for kg, intensity in categories for part in parts_of_category(kg, intensity)), set_gsd2)
