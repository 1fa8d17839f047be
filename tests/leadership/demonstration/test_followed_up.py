"""The demonstration's follow-up: everything in sensible shares, written to nobody real, and the same loaded again."""

import io
from collections import Counter

import pytest
from django.utils import timezone
from PIL import Image

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
    DeviationState,
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
from follow_up.services.change_deviation import SaidOfDeviation, change_deviation
from foundation.access import Access, open_access
from foundation.outbox.models import Message
from leadership.demonstration import load
from leadership.demonstration.followed_pictures import SCENES, picture_of, strokes_of_name
from leadership.demonstration.followed_up import fill_follow_up
from organisations.models import Organisation

pytestmark = pytest.mark.django_db

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


def test_follow_up_is_in_all_states_and_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "YEARS", ())  # its accounts take a minute
    load.load_demonstration()
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    with open_access(Access(writable=tuple(each.pk for each in organisations.values()))):
        assert_every_state_is_there()
        assert_nobody_real_is_written_to()
        renamed = Deviation.objects.filter(organisation__slug="ekby", control=None, state=DeviationState.NOTED).get()
        change_deviation(renamed, said_of(renamed, title="Called otherwise since"), because="Clearer")
        before = counted()

        fill_follow_up(organisations)

        assert counted() == before


def test_pictures_are_drawn_and_the_same_each_time() -> None:
    for scene in SCENES:
        with Image.open(io.BytesIO(picture_of(scene, "here"))) as image:
            assert (image.format, image.size) == ("JPEG", (1200, 900))
        assert picture_of(scene, "here") == picture_of(scene, "here")
    points = [point for stroke in strokes_of_name("Nils Kontrollør") for point in stroke]
    assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in points)


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


def said_of(deviation: Deviation, *, title: str) -> SaidOfDeviation:
    return SaidOfDeviation(title, deviation.facts, deviation.severity, deviation.found_on)


def counted() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}
