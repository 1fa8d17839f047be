"""What is looked at in the demonstration's follow-up: everything in sensible shares, and written to nobody real."""

from collections import Counter

from django.utils import timezone

from follow_up.models import (
    ClaimState,
    Control,
    ControllerCapacity,
    ControlPhoto,
    ControlReuse,
    ControlSignature,
    ControlState,
    Deviation,
    DeviationEvent,
    Evidence,
    EvidenceState,
    InterviewNote,
    KeptState,
    ObligationStanding,
    PlannedTask,
    PriceClaim,
    RecurringTask,
    ReportState,
    SharedControl,
    SupplierContact,
    SupplierNote,
    SupplierReport,
    SupplierStatement,
)
from foundation.outbox.models import Message

COUNTED = (
    Control,
    ControlPhoto,
    ControlSignature,
    Deviation,
    DeviationEvent,
    SupplierStatement,
    Evidence,
    PriceClaim,
    SharedControl,
    ControlReuse,
    SupplierContact,
    SupplierNote,
    PlannedTask,
    RecurringTask,
    ControllerCapacity,
    InterviewNote,
    SupplierReport,
)


def assert_every_state_is_there() -> None:
    assert Counter(Deviation.objects.values_list("state", flat=True)) == {
        "noted": 3,
        "told": 4,
        "answered": 4,
        "mending": 5,
        "mended": 3,
        "closed": 4,
        "withdrawn": 2,
    }
    assert Deviation.objects.filter(reopened=1).count() == 1
    assert sorted(Deviation.objects.filter(escalation__gt=0).values_list("escalation", flat=True)) == [1, 2]
    assert Deviation.objects.filter(state="told", deadline__lt=timezone.localdate()).count() == 2
    assert SupplierStatement.objects.filter(disputes=True).count() == 2
    assert not [each for each in Deviation.objects.filter(state="closed") if each.closed_by == each.mended_by_name]
    assert Counter(Control.objects.values_list("state", flat=True)) == {
        ControlState.FINISHED: 26,
        ControlState.UNDER_WAY: 2,
        ControlState.CANCELLED: 1,
    }
    assert set(Evidence.objects.values_list("state", flat=True)) == set(EvidenceState.values)
    assert Evidence.objects.exclude(replaces=None).count() == 1
    assert set(PriceClaim.objects.values_list("state", flat=True)) == set(ClaimState.values)
    assert PriceClaim.objects.filter(amount=None).count() == 1
    assert (SharedControl.objects.count(), ControlReuse.objects.count()) == (3, 1)
    reports = SupplierReport.objects.filter(request__organisation__slug="ekby")
    assert reports.filter(state=ReportState.ACCEPTED).count() == 2
    assert reports.filter(state=ReportState.WAITING, due_on__lt=timezone.localdate()).exists()
    assert reports.filter(state=ReportState.WAITING, due_on__gte=timezone.localdate()).exists()
    kept = Counter(ObligationStanding.objects.filter(organisation__slug="ekby").values_list("state", flat=True))
    assert min(kept[state] for state in (KeptState.KEPT, KeptState.NOT_KEPT, KeptState.UNKNOWN)) >= 15


def assert_nobody_real_is_written_to() -> None:
    receivers = set(Message.objects.values_list("receiver", flat=True))
    assert receivers
    assert not [each for each in receivers if not each.endswith(".example")]


def counted_follow_up() -> dict[str, int]:
    """Return how many there are of each kind of thing."""
    return {model.__name__: model.objects.count() for model in COUNTED}
