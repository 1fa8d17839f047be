"""The way of a deviation: told, answered, mended, closed by somebody else, opened again; and who is too late."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from follow_up.models import (
    CorrectiveAction,
    Deviation,
    DeviationState,
    KeptState,
    ObligationStanding,
    ResultSource,
    StatementFile,
    SupplierStatement,
)
from follow_up.queries.suppliers import known_suppliers
from follow_up.services import letter_limits
from follow_up.services.change_deviation import SaidOfDeviation, change_deviation, withdraw_deviation
from follow_up.services.corrective_actions import change_action, finish_action, plan_action
from follow_up.services.deviation_links import opened_by
from follow_up.services.escalate_deviation import escalate_deviation
from follow_up.services.mend_deviation import close_deviation, reopen_deviation, say_mended, send_back
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.note_result import Finding, note_result
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.supplier_cards import SaidOfContact, keep_contact
from follow_up.services.supplier_statements import Statement, receive_statement
from follow_up.services.tell_supplier import remind_supplier, revoke_deviation_link, tell_supplier
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.errors import ConflictError, DomainError
from foundation.models import AccessLink, Change, Message
from foundation.scoping import access_for_work
from procurement.models import Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_deviation, make_followed, make_obligation, secret_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _inside(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)), translation.override("en"):
        yield


def told(cast: Cast, deviation: Deviation | None = None) -> Deviation:
    deviation = deviation or make_deviation(cast.ekby)
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        deadline = timezone.localdate() + timedelta(days=14)
        return tell_supplier(deviation, deadline=deadline, email="Post@Nordbygg.example", language="en")


def test_the_whole_way_is_kept_with_who_moved_it(cast: Cast) -> None:
    today = timezone.localdate()
    deviation = told(cast)
    statement = receive_statement(
        deviation,
        Statement("Nils", "The car was on repair.", "We hire another one.", mended_on=None),
        [(BytesIO(b"%PDF-1.7 rent"), "rent.pdf")],
    )
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        action = plan_action(deviation, what="Hire an electric car", owner="Nordbygg AS", due_on=today)
        finish_action(action, done_on=today)
        say_mended(deviation, mended_on=today)
    with acting(Actor(cast.ada.name, cast.ada.pk)), pytest.raises(FollowUpNotPossibleError, match="Somebody else"):
        close_deviation(deviation, checked="I saw it")
    with acting(Actor(cast.frida.name, cast.frida.pk)):
        close_deviation(deviation, checked="Saw the car on site")

    deviation.refresh_from_db()
    assert (deviation.state, deviation.closed_by, deviation.closed_on) == ("closed", cast.frida.name, today)
    assert [(event.action, event.from_state, event.to_state) for event in deviation.events.all()] == [
        ("noted", "", "noted"),
        ("tell", "noted", "told"),
        ("answer", "told", "answered"),
        ("plan_action", "answered", "mending"),
        ("action_done", "", ""),
        ("say_mended", "mending", "mended"),
        ("close", "mended", "closed"),
    ]
    assert statement.files.get().title == "rent"
    assert ObligationStanding.objects.get().open_deviations == 0
    actions = Change.objects.filter(kind="follow_up.deviation").values_list("action", flat=True)
    assert set(actions) == {"noted", "tell", "answer", "plan_action", "action_done", "say_mended", "close"}


def mended(deviation: Deviation) -> Deviation:
    with acting(Actor("Supplier's client", client="one")):
        return say_mended(deviation, mended_on=timezone.localdate())


def test_what_somebody_found_mended_is_kept_again_until_it_is_reopened(cast: Cast) -> None:
    obligation = make_obligation(make_followed(cast.ekby), steps=())
    deviation = make_deviation(cast.ekby, obligation=obligation)
    note_result(obligation, Finding(on=deviation.found_on, is_kept=False, source=ResultSource.CONTROL))
    mended(deviation)
    assert ObligationStanding.objects.get().state == KeptState.NOT_KEPT
    with acting(Actor("Another client", client="two")):
        closed = close_deviation(deviation, checked="Seen")
    assert ObligationStanding.objects.get().state == KeptState.KEPT

    reopen_deviation(closed, because="Seen again")
    assert ObligationStanding.objects.get().state == KeptState.NOT_KEPT


@pytest.mark.parametrize(("value", "state"), [(None, KeptState.UNKNOWN), (Decimal(50), KeptState.KEPT)])
def test_what_was_measured_too_low_is_kept_again_once_it_is_measured(
    cast: Cast, value: Decimal | None, state: KeptState
) -> None:
    deviation = make_deviation(cast.ekby)
    found = Finding(on=deviation.found_on, is_kept=False, source=ResultSource.CONTROL, value=Decimal(40))
    note_result(Obligation.objects.get(), found)
    mended(deviation)
    with acting(Actor("Another client", client="two")):
        with pytest.raises(FollowUpNotPossibleError, match="at least 50") as refused:
            close_deviation(deviation, checked="Seen", value=Decimal("49.9"))
        assert refused.value.field == "value"
        close_deviation(deviation, checked="Seen", value=value)

    assert ObligationStanding.objects.get().state == state


def test_an_api_client_does_not_close_what_it_says_is_mended(cast: Cast) -> None:
    deviation = make_deviation(cast.ekby)
    with acting(Actor("ERP", client="one")):
        say_mended(deviation, mended_on=timezone.localdate())
        with pytest.raises(FollowUpNotPossibleError, match="Somebody else"):
            close_deviation(deviation, checked="Seen")
    assert cast.ekby


def test_what_a_supplier_says_is_mended_is_checked_by_anybody(cast: Cast) -> None:
    deviation = told(cast)
    receive_statement(deviation, Statement("Nils", mended_on=timezone.localdate()))
    deviation.refresh_from_db()
    assert (deviation.state, deviation.mended_by_name, deviation.mended_by) == ("mended", "Nils", None)

    with acting(Actor(cast.ada.name, cast.ada.pk)):
        send_back(deviation, because="Two cars still run on diesel")
    deviation.refresh_from_db()
    assert (deviation.state, deviation.mended_on) == ("mending", None)


def said_mended(cast: Cast, email: str) -> Deviation:
    """A deviation that Ada told at an address, where it was said to be mended."""
    deviation = make_deviation(cast.ekby)
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        tell_supplier(deviation, deadline=TODAY + timedelta(days=14), email=email, language="en")
    receive_statement(deviation, Statement("Kari", mended_on=TODAY))
    return deviation


def test_one_person_does_not_close_by_a_link_to_an_address_of_their_own(cast: Cast) -> None:
    with pytest.raises(FollowUpNotPossibleError, match="your own people") as refused:
        said_mended(cast, cast.ada.email.upper())
    assert refused.value.field == "email"
    deviation = said_mended(cast, "ada@home.example")
    contact = SaidOfContact("Ada", email="ada@home.example")
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        keep_contact(cast.ekby, known_suppliers(cast.ekby)[0], contact)
        with pytest.raises(FollowUpNotPossibleError, match="an address that neither"):
            close_deviation(deviation, checked="I saw it")
    with acting(Actor(cast.frida.name, cast.frida.pk)):
        assert close_deviation(deviation, checked="I saw it").state == "closed"


def test_who_told_the_supplier_at_its_own_address_may_close(cast: Cast) -> None:
    deviation = said_mended(cast, "post@nordbygg.example")
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        assert close_deviation(deviation, checked="I saw it").state == "closed"


def test_letters_stop_after_some_and_say_when_they_go_on(cast: Cast) -> None:
    deviation = make_deviation(cast.ekby)
    for _each in range(6):
        told(cast, deviation)
    with pytest.raises(FollowUpNotPossibleError, match="You can go on at"):
        told(cast, deviation)
    assert Message.objects.filter(receiver="post@nordbygg.example").count() == 6

    AccessLink.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    told(cast, deviation)
    for _each in range(29):
        told(cast, make_deviation(cast.ekby))
    another = make_deviation(cast.ekby)
    with pytest.raises(FollowUpNotPossibleError, match="to this address"):
        told(cast, another)


def test_answers_stop_after_some_and_the_buyer_gets_one_letter_an_hour(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    deviation = told(cast)
    for _each in range(10):
        receive_statement(deviation, Statement("Nils", "On repair"))
    with pytest.raises(FollowUpNotPossibleError, match="You can go on at"):
        receive_statement(deviation, Statement("Nils", "On repair"))
    letter = Message.objects.get(receiver=cast.ada.email)

    now = timezone.now()
    Message.objects.filter(pk=letter.pk).update(status=Message.Status.SENT, sent_at=now)
    monkeypatch.setattr(letter_limits, "ANSWERS", ((11, timedelta(hours=1)),))
    receive_statement(deviation, Statement("Nils", "Once more"))
    (second,) = Message.objects.filter(receiver=cast.ada.email).exclude(pk=letter.pk)
    assert second.next_attempt_at == now + timedelta(hours=1)


def test_an_id_of_another_deviation_is_refused(cast: Cast) -> None:
    key = uuid4()
    receive_statement(told(cast), Statement("Nils", "x", key=key))
    other = told(cast)
    with pytest.raises(FollowUpNotPossibleError, match="belongs to something else"):
        receive_statement(other, Statement("Nils", "x", key=key))


def test_who_is_second_is_told_so(cast: Cast) -> None:
    deviation = told(cast)
    read = deviation.revision
    with acting(Actor(cast.frida.name, cast.frida.pk)):
        say_mended(deviation, mended_on=timezone.localdate(), revision=read)

    with acting(Actor(cast.ada.name, cast.ada.pk)), pytest.raises(ConflictError, match="Somebody else changed"):
        withdraw_deviation(deviation, because="A slip", revision=read)
    deviation.refresh_from_db()
    assert deviation.state == "mended"


def test_reopened_counts_and_tells_the_supplier(cast: Cast) -> None:
    deviation = told(cast)
    say_mended(deviation, mended_on=timezone.localdate())
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        close_deviation(deviation, checked="Seen")
        reopen_deviation(deviation, because="It came back")

    deviation.refresh_from_db()
    assert (deviation.state, deviation.reopened, deviation.closed_on, deviation.closed_by) == ("mending", 1, None, "")
    assert "open again" in Message.objects.order_by("-pk")[0].subject
    assert "It came back" in Message.objects.order_by("-pk")[0].body


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_the_letter_holds_a_link_that_opens_this_deviation_alone(cast: Cast, language: str) -> None:
    deviation, other = make_deviation(cast.ekby), make_deviation(cast.ekby, "Another")
    tell_supplier(deviation, deadline=TODAY + timedelta(days=9), email="a@b.example", language=language)

    message = Message.objects.get()
    door = opened_by(secret_in(message))
    assert door.opened == deviation != other
    assert message.holds_secret


def test_the_letters_name_numbers_and_whom_to_ask_as_far_as_they_are_known(cast: Cast) -> None:
    contract = make_followed(cast.ekby, number="K-2024-031", case_number="24/811", manager=cast.ada)
    known = told(cast, make_deviation(cast.ekby, obligation=make_obligation(contract)))
    letter = Message.objects.get().body
    receive_statement(known, Statement("Per", explanation="A strike"))
    receipt = Message.objects.exclude(body=letter).order_by("pk")[0].body
    Message.objects.all().delete()
    told(cast, make_deviation(cast.ekby, "Another", case_number="26/90"))
    without = Message.objects.get().body

    for body in (letter, receipt):
        assert "Contract number: K-2024-031\nOur case number: 24/811\n" in body
        assert f"about the contract: {cast.ada.name}, {cast.ada.email}\n" in body
    assert "Our case number: 26/90" in without
    assert not any(words in without for words in ("Contract number", "ask about", "None"))


@pytest.mark.parametrize("end", ["close", "withdraw"])
def test_a_letter_after_which_nothing_can_be_answered_asks_for_no_answer(cast: Cast, end: str) -> None:
    deviation = told(cast)
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        if end == "close":
            receive_statement(deviation, Statement("Per", explanation="New cars", mended_on=TODAY))
            close_deviation(deviation, checked="Seen")
        else:
            withdraw_deviation(deviation, because="A slip")
    letter = Message.objects.filter(holds_secret=True).order_by("-pk")[0]

    assert "what became of it" in letter.body
    assert "answer here" not in letter.body
    assert opened_by(secret_in(letter)).opened == deviation


def test_telling_anew_shuts_the_former_link_and_reminding_does_not(cast: Cast) -> None:
    deviation = told(cast)
    first = secret_in(Message.objects.get())
    with pytest.raises(FollowUpNotPossibleError, match="less than a day"):
        remind_supplier(deviation)
    Deviation.objects.get().events.all()
    told(cast, deviation)
    second = secret_in(Message.objects.order_by("-pk")[0])
    assert opened_by(first).opened is None
    assert opened_by(second).opened == deviation

    revoke_deviation_link(deviation)
    assert (opened_by(second).opened, opened_by(second).buyer) == (None, cast.ekby)
    with pytest.raises(FollowUpNotPossibleError, match="works no more"):
        remind_supplier(deviation)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"deadline": None}, "deadline"),
        ({"deadline": TODAY}, "deadline"),
        ({"deadline": TODAY + timedelta(days=5000)}, "deadline"),
        ({"email": "nobody"}, "email"),
        ({"language": "xx"}, "language"),
    ],
)
def test_a_letter_that_cannot_be_sent_is_refused_at_its_field(
    cast: Cast, change: dict[str, object], field: str
) -> None:
    deviation = make_deviation(cast.ekby)
    usual = {"deadline": TODAY + timedelta(days=9), "email": "a@b.example", "language": "nb"}

    with pytest.raises(FollowUpNotPossibleError) as refused:
        tell_supplier(deviation, **{**usual, **change})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Message.objects.exists()


def test_a_statement_sent_twice_counts_once_and_gives_one_receipt(cast: Cast) -> None:
    deviation, key = told(cast), uuid4()
    said = Statement("Nils", "We know", disputes=True, key=key)
    assert receive_statement(deviation, said) == receive_statement(deviation, said)

    assert SupplierStatement.objects.count() == 1
    receipts = Message.objects.filter(receiver="post@nordbygg.example", subject__startswith="Your answer")
    assert "do not agree" in receipts.get().body
    assert Message.objects.filter(receiver=cast.ada.email).count() == 1


@pytest.mark.parametrize(
    ("said", "files", "field"),
    [
        (Statement("", "Why"), [], "name"),
        (Statement("Nils"), [], "explanation"),
        (Statement("Nils", "\u200d"), [], "explanation"),
        (Statement("Nils", plan="x", disputes=True), [], "explanation"),
        (Statement("Nils", mended_on=TODAY + timedelta(days=2)), [], "mended_on"),
        (Statement("Nils", mended_on=TODAY - timedelta(days=4000)), [], "mended_on"),
        (Statement("Nils", "x"), [(BytesIO(b""), "a.pdf")], "file"),
        (Statement("Nils", "x"), [(BytesIO(b"MZ program"), "a.pdf")], "file"),
        (Statement("Nils", "x"), [(BytesIO(b"%PDF-"), "a.pdf")] * 6, "file"),
    ],
)
def test_a_statement_that_cannot_be_kept_leaves_nothing(
    cast: Cast, said: Statement, files: list[tuple[BytesIO, str]], field: str
) -> None:
    deviation = told(cast)
    with pytest.raises(DomainError) as refused:
        receive_statement(deviation, said, files)

    assert getattr(refused.value, "field", "") == field
    assert (SupplierStatement.objects.count(), StatementFile.objects.count()) == (0, 0)


def test_escalation_goes_step_by_step_with_text_and_day(cast: Cast) -> None:
    deviation, today = told(cast), timezone.localdate()
    for _step in range(3):
        escalate_deviation(deviation, text="Mend it", on=today, by_mail=True)

    with pytest.raises(FollowUpNotPossibleError, match="last step"):
        escalate_deviation(deviation, text="Mend it", on=today, by_mail=True)
    events = deviation.events.exclude(action__in=["noted", "tell"])
    assert [(event.action, event.text, event.on) for event in events] == [
        (step, "Mend it", today) for step in ("reminder", "warning", "sanction")
    ]
    assert Message.objects.count() == 4


def test_an_escalation_is_not_mailed_to_who_has_no_link(cast: Cast) -> None:
    deviation = told(cast)
    revoke_deviation_link(deviation)

    with pytest.raises(FollowUpNotPossibleError) as refused:
        escalate_deviation(deviation, text="Mend it", on=TODAY, by_mail=True)
    assert refused.value.field == "by_mail"
    deviation.refresh_from_db()
    assert deviation.escalation == 0


def test_what_stood_there_before_stays_readable(cast: Cast) -> None:
    deviation = make_deviation(cast.ekby)
    said = SaidOfDeviation("Diesel", "Three of five cars", "critical", deviation.found_on)
    change_deviation(deviation, said, because="Counted anew")
    change_deviation(deviation, said, because="The same again")

    (event,) = deviation.events.filter(action="change")
    assert (event.text, event.before) == (
        "Counted anew",
        {"facts": "Two of five cars run on diesel.", "severity": "major"},
    )
    assert ObligationStanding.objects.get().worst == "critical"


def test_a_later_deadline_lets_the_link_last(cast: Cast) -> None:
    deviation = told(cast)
    later = TODAY + timedelta(days=100)
    said = SaidOfDeviation(deviation.title, deviation.facts, "major", deviation.found_on, later)
    change_deviation(deviation, said, because="Parts come late")

    secret = secret_in(Message.objects.get())
    assert opened_by(secret).opened == deviation
    with pytest.raises(FollowUpNotPossibleError, match="deadline"):
        change_deviation(deviation, SaidOfDeviation("A", "B", "major", TODAY), because="None")


def test_actions_keep_what_stood_there_before(cast: Cast) -> None:
    deviation = make_deviation(cast.ekby)
    action = plan_action(deviation, what="Hire a car")
    change_action(action, what="Buy a car", owner="Nils")
    finish_action(action, done_on=timezone.localdate())
    finish_action(action, done_on=None)

    assert CorrectiveAction.objects.get().done_on is None
    (event,) = deviation.events.filter(action="change_action")
    assert event.before == {"what": "Hire a car", "owner": "", "due_on": ""}


def closing(deviation: Deviation) -> object:
    return close_deviation(deviation, checked="x")


def reopening(deviation: Deviation) -> object:
    return reopen_deviation(deviation, because="x")


def reminding(deviation: Deviation) -> object:
    return remind_supplier(deviation)


@pytest.mark.parametrize("move", [closing, reopening, reminding])
def test_a_move_that_is_not_possible_names_the_state(cast: Cast, move: Callable[[Deviation], object]) -> None:
    deviation = make_deviation(cast.ekby)
    with pytest.raises(FollowUpNotPossibleError, match="noted, supplier not told"):
        move(deviation)
    assert Deviation.objects.get().state == DeviationState.NOTED


def test_a_withdrawn_one_takes_no_answer(cast: Cast) -> None:
    deviation = told(cast)
    withdraw_deviation(deviation, because="Wrong contract")

    with pytest.raises(FollowUpNotPossibleError, match="withdrawn"):
        receive_statement(deviation, Statement("Nils", "Why?"))
    assert Message.objects.filter(subject__contains="withdrawn").exists()


def test_numbers_count_within_the_organisation(cast: Cast) -> None:
    contract = make_followed(cast.ekby)
    obligation = make_obligation(contract)
    found = Found("A", "B", TODAY, obligation=obligation)

    assert [note_deviation(contract, found).number for _each in range(2)] == [1, 2]


def found_later(deviation: Deviation) -> Deviation:
    said = SaidOfDeviation(deviation.title, deviation.facts, deviation.severity, TODAY - timedelta(days=1))
    return change_deviation(deviation, said, because="The day was wrong")


def test_nothing_is_found_after_it_was_mended(cast: Cast) -> None:
    deviation = make_deviation(cast.ekby)
    mended = say_mended(deviation, mended_on=TODAY - timedelta(days=9))
    with pytest.raises(FollowUpNotPossibleError, match="It was mended on") as refused:
        found_later(mended)

    deviation.refresh_from_db()
    assert (refused.value.field, deviation.found_on) == ("found_on", TODAY - timedelta(days=10))


def test_nothing_is_found_after_something_was_done_about_it(cast: Cast) -> None:
    deviation = make_deviation(cast.ekby)
    action = plan_action(deviation, what="Hire an electric car")
    finish_action(action, done_on=TODAY - timedelta(days=8))
    with pytest.raises(FollowUpNotPossibleError, match="Something was done about it"):
        found_later(deviation)

    finish_action(action, done_on=None)
    assert found_later(deviation).found_on == TODAY - timedelta(days=1)
