"""The tables of the accounts desk: imports, rules, mappings, footprints, activities, own sets. The ledger is in SQL."""

from emissions.models.activity import ActivityDimension, ActivityPeriod, ActivitySeries, ActivityValue, MethodBreak
from emissions.models.footprints import Footprint, FootprintGap, FootprintPart, Intensity, IntensitySet
from emissions.models.imports import LedgerImport, PeriodSource
from emissions.models.mapping import ClassificationRule, MappingVersion
from emissions.models.own_sets import OwnCategoryFactors, OwnFactor, OwnFactorSet, OwnSetVersion, VersionState

__all__ = [
    "ActivityDimension",
    "ActivityPeriod",
    "ActivitySeries",
    "ActivityValue",
    "ClassificationRule",
    "Footprint",
    "FootprintGap",
    "FootprintPart",
    "Intensity",
    "IntensitySet",
    "LedgerImport",
    "MappingVersion",
    "MethodBreak",
    "OwnCategoryFactors",
    "OwnFactor",
    "OwnFactorSet",
    "OwnSetVersion",
    "PeriodSource",
    "VersionState",
]
