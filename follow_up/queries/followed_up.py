"""What somebody has followed up already: what was found must go on to mean what it meant."""

from collections.abc import Collection

from django.db.models import Model, Q

from follow_up.models import (
    CheckResult,
    Control,
    ControlItem,
    Deviation,
    Evidence,
    EvidenceCover,
    InterviewNote,
    PlannedTask,
    PriceClaim,
    ReportLine,
    ReportRequest,
    TaskObligation,
    TaskState,
)

OF_OBLIGATIONS: dict[type[Model], Q] = {
    **dict.fromkeys((CheckResult, ControlItem, Deviation, EvidenceCover, PriceClaim), Q()),
    **dict.fromkeys((ReportLine, ReportRequest, InterviewNote), Q()),
    TaskObligation: ~Q(task__state=TaskState.CANCELLED),
}
OF_CONTRACTS: dict[type[Model], Q] = {
    **dict.fromkeys((Control, Deviation, Evidence, PriceClaim, ReportRequest), Q()),
    PlannedTask: Q(state=TaskState.DONE),
}
"""What shows that something was followed up, and which rows of it do."""


def followed_up_already(keys: Collection[int]) -> set[int]:
    """Return those of these keys of obligations of which something was looked at, found, proved, claimed or asked.

    What a planned task is to look at counts too, until the task is cancelled.
    """
    return {
        key
        for model, those in OF_OBLIGATIONS.items()
        for key in model._default_manager.filter(those, obligation__in=keys).values_list("obligation", flat=True)  # noqa: SLF001
        if key is not None
    }


def contract_followed_up_already(contract: int) -> bool:
    """Return whether something was done on the contract with this key, whatever obligation it was about, or none.

    What is only planned does not count.
    """
    return any(
        model._default_manager.filter(those, contract=contract).exists()  # noqa: SLF001
        for model, those in OF_CONTRACTS.items()
    )
