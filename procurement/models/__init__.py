"""Procurements, their lots, what they ask for and how it rises, alone and together with the neighbours."""

from procurement.models.asked import AskedRequirement, ShownStaircase, Staircase, StaircaseStep
from procurement.models.joint import JointAdoption, JointStaircase, JointState, JointVersion, Vote
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
    "JointAdoption",
    "JointStaircase",
    "JointState",
    "JointVersion",
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
    "Vote",
]
