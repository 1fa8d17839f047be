"""Start a control, answer it from several phones, finish it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from follow_up.models import CheckResult, ControlAnswer, ControlKind, ControlPhoto, Deviation, PlannedTask
from follow_up.queries.controls import looked_at
from follow_up.services.control_photos import Taken, add_photo
from follow_up.services.control_signatures import Signed, add_signature
from follow_up.services.finish_control import Judged, cancel_control, finish_control, seen_until
from follow_up.services.receive_answers import Said, receive_answers
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.start_control import Begun, start_control
from foundation.changes.record import Actor, acting
from foundation.errors import ConflictError
from organisations.models import Organisation, User
from procurement.models import Obligation
from tests.factories.controls import answer, items_of, make_control, picture
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = pytest.mark.usefixtures("in_english")


def test_a_control_asks_what_is_in_force_on_its_day(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby, first_day=date(2024, 3, 1), signed_on=date(2024, 2, 1))
    make_obligation(contract)
    before = make_control(at_work_in_ekby, contract, held_on=date(2026, 2, 28))
    after = make_control(at_work_in_ekby, contract, held_on=date(2026, 3, 1))

    assert [(each.threshold, each.step, each.unit) for each in (items_of(before)[0], items_of(after)[0])] == [
        (Decimal(50), 1, "%"),
        (Decimal(70), 2, "%"),
    ]


def test_a_form_that_is_sent_twice_starts_one_control(at_work_in_ekby: Organisation) -> None:
    contract, key = make_followed(at_work_in_ekby), uuid4()
    make_obligation(contract)

    assert make_control(at_work_in_ekby, contract, key=key) == make_control(at_work_in_ekby, contract, key=key)


def test_a_control_is_not_started_for_tomorrow_or_without_questions(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(FollowUpNotPossibleError, match="start it on the day"):
        make_control(at_work_in_ekby, contract, held_on=tomorrow)
    begun = Begun(ControlKind.DESK, timezone.localdate(), is_announced=True)
    with pytest.raises(FollowUpNotPossibleError, match="at least one thing"):
        start_control(contract, begun, obligations=[], own=["  "])


def test_an_answer_that_is_sent_twice_counts_once_and_a_wrong_one_stops_no_other(at_work_in_ekby: Organisation) -> None:
    control, key = make_control(at_work_in_ekby), uuid4()
    item = items_of(control)[0]

    first, again = answer(control, item, value=64, uuid=key), answer(control, item, value=99, uuid=key)
    share = answer(control, item, value=640)
    other = answer(control, item, value=3, unit="kg")

    assert (first.outcome, again.outcome, share.outcome, other.outcome) == ("kept", "known", "refused", "refused")
    assert share.because == "640 % is more than the whole. A share is at most 100 %."
    assert other.because == "kg does not measure what is asked for in %. Write the value in %."
    assert list(ControlAnswer.objects.values_list("value", "seen")) == [(Decimal(64), "kept")]


@pytest.mark.parametrize("value", ["999999999999", "1E+25"])
def test_a_figure_that_is_too_large_stops_no_other_answer(at_work_in_ekby: Organisation, value: str) -> None:
    contract = make_followed(at_work_in_ekby)
    make_obligation(contract, steps=((Decimal(50), 0),), unit="kg")
    control = make_control(at_work_in_ekby, contract)
    item, *_others = items_of(control)
    now = timezone.now()

    received = receive_answers(
        control,
        [
            Said(uuid4(), item.uuid, "kept", now, Decimal(value), unit="t"),
            Said(uuid4(), item.uuid, "kept", now, Decimal(2), unit="t"),
        ],
    )

    assert [each.outcome for each in received] == ["refused", "kept"]
    assert received[0].because
    assert ControlAnswer.objects.get().value == Decimal(2000)


def test_the_figure_decides_over_what_was_ticked_and_a_share_is_converted(at_work_in_ekby: Organisation) -> None:
    control = make_control(at_work_in_ekby)
    answer(control, items_of(control)[0], "kept", value="0.4", unit="share")
    kept = ControlAnswer.objects.get()

    assert (kept.seen, kept.value, kept.unit) == ("not_kept", Decimal(40), "%")


def test_of_two_controllers_the_newest_answer_counts(at_work_in_ekby: Organisation, ada: User, bo: User) -> None:
    control = make_control(at_work_in_ekby)
    item = items_of(control)[1]
    answer(control, item, "kept", ago=5)
    with acting(Actor(bo.name, bo.pk)):
        answer(control, item, "not_kept", ago=9)  # given before, received later
    found = looked_at(control)[1]

    assert [(each.answered_by_name, each.seen) for each in found.answers] == [(bo.name, "not_kept"), (ada.name, "kept")]
    assert found.counted is not None
    assert (found.counted.seen, found.differs) == ("kept", True)


def test_finishing_notes_results_and_deviations(at_work_in_ekby: Organisation) -> None:
    control = make_control(at_work_in_ekby)
    measured, general, _third = items_of(control)
    answer(control, measured, "not_seen", value=40, note="Two vans run on diesel.")
    answer(control, general, "kept")

    finish_control(control, judged={}, hours=Decimal("2.5"))
    result, deviation = CheckResult.objects.get(), Deviation.objects.get()

    assert (result.is_kept, result.value, result.threshold, result.source_id) == (
        False,
        Decimal(40),
        Decimal(50),
        control.uuid,
    )
    assert (deviation.title, deviation.value, deviation.step) == (
        "Emission-free deliveries",
        Decimal(40),
        1,
    )
    assert "Measured 40 %, asked 50 %.\nTwo vans run on diesel." in deviation.facts


def test_a_finding_may_be_no_deviation_with_a_reason(at_work_in_ekby: Organisation) -> None:
    control = make_control(at_work_in_ekby)
    item = items_of(control)[1]
    answer(control, item, "not_kept")

    with pytest.raises(FollowUpNotPossibleError, match="is no deviation"):
        finish_control(control, judged={item.uuid: Judged(is_deviation=False)})
    finish_control(control, judged={item.uuid: Judged(no_deviation_because="Agreed.", is_deviation=False)})
    item.refresh_from_db()

    assert (item.excused_because, Deviation.objects.count()) == ("Agreed.", 0)


def test_finishing_refuses_answers_that_nobody_saw_and_an_empty_control(at_work_in_ekby: Organisation) -> None:
    control = make_control(at_work_in_ekby)
    with pytest.raises(FollowUpNotPossibleError, match="Nothing is answered yet"):
        finish_control(control, judged={})
    seen = seen_until(looked_at(control))
    answer(control, items_of(control)[0], "kept", value=90)

    with pytest.raises(ConflictError, match="New answers came"):
        finish_control(control, judged={}, seen=seen)


def test_what_comes_late_is_kept_and_changes_nothing(at_work_in_ekby: Organisation) -> None:
    control = make_control(at_work_in_ekby)
    item = items_of(control)[0]
    answer(control, item, value=90)
    control = finish_control(control, judged={})

    late = answer(control, item, value=10, ago=-3)
    found = looked_at(control)[0]

    assert late.outcome == "kept"
    assert ([each.value for each in found.answers], [each.value for each in found.late]) == (
        [Decimal(90)],
        [Decimal(10)],
    )
    assert (CheckResult.objects.get().is_kept, Deviation.objects.count()) == (True, 0)


def test_finishing_does_the_planned_task(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    make_obligation(contract)
    task = PlannedTask.objects.create(
        organisation=at_work_in_ekby, contract=contract, kind="site_inspection", title="Look", due_on=date(2026, 6, 1)
    )
    control = make_control(at_work_in_ekby, contract, task=task)
    answer(control, items_of(control)[0], value=90)
    finish_control(control, judged={}, hours=Decimal(3))
    task.refresh_from_db()

    assert (task.state, task.done_on, task.spent_hours) == ("done", control.held_on, Decimal(3))


def test_a_cancelled_control_says_why_and_is_over(at_work_in_ekby: Organisation) -> None:
    control = make_control(at_work_in_ekby)
    with pytest.raises(FollowUpNotPossibleError, match="Say why"):
        cancel_control(control, because=" ")
    cancel_control(control, because="The site was closed.")

    with pytest.raises(FollowUpNotPossibleError, match="is cancelled"):
        finish_control(control, judged={})


def test_a_photo_loses_its_place_and_counts_once(at_work_in_ekby: Organisation) -> None:
    control, taken = make_control(at_work_in_ekby), Taken(uuid4(), timezone.now())
    shot = picture(place=True)
    assert Image.open(shot).getexif().get_ifd(0x8825)
    shot.seek(0)
    kept = add_photo(control, taken, shot)
    add_photo(control, taken, picture((9, 9)))
    with default_storage.open(kept.file.path) as stream, Image.open(stream) as image:
        place, size = dict(image.getexif().get_ifd(0x8825)), image.size

    assert (place, size, ControlPhoto.objects.count(), kept.file.content_type) == ({}, (40, 30), 1, "image/jpeg")


def test_what_is_no_picture_is_refused(at_work_in_ekby: Organisation) -> None:
    control = make_control(at_work_in_ekby)
    for stream in (picture(kind="GIF"), type(picture())(b"%PDF-1.7"), type(picture())(b"\xff\xd8\xff broken")):
        with pytest.raises(FollowUpNotPossibleError, match="no picture that can be read"):
            add_photo(control, Taken(uuid4(), timezone.now()), stream)
    with pytest.raises(FollowUpNotPossibleError, match="empty"):
        add_photo(control, Taken(uuid4(), timezone.now()), type(picture())(b""))


@pytest.mark.parametrize("strokes", ["x", [[1, 2]], [[[0, 1001]]], [[[0, True]]], [[[0, 1]] * 30_000], {"a": 1}])
def test_strokes_that_are_none_are_refused(at_work_in_ekby: Organisation, strokes: object) -> None:
    control = make_control(at_work_in_ekby)

    with pytest.raises(FollowUpNotPossibleError, match="Sign again"):
        add_signature(control, Signed(uuid4(), "Kari", timezone.now(), strokes=strokes))  # type: ignore[arg-type]


def test_an_obligation_with_one_question_not_kept_is_not_kept(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    obligation = make_obligation(contract, "Sorted waste", steps=())
    begun = Begun(ControlKind.DESK, timezone.localdate(), is_announced=False)
    control = start_control(contract, begun, obligations=[Obligation.objects.get(pk=obligation.pk)])
    answer(control, items_of(control)[0], "not_kept")
    finish_control(control, judged={})

    assert CheckResult.objects.get().is_kept is False


def test_a_wrong_row_says_what_to_do(at_work_in_ekby: Organisation) -> None:
    control, other = make_control(at_work_in_ekby), make_control(at_work_in_ekby)
    item, key = items_of(control)[0], uuid4()
    answer(other, items_of(other)[0], uuid=key)
    said = [
        answer(control, items_of(other)[0]),
        answer(control, item, "maybe"),
        answer(control, item, note="x" * 5001),
        answer(control, item, uuid=key),
        answer(control, item, value="NaN"),
        answer(control, item, value="1.00001"),
        answer(control, item, ago=60 * 24 * 366 * 30),
    ]

    assert [each.because.split(".")[0] for each in said] == [
        "The question does not belong to this control",
        "Say whether it is kept, not kept, not seen or does not apply",
        "The note is longer than 5000 characters",
        "This id belongs to another answer",
        "Write a figure from 0 to 1 000 000 million",
        "Write at most four decimals",
        "The moment lies before the year 2000",
    ]
    assert not ControlAnswer.objects.filter(control=control).exists()
