"""The tables of the accounts desk: imports and their columns, rules, mappings, footprints, activities, own sets.

The ledger is in SQL.
"""

from emissions.models.activity import ActivityDimension, ActivityPeriod, ActivitySeries, ActivityValue, MethodBreak
from emissions.models.footprints import Footprint, FootprintGap, FootprintPart, Intensity, IntensitySet
from emissions.models.imports import LedgerImport, PeriodSource
from emissions.models.joins import JoinedSupplierLedger, LedgerJoin
from emissions.models.mapping import ClassificationRule, MappingVersion
from emissions.models.network_rules import Follows, NetworkRules, NetworkRuleSet
from emissions.models.own_sets import OwnCategoryFactors, OwnFactor, OwnFactorSet, OwnSetVersion, VersionState
from emissions.models.quality import FixAnswer, ImportQuality
from emissions.models.remembered_mappings import RememberedMapping

__all__ = [
    "ActivityDimension",
    "ActivityPeriod",
    "ActivitySeries",
    "ActivityValue",
    "ClassificationRule",
    "FixAnswer",
    "Follows",
    "Footprint",
    "FootprintGap",
    "FootprintPart",
    "ImportQuality",
    "Intensity",
    "IntensitySet",
    "JoinedSupplierLedger",
    "LedgerImport",
    "LedgerJoin",
    "MappingVersion",
    "MethodBreak",
    "NetworkRuleSet",
    "NetworkRules",
    "OwnCategoryFactors",
    "OwnFactor",
    "OwnFactorSet",
    "OwnSetVersion",
    "PeriodSource",
    "RememberedMapping",
    "VersionState",
]
