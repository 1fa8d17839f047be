"""Reports are asked for, come in by version, are accepted once, and become measurements and figures of series."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from emissions.models import ActivityValue
from follow_up.models import (
    CheckResult,
    Deviation,
    KeptState,
    ReportedValue,
    ReportReminder,
    ReportRequest,
    ReportState,
    SupplierReport,
)
from follow_up.services.due_reports import make_due_reports, remind_of_reports, revoke_links, send_link
from follow_up.services.fill_in_report import MOST_AN_HOUR, LineTold, ReportRefusedError, save_draft, submit_report
from follow_up.services.judge_report import accept_report, correct_report, note_what_is_not_kept, return_report
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.report_links import opened_by
from follow_up.services.report_requests import LineSaid, ask_for_reports, change_request, end_request
from foundation.access import open_access
from foundation.errors import ConflictError
from foundation.models import AccessLink, Message
from foundation.scoping import access_for_work
from procurement.models import Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.reports import (
    FIRST_QUARTER_ENDED,
    make_received,
    make_report,
    make_request,
    make_series,
    said_of,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LONG_AGO = timedelta(days=30)


@pytest.fixture(autouse=True)
def _inside(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)):
        yield


def letters() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def test_due_reports_are_made_and_written_about_once(cast: Cast) -> None:
    make_request(cast.ekby)

    assert make_due_reports(cast.ekby.pk, date(2026, 3, 31)) == 0
    assert make_due_reports(cast.ekby.pk, FIRST_QUARTER_ENDED) == 1
    assert make_due_reports(cast.ekby.pk, FIRST_QUARTER_ENDED) == 0

    report = SupplierReport.objects.get()
    assert (report.first_day, report.last_day, report.due_on) == (
        date(2026, 3, 1),
        date(2026, 3, 31),
        date(2026, 4, 30),
    )
    assert len(letters()) == 1
    assert make_due_reports(cast.ekby.pk, date(2026, 10, 2)) == 2
    assert len(letters()) == 2, "one letter for two periods"
    letter = Message.objects.order_by("-pk")[0]
    assert "quarter 3 of 2026" in letter.subject
    assert "It is asked for as well, by the same link, for: quarter 2 of 2026, by " in letter.body


def test_ended_request_makes_no_report_and_its_links_are_closed(cast: Cast) -> None:
    report = make_report(cast.ekby)
    end_request(report.request, because="The clause was taken out")

    assert make_due_reports(cast.ekby.pk, date(2026, 7, 2)) == 0
    assert not AccessLink.objects.filter(revoked_at=None).exists()


def test_each_reminder_goes_out_once_and_none_for_what_came_in(cast: Cast) -> None:
    report = make_report(cast.ekby)
    SupplierReport.objects.update(asked_at=timezone.now() - LONG_AGO * 40)

    def remind(day: date) -> int:
        return remind_of_reports(cast.ekby.pk, day)

    assert [remind(date(2026, 4, day)) for day in (22, 23, 24, 30)] == [0, 1, 0, 1]
    assert [remind(date(2026, 5, day)) for day in (1, 7, 8, 20)] == [0, 1, 0, 0]
    assert ReportReminder.objects.count() == 3
    ReportReminder.objects.all().delete()
    submit_report(report, told(report, 64), name="Kari", revision=report.revision)
    assert remind(date(2026, 4, 30)) == 0


def test_revoked_links_are_sent_by_a_person_alone(cast: Cast) -> None:
    report = make_report(cast.ekby)
    SupplierReport.objects.update(asked_at=timezone.now() - LONG_AGO * 40)
    revoke_links(report.request)

    assert not AccessLink.objects.filter(revoked_at=None).exists()
    assert remind_of_reports(cast.ekby.pk, date(2026, 4, 30)) == 0
    assert make_due_reports(cast.ekby.pk, date(2026, 7, 2)) == 1
    assert len(letters()) == 1

    send_link(report)
    assert AccessLink.objects.filter(revoked_at=None).count() == 1
    with pytest.raises(FollowUpNotPossibleError, match="less than a day ago"):
        send_link(report)


def test_report_that_cannot_be_right_is_refused_line_by_line(cast: Cast) -> None:
    report = make_report(cast.ekby)
    share, km = report.request.lines.all()

    with pytest.raises(ReportRefusedError) as refused:
        submit_report(report, told(report, 101, -1), name="Kari", revision=report.revision)
    assert set(refused.value.wrong) == {str(share.uuid), str(km.uuid)}
    assert "at most 100" in refused.value.wrong[str(share.uuid)]

    with pytest.raises(ReportRefusedError) as refused:
        submit_report(report, told(report, None, 5), name="Kari", revision=report.revision)
    assert set(refused.value.wrong) == {str(share.uuid)}
    with pytest.raises(FollowUpNotPossibleError, match="who reports"):
        submit_report(report, told(report, 64), name=" ", revision=report.revision)
    assert not ReportedValue.objects.exists()


@pytest.mark.parametrize(
    ("value", "unit"), [("1E+25", "km"), ("2000000000000", "km"), ("9999999999", "km"), ("1E+15", "m")]
)
def test_figure_that_is_too_large_where_it_is_kept_is_refused(cast: Cast, value: str, unit: str) -> None:
    obligation = make_obligation(make_followed(cast.ekby), steps=((Decimal(50), 0),), unit="m")
    request = ask_for_reports(
        obligation.contract, said_of(obligation.contract), [LineSaid("km", obligation=obligation)]
    )
    make_due_reports(cast.ekby.pk, FIRST_QUARTER_ENDED)
    report = SupplierReport.objects.select_related("request").get(request=request)
    line = request.lines.get()

    with pytest.raises(ReportRefusedError) as refused:
        submit_report(
            report,
            {str(line.uuid): LineTold(Decimal(value), unit, is_confirmed=True)},
            name="Kari",
            revision=report.revision,
        )

    assert refused.value.wrong == {str(line.uuid): "This figure is too large. Look at the unit again."}


def test_report_with_a_figure_too_large_for_its_obligation_is_not_accepted(cast: Cast) -> None:
    report = make_received(cast.ekby)
    line = report.request.lines.get(kind="share")
    ReportedValue.objects.filter(line=line).update(amount=Decimal(9 * 10**12))
    type(line).objects.filter(pk=line.pk).update(kind="km", unit="km")
    Obligation.objects.filter(contract=report.request.contract).update(unit="m")

    with pytest.raises(FollowUpNotPossibleError, match="cannot be brought to m"):
        accept_report(report, revision=report.revision)


def test_jump_is_a_question_that_the_supplier_answers(cast: Cast) -> None:
    first = make_received(cast.ekby)
    make_due_reports(cast.ekby.pk, date(2026, 7, 2))
    second = SupplierReport.objects.exclude(pk=first.pk).get()
    km = second.request.lines.get(kind="km")

    with pytest.raises(ReportRefusedError) as refused:
        submit_report(second, told(second, 64, 14_400), name="Kari", revision=second.revision)
    assert list(refused.value.questions) == [str(km.uuid)]
    assert "12 times" in refused.value.questions[str(km.uuid)]

    sent = submit_report(second, told(second, 64, 14_400, confirmed=True), name="Kari", revision=second.revision)
    assert sent.state == ReportState.RECEIVED


def test_resubmission_keeps_the_earlier_values(cast: Cast) -> None:
    report = make_received(cast.ekby)
    again = submit_report(report, told(report, 66, 1200), name="Ola", revision=report.revision)

    assert again.version == 2
    share = again.request.lines.get(kind="share")
    assert list(ReportedValue.objects.filter(line=share).values_list("version", "amount", "told_by")) == [
        (1, Decimal(64), "Kari"),
        (2, Decimal(66), "Ola"),
    ]
    with pytest.raises(ConflictError):
        save_draft(report, {}, revision=report.revision)


def test_report_is_not_sent_more_often_than_anybody_types_it(cast: Cast) -> None:
    report = make_received(cast.ekby)
    for _number in range(MOST_AN_HOUR - 1):
        report = submit_report(report, told(report, 64), name="Kari", revision=report.revision)

    with pytest.raises(FollowUpNotPossibleError, match="many times"):
        submit_report(report, told(report, 64), name="Kari", revision=report.revision)


def test_accepted_report_measures_and_fills_the_series_once(cast: Cast) -> None:
    report = make_received(cast.ekby)
    accepted = accept_report(report, revision=report.revision)

    obligation = report.request.lines.get(kind="share").obligation
    assert obligation is not None
    assert obligation.standing.state == KeptState.KEPT
    result = CheckResult.objects.get()
    assert (result.value, result.threshold, result.source_id) == (Decimal(64), Decimal(50), report.uuid)
    value = ActivityValue.objects.get()
    assert (value.amount, value.period.label, value.source_kind) == (Decimal(1200), "2026 Q1", "report")
    assert value.source_id == str(report.uuid)
    with pytest.raises(FollowUpNotPossibleError, match="accepted already"):
        accept_report(accepted, revision=accepted.revision)
    with pytest.raises(FollowUpNotPossibleError, match="is accepted"):
        submit_report(accepted, told(accepted, 70), name="Kari", revision=accepted.revision)


def test_series_with_another_figure_refuses_the_whole_report(cast: Cast) -> None:
    report = make_received(cast.ekby)
    accept_report(report, revision=report.revision)
    other = make_obligation(make_followed(cast.ekby, "Other contract"))
    part = ActivityValue.objects.get().dimension
    lines = [LineSaid("km", part=part), LineSaid("share", obligation=other)]
    request = ask_for_reports(other.contract, said_of(other.contract), lines)
    make_due_reports(cast.ekby.pk, FIRST_QUARTER_ENDED)
    second = SupplierReport.objects.get(request=request)
    sent = submit_report(second, told(second, 9, 64), name="Kari", revision=second.revision)

    with pytest.raises(FollowUpNotPossibleError, match="does not take these figures"):
        accept_report(sent, revision=sent.revision)
    sent.refresh_from_db()
    assert sent.state == ReportState.RECEIVED
    assert not CheckResult.objects.filter(obligation=other).exists()


def test_below_the_step_a_person_notes_the_deviation_once(cast: Cast) -> None:
    report = make_received(cast.ekby, share=40)
    report = accept_report(report, revision=report.revision)
    line = report.request.lines.get(kind="share")
    assert not Deviation.objects.exists()

    noted = note_what_is_not_kept(report, line.uuid, title="40 % instead of 50 %", facts="By the supplier's report")
    assert noted == note_what_is_not_kept(report, line.uuid, title="Again", facts="Again")
    assert (noted.value, noted.threshold, noted.report_id) == (Decimal(40), Decimal(50), report.uuid)


def test_no_deviation_is_noted_for_what_a_report_shows_is_kept(cast: Cast) -> None:
    report = make_received(cast.ekby, share=64)
    report = accept_report(report, revision=report.revision)
    line = report.request.lines.get(kind="share")

    with pytest.raises(FollowUpNotPossibleError, match="does not show"):
        note_what_is_not_kept(report, line.uuid, title="64 % instead of 50 %", facts="By the supplier's report")
    assert not Deviation.objects.exists()


def test_correction_voids_and_writes_anew_with_the_reason(cast: Cast) -> None:
    report = make_received(cast.ekby)
    report = accept_report(report, revision=report.revision)
    share, km = report.request.lines.all()
    values = {str(share.uuid): Decimal(45), str(km.uuid): Decimal(1100)}

    with pytest.raises(FollowUpNotPossibleError, match="why"):
        correct_report(report, values, because=" ", revision=report.revision)
    correct_report(report, values, because="Two cars were counted twice", revision=report.revision)

    assert list(CheckResult.objects.order_by("pk").values_list("value", "void_because")) == [
        (Decimal(64), "Two cars were counted twice"),
        (Decimal(45), ""),
    ]
    assert share.obligation is not None
    assert share.obligation.standing.state == KeptState.NOT_KEPT
    newest = ActivityValue.objects.get(replaced_by=None)
    assert (newest.amount, newest.reason) == (Decimal(1100), "Two cars were counted twice")


def test_report_sent_back_goes_out_with_the_reason(cast: Cast) -> None:
    report = make_received(cast.ekby)
    with pytest.raises(FollowUpNotPossibleError, match="look at"):
        return_report(report, because="", revision=report.revision)
    back = return_report(report, because="March alone, please", revision=report.revision)

    assert back.state == ReportState.RETURNED
    letter = Message.objects.latest("pk")
    assert "March alone, please" in letter.body
    assert letter.holds_secret


def test_what_cannot_be_asked_names_its_field(cast: Cast) -> None:
    obligation = make_obligation(make_followed(cast.ekby))
    contract, other = obligation.contract, make_obligation(make_followed(cast.ekby, "Other"))
    part = make_series(cast.ekby)

    def field_of(*lines: LineSaid, **said: object) -> str:
        with pytest.raises(FollowUpNotPossibleError) as refused:
            ask_for_reports(contract, said_of(contract, **said), lines)
        return refused.value.field

    share = LineSaid("share")
    assert field_of() == "lines"
    assert field_of(share, email="nobody") == "email"
    assert field_of(share, title=" ") == "title"
    assert field_of(share, first_day=date(2025, 1, 1)) == "first_day"
    assert field_of(share, period_kind="season", season_begins="10-15", season_ends="x") == "season_ends"
    assert field_of(LineSaid("km", unit="kWh")) == "lines-0-unit"
    assert field_of(LineSaid("number")) == "lines-0-label"
    assert field_of(share, LineSaid("share", obligation=other)) == "lines-1-obligation"
    assert field_of(LineSaid("km", obligation=obligation)) == "lines-0-obligation"
    assert field_of(LineSaid("litres", part=part)) == "lines-0-part"
    assert field_of(LineSaid("km", part=part), LineSaid("km", part=part)) == "lines-1-part"
    assert not ReportRequest.objects.exists()


def test_changed_request_keeps_lines_that_were_reported_on(cast: Cast) -> None:
    report = make_received(cast.ekby)
    request = report.request
    share = request.lines.get(kind="share")
    lines = [LineSaid("share", label="Share without emissions", obligation=share.obligation, uuid=share.uuid)]
    said = said_of(request.contract, email="other@nordbygg.example")

    changed = change_request(request, said, lines, revision=request.revision)
    assert changed.lines.filter(is_asked=True).count() == 1
    assert changed.lines.get(kind="km").values.count() == 1
    assert not AccessLink.objects.filter(revoked_at=None).exists(), "links of the old address are closed"
    with pytest.raises(ConflictError):
        change_request(request, said, lines, revision=request.revision)
    with pytest.raises(FollowUpNotPossibleError) as refused:
        change_request(request, said_of(request.contract, period_kind="year"), lines, revision=changed.revision)
    assert refused.value.field == "period_kind"


def test_made_up_secret_opens_nothing() -> None:
    assert opened_by("made-up").opened is None


def test_a_link_opens_for_90_whole_days_after_the_report_is_due(cast: Cast) -> None:
    report = make_report(cast.ekby)
    last = max(report.due_on, timezone.localdate()) + timedelta(days=90)

    assert timezone.localdate(AccessLink.objects.get().expires_at) == last + timedelta(days=1)
