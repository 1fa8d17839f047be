"""The tables of the accounts desk: imports, rules, mapping versions, footprints. The ledger itself is in SQL."""

from emissions.models.footprints import Footprint, FootprintGap, FootprintIntensity, FootprintPart
from emissions.models.imports import LedgerImport, PeriodSource
from emissions.models.mapping import ClassificationRule, MappingVersion

__all__ = [
    "ClassificationRule",
    "Footprint",
    "FootprintGap",
    "FootprintIntensity",
    "FootprintPart",
    "LedgerImport",
    "MappingVersion",
    "PeriodSource",
]
