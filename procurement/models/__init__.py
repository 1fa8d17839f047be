"""Procurements, their lots, what they ask for and how it rises, alone and together with the neighbours."""

from procurement.models.asked import AskedRequirement, ShownStaircase, Staircase, StaircaseStep
from procurement.models.awards import Award
from procurement.models.bids import Bid, BidAnswer, BidState, Evaluation, EvaluationChange, EvaluationNotes, OfferedStep
from procurement.models.contracts import (
    CALL_OFFS,
    Contract,
    ContractBuyer,
    ContractDocument,
    ContractKind,
    ContractOption,
    ContractParty,
    ContractState,
    InvitedSupplier,
)
from procurement.models.dialogues import DialogueEntry, DialoguePaper, FollowUp, MarketDialogue
from procurement.models.joint import JointAdoption, JointStaircase, JointState, JointVersion, Vote
from procurement.models.law import ClimateBy, LawAnswers
from procurement.models.obligations import ContractChange, Obligation, ObligationStep
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
from procurement.models.requirement_sets import RequirementSet, SetRequirement
from procurement.models.supplier_answers import ShownMarket, StepAnswer, SupplierAnswer, SupplierInvitation

__all__ = [
    "CALL_OFFS",
    "Agreement",
    "AskedRequirement",
    "Award",
    "Bid",
    "BidAnswer",
    "BidState",
    "Buyer",
    "ClimateBy",
    "Contract",
    "ContractBuyer",
    "ContractChange",
    "ContractDocument",
    "ContractKind",
    "ContractOption",
    "ContractParty",
    "ContractState",
    "DialogueEntry",
    "DialoguePaper",
    "Evaluation",
    "EvaluationChange",
    "EvaluationNotes",
    "FollowUp",
    "InvitedSupplier",
    "JointAdoption",
    "JointStaircase",
    "JointState",
    "JointVersion",
    "LawAnswers",
    "Lot",
    "MarketDialogue",
    "Obligation",
    "ObligationStep",
    "OfferedStep",
    "Part",
    "Participant",
    "Procedure",
    "Procurement",
    "ProcurementDocument",
    "RequirementSet",
    "SetRequirement",
    "ShownMarket",
    "ShownStaircase",
    "Stage",
    "Staircase",
    "StaircaseStep",
    "StepAnswer",
    "SupplierAnswer",
    "SupplierInvitation",
    "Vote",
]
