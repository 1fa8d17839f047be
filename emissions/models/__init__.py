"""The tables of the accounts desk: imports, rules, mapping versions, footprints. The ledger itself is in SQL."""

from emissions.models.footprints import Footprint, FootprintGap, FootprintPart, Intensity, IntensitySet
from emissions.models.imports import LedgerImport, PeriodSource
from emissions.models.mapping import ClassificationRule, MappingVersion

__all__ = [
    "ClassificationRule",
    "Footprint",
    "FootprintGap",
    "FootprintPart",
    "Intensity",
    "IntensitySet",
    "LedgerImport",
    "MappingVersion",
    "PeriodSource",
]
