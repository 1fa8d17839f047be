"""The tables of the accounts desk: imports, rules, mapping versions, footprints, activities. The ledger is in SQL."""

from emissions.models.activity import ActivityDimension, ActivityPeriod, ActivitySeries, ActivityValue, MethodBreak
from emissions.models.footprints import Footprint, FootprintGap, FootprintPart, Intensity, IntensitySet
from emissions.models.imports import LedgerImport, PeriodSource
from emissions.models.mapping import ClassificationRule, MappingVersion
from emissions.models.quality import FixAnswer, ImportQuality

__all__ = [
    "ActivityDimension",
    "ActivityPeriod",
    "ActivitySeries",
    "ActivityValue",
    "ClassificationRule",
    "FixAnswer",
    "Footprint",
    "FootprintGap",
    "FootprintPart",
    "ImportQuality",
    "Intensity",
    "IntensitySet",
    "LedgerImport",
    "MappingVersion",
    "MethodBreak",
    "PeriodSource",
]
