"""What is planned, looked at and found on contracts, and where each obligation stands."""

from follow_up.models.capacity import MOST_A_MONTH, AssessmentState, ControllerCapacity, ExpectedHours, RiskAssessment
from follow_up.models.controls import (
    Control,
    ControlAnswer,
    ControlItem,
    ControlKind,
    ControlPhoto,
    ControlSignature,
    ControlState,
    QuestionSource,
    Seen,
)
from follow_up.models.deviations import (
    OPEN,
    CorrectiveAction,
    Deviation,
    DeviationEvent,
    DeviationState,
    Severity,
    StatementFile,
    SupplierStatement,
)
from follow_up.models.evidence import Evidence, EvidenceCover, EvidenceSource, EvidenceState
from follow_up.models.interviews import QUESTIONS, Interview, InterviewNote
from follow_up.models.price_claims import ClaimKind, ClaimState, PriceClaim
from follow_up.models.priority import ContractTraits, SectorRiskChange, WeightChange
from follow_up.models.register import BankMatch, ObligationCare, SavedView
from follow_up.models.reminders import Receiver, ReminderRule, ReminderSent, Trigger
from follow_up.models.report_requests import LineKind, ReportLanguage, ReportLine, ReportPeriodKind, ReportRequest
from follow_up.models.results import LOOKED, CheckResult, ContractSpend, KeptState, ObligationStanding, ResultSource
from follow_up.models.shared_controls import ControlReuse, SharedControl, SharedFinding
from follow_up.models.supplier_reports import (
    WITH_SUPPLIER,
    ReminderKind,
    ReportedValue,
    ReportReminder,
    ReportState,
    SupplierReport,
)
from follow_up.models.suppliers import RequirementNote, SupplierContact, SupplierNote
from follow_up.models.tasks import CONTROLS, PlannedTask, RecurringTask, TaskKind, TaskObligation, TaskState

__all__ = [
    "CONTROLS",
    "LOOKED",
    "MOST_A_MONTH",
    "OPEN",
    "QUESTIONS",
    "WITH_SUPPLIER",
    "AssessmentState",
    "BankMatch",
    "CheckResult",
    "ClaimKind",
    "ClaimState",
    "ContractSpend",
    "ContractTraits",
    "Control",
    "ControlAnswer",
    "ControlItem",
    "ControlKind",
    "ControlPhoto",
    "ControlReuse",
    "ControlSignature",
    "ControlState",
    "ControllerCapacity",
    "CorrectiveAction",
    "Deviation",
    "DeviationEvent",
    "DeviationState",
    "Evidence",
    "EvidenceCover",
    "EvidenceSource",
    "EvidenceState",
    "ExpectedHours",
    "Interview",
    "InterviewNote",
    "KeptState",
    "LineKind",
    "ObligationCare",
    "ObligationStanding",
    "PlannedTask",
    "PriceClaim",
    "QuestionSource",
    "Receiver",
    "RecurringTask",
    "ReminderKind",
    "ReminderRule",
    "ReminderSent",
    "ReportLanguage",
    "ReportLine",
    "ReportPeriodKind",
    "ReportReminder",
    "ReportRequest",
    "ReportState",
    "ReportedValue",
    "RequirementNote",
    "ResultSource",
    "RiskAssessment",
    "SavedView",
    "SectorRiskChange",
    "Seen",
    "Severity",
    "SharedControl",
    "SharedFinding",
    "StatementFile",
    "SupplierContact",
    "SupplierNote",
    "SupplierReport",
    "SupplierStatement",
    "TaskKind",
    "TaskObligation",
    "TaskState",
    "Trigger",
    "WeightChange",
]
