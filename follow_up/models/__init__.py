"""What is planned, looked at and found on contracts, and where each obligation stands."""

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
from follow_up.models.price_claims import ClaimKind, ClaimState, PriceClaim
from follow_up.models.register import BankMatch, ObligationCare, SavedView
from follow_up.models.report_requests import LineKind, ReportLanguage, ReportLine, ReportPeriodKind, ReportRequest
from follow_up.models.results import CheckResult, ContractSpend, KeptState, ObligationStanding, ResultSource
from follow_up.models.supplier_reports import (
    WITH_SUPPLIER,
    ReminderKind,
    ReportedValue,
    ReportReminder,
    ReportState,
    SupplierReport,
)
from follow_up.models.tasks import CONTROLS, PlannedTask, RecurringTask, TaskKind, TaskObligation, TaskState

__all__ = [
    "CONTROLS",
    "OPEN",
    "WITH_SUPPLIER",
    "BankMatch",
    "CheckResult",
    "ClaimKind",
    "ClaimState",
    "ContractSpend",
    "Control",
    "ControlAnswer",
    "ControlItem",
    "ControlKind",
    "ControlPhoto",
    "ControlSignature",
    "ControlState",
    "CorrectiveAction",
    "Deviation",
    "DeviationEvent",
    "DeviationState",
    "Evidence",
    "EvidenceCover",
    "EvidenceSource",
    "EvidenceState",
    "KeptState",
    "LineKind",
    "ObligationCare",
    "ObligationStanding",
    "PlannedTask",
    "PriceClaim",
    "QuestionSource",
    "RecurringTask",
    "ReminderKind",
    "ReportLanguage",
    "ReportLine",
    "ReportPeriodKind",
    "ReportReminder",
    "ReportRequest",
    "ReportState",
    "ReportedValue",
    "ResultSource",
    "SavedView",
    "Seen",
    "Severity",
    "StatementFile",
    "SupplierReport",
    "SupplierStatement",
    "TaskKind",
    "TaskObligation",
    "TaskState",
]
