"""Procurements, their lots, what they ask for and how it rises."""

from procurement.models.asked import AskedRequirement, ShownStaircase, Staircase, StaircaseStep
from procurement.models.procurements import (
    Agreement,
    Buyer,
    Lot,
    Part,
    Participant,
    Procedure,
    Procurement,
    ProcurementDocument,
    Stage,
)

__all__ = [
    "Agreement",
    "AskedRequirement",
    "Buyer",
    "Lot",
    "Part",
    "Participant",
    "Procedure",
    "Procurement",
    "ProcurementDocument",
    "ShownStaircase",
    "Stage",
    "Staircase",
    "StaircaseStep",
]
