"""Quantities that know their unit: converted within one dimension, never between two.

Pure. Factors are exact decimals to the base unit of each dimension (SI brochure, 9th edition; 1 kWh = 3.6 MJ; the
Scandinavian mil is 10 km; the decare is 1 000 m²). Emissions are a dimension of their own, so that kilograms of a
material are never added to kilograms of CO2e. Energy in a fuel by its gross or net calorific value is a dimension each,
since published factors are for one of them. All are for what is measured by quantity rather than by money.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext
from typing import Final

from foundation.problems import Problem, translatable

# The sentences of this module's problems, to be filled with the problem's values.
PROBLEM_TEXTS: Final = {
    "not_a_number": translatable("{text} is not a number. Write digits with one decimal mark, such as 12.5."),
    "unknown_unit": translatable("{unit} is not a unit we know. Known units: {known}."),
    "units_differ": translatable("{first} cannot be converted into {second}: they measure different things."),
    "nothing_to_add": translatable("There is no quantity to add up."),
}
_DIGITS: Final = 28
_INNER_DIGITS: Final = 56

_DIMENSIONS: Final[dict[str, dict[str, str]]] = {
    "mass": {"mg": "0.000001", "g": "0.001", "kg": "1", "t": "1000", "kt": "1000000", "Mt": "1000000000"},
    "emissions": {
        "g CO2e": "0.001",
        "kg CO2e": "1",
        "t CO2e": "1000",
        "kt CO2e": "1000000",
        "Mt CO2e": "1000000000",
    },
    "energy": {
        "J": "1",
        "kJ": "1000",
        "MJ": "1000000",
        "GJ": "1000000000",
        "TJ": "1000000000000",
        "Wh": "3600",
        "kWh": "3600000",
        "MWh": "3600000000",
        "GWh": "3600000000000",
        "TWh": "3600000000000000",
    },
    "gross energy": {"kWh (Gross CV)": "1", "MWh (Gross CV)": "1000"},
    "net energy": {"kWh (Net CV)": "1", "MWh (Net CV)": "1000"},
    "volume": {"ml": "0.001", "cl": "0.01", "dl": "0.1", "l": "1", "hl": "100", "m3": "1000"},
    "distance": {"m": "1", "km": "1000", "mil": "10000", "mile": "1609.344"},
    "area": {"m2": "1", "daa": "1000", "ha": "10000", "km2": "1000000"},
    "time": {"s": "1", "min": "60", "h": "3600", "d": "86400"},
    "freight": {"kgkm": "0.001", "tkm": "1"},
    "travel": {"pkm": "1"},
    "driving": {"vkm": "1"},
    "stay": {"room night": "1"},
    "number": {"pcs": "1"},
}
_UNITS: Final = {
    unit: (dimension, Decimal(factor)) for dimension, units in _DIMENSIONS.items() for unit, factor in units.items()
}
_SPELLINGS: Final = {
    "kilogram": "kg",
    "tonn": "t",
    "ton": "t",
    "tonne": "t",
    "tonnes": "t",
    "liter": "l",
    "litre": "l",
    "litres": "l",
    "L": "l",
    "m³": "m3",
    "m²": "m2",
    "km²": "km2",
    "cubic metres": "m3",
    "tonne.km": "tkm",
    "passenger.km": "pkm",
    "Room per night": "room night",
    "stk": "pcs",
    "st": "pcs",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact value in a unit that this module knows."""

    value: Decimal
    unit: str

    def converted(self, unit: str, *, place: str = "") -> "Quantity | Problem":
        """Return the same quantity in another unit, to 28 digits, or why it cannot be.

        >>> Quantity(Decimal("1.5"), "kt").converted("kg").value
        Decimal('1500000')
        >>> Quantity(Decimal(1), "GJ").converted("kWh").value
        Decimal('277.7777777777777777777777778')
        >>> Quantity(Decimal(1), "kg").converted("kWh").code
        'units_differ'
        """
        wanted = unit_called(unit, place=place)
        if isinstance(wanted, Problem):
            return wanted
        (from_dimension, from_factor), (to_dimension, to_factor) = _UNITS[self.unit], _UNITS[wanted]
        if from_dimension != to_dimension:
            return Problem("units_differ", place, "unit", values={"first": self.unit, "second": wanted})
        return Quantity(_divided(self.value * from_factor, to_factor), wanted)

    def plus(self, other: "Quantity") -> "Quantity | Problem":
        """Return the sum in this quantity's unit, or why there is none.

        >>> Quantity(Decimal(1), "t").plus(Quantity(Decimal(250), "kg"))
        Quantity(value=Decimal('1.25'), unit='t')
        """
        same = other.converted(self.unit)
        return same if isinstance(same, Problem) else Quantity(self.value + same.value, self.unit)

    def times(self, factor: Decimal | int) -> "Quantity":
        """Return the quantity multiplied, exactly."""
        return Quantity(self.value * factor, self.unit)


def unit_called(text: str, *, place: str = "") -> str | Problem:
    """Return our name of a unit as sources spell it, or a Problem that lists what is known.

    >>> unit_called("tonnes"), unit_called("tonne.km")
    ('t', 'tkm')
    >>> unit_called("barrel").code
    'unknown_unit'
    """
    name = text.strip()
    unit = _SPELLINGS.get(name) or _SPELLINGS.get(name.lower()) or name
    if unit in _UNITS:
        return unit
    return Problem("unknown_unit", place, "unit", values={"unit": name, "known": ", ".join(sorted(_UNITS))})


def dimension_of(unit: str) -> str:
    """Return what a known unit measures: "mass", "energy", …; KeyError for one that is not known."""
    return _UNITS[unit][0]


def known_units(dimension: str) -> tuple[str, ...]:
    """Return the units of a dimension, smallest first."""
    return tuple(sorted(_DIMENSIONS[dimension], key=lambda unit: _UNITS[unit][1]))


def read_quantity(text: str, unit: str, *, place: str = "") -> Quantity | Problem:
    """Return the quantity written as `text` (digits, one decimal point) in `unit`, or what is wrong with it.

    >>> read_quantity("12.5", "tonn")
    Quantity(value=Decimal('12.5'), unit='t')
    >>> read_quantity("twelve", "kg", place="row 2").code
    'not_a_number'
    """
    known = unit_called(unit, place=place)
    if isinstance(known, Problem):
        return known
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return Problem("not_a_number", place, "value", values={"text": text})
    if not value.is_finite():
        return Problem("not_a_number", place, "value", values={"text": text})
    return Quantity(value, known)


def total(quantities: Iterable[Quantity]) -> Quantity | Problem:
    """Return the sum of at least one quantity in the unit of the first, or why they cannot be added."""
    result: Quantity | Problem = Problem("nothing_to_add", "")
    for place, quantity in enumerate(quantities):
        result = quantity if place == 0 else result.plus(quantity) if isinstance(result, Quantity) else result
    return result


def _divided(dividend: Decimal, divisor: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = _INNER_DIGITS
        exact = dividend / divisor
        context.prec = _DIGITS
        result = +exact
    return result.quantize(Decimal(1)) if result == result.to_integral_value() else result.normalize()
