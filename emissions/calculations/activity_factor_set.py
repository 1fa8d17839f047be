"""Factors by activity: kg CO2e per litre, kilometre or kilogram, as published, with their source.

Fields and rules: docs/methods/factor_set_format.md. A published row never changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from emissions.calculations.data_folders import Source


class Gases(StrEnum):
    """Which gases a figure counts; biogenic CO2 comes from what grew a short while ago, and no total adds it."""

    CO2E = "CO2e"
    CO2 = "CO2"
    BIOGENIC_CO2 = "bCO2"

    @property
    def counted(self) -> "Gases":
        """Which gases a total counts of it: of biogenic CO2, which is CO2 alone, other gases are missing as well."""
        return Gases.CO2 if self is Gases.BIOGENIC_CO2 else self


class Covers(StrEnum):
    """What a figure counts: the use alone, to which indirect emissions can be added, or the whole life cycle."""

    USE = "use"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Conversion:
    """How much of `to_unit` one `from_unit` of a thing is, such as kg per litre of milk; and who says so."""

    from_unit: str
    to_unit: str
    amount: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class ActivityFactor:
    """One published figure: kg per unit of activity; `indirect_kg` is what making the fuel adds, None where unknown.

    `gsd2` is the factor by which a 95 % interval spreads either way, None where the publisher says nothing.
    """

    code: str
    names: Mapping[str, str]
    group: str
    region: str
    year: int
    scope: int
    covers: Covers
    gases: Gases
    unit: str
    kg: Decimal
    indirect_kg: Decimal | None
    gsd2: Decimal | None
    note: str
    conversions: tuple[Conversion, ...] = ()

    def name(self, language: str) -> str:
        """Return the name in a language, in English where the set has no other."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class ActivityFactorSet:
    """A published set of factors by activity, with what it fits in plain words by language."""

    source: Source
    gwp_set: str
    fits: Mapping[str, str]
    does_not_fit: Mapping[str, str]
    groups: Mapping[str, Mapping[str, str]]
    factors: Mapping[str, ActivityFactor]

    @property
    def code(self) -> str:
        """The set's code, unique in the catalogue."""
        return self.source.code

    @property
    def years(self) -> tuple[int, int]:
        """First and last year that figures are for."""
        years = [factor.year for factor in self.factors.values()]
        return min(years), max(years)

    @property
    def gases(self) -> tuple[Gases, ...]:
        """The gases that figures of the set count: one, or several where rows differ."""
        return tuple(each for each in Gases if any(factor.gases is each for factor in self.factors.values()))

    @property
    def is_co2_alone(self) -> bool:
        """Whether no figure of the set counts another gas."""
        return Gases.CO2E not in self.gases
