"""A supplier reports by a link: it opens one request's reports, runs out, and is revoked."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from follow_up.forms.report_sheet import typed_in_sheet
from follow_up.models import ReportRequest, ReportState, SupplierReport
from follow_up.reports.report_sheet import report_template
from follow_up.services.due_reports import make_due_reports, revoke_links
from follow_up.services.report_links import link_to_reports
from follow_up.services.report_requests import LineSaid, ask_for_reports, end_request
from follow_up.views import report_by_link
from foundation.access import open_access
from foundation.models import AccessLink, Message
from foundation.scoping import access_for_work
from foundation.spreadsheets import workbook_of
from organisations.models import Organisation
from requirements_bank.importers.spreadsheet import read_sheets
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.reports import make_received, make_report, make_request, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OVER = "works no more"


@pytest.fixture
def report(cast: Cast) -> SupplierReport:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_report(cast.ekby)


def link_to(report: SupplierReport) -> str:
    with open_access(access_for_work(report.organisation_id)):
        return f"/report/{link_to_reports(report.request, report.due_on)}/"


def keys_of(report: SupplierReport) -> list[str]:
    with open_access(access_for_work(report.organisation_id)):
        return [line.uuid.hex for line in report.request.lines.all()]


def now(report: SupplierReport) -> SupplierReport:
    with open_access(access_for_work(report.organisation_id)):
        return SupplierReport.objects.get(pk=report.pk)


def typed(report: SupplierReport, share: str, km: str, **more: object) -> dict[str, object]:
    first, second = keys_of(report)
    said = {f"{first}-value": share, f"{second}-value": km, f"{second}-unit": "km", "name": "Kari"}
    return {**said, "revision": now(report).revision, **more}


def test_page_shows_who_asks_for_what_until_when(report: SupplierReport) -> None:
    page = Client().get(link_to(report)).content.decode()

    for words in ("Ekby", "Nordbygg AS", "March 2026", "Contract clause 7.3", "at least 50", "at least 70"):
        assert words in page, words


def test_report_is_saved_and_sent_later(report: SupplierReport) -> None:
    client, address = Client(), link_to(report)

    client.post(address, typed(report, "64", "what?", do="save"))
    page = client.get(address).content.decode()
    assert "what?" in page
    assert now(report).state == ReportState.WAITING
    refused = client.post(address, typed(report, "64", "what?", do="send"))
    assert refused.status_code == 422
    assert "Write a figure of zero or more" in refused.content.decode()
    answer = client.post(address, typed(report, "64", "1 200,5", do="send"), follow=True)

    assert "Your report has come in" in answer.content.decode()
    assert now(report).state == ReportState.RECEIVED
    with open_access(access_for_work(report.organisation_id)):
        receipt = Message.objects.latest("pk")
    assert receipt.subject.startswith("Received")
    assert "1,200.5" in receipt.body


def test_everything_that_is_missing_is_said_at_once(report: SupplierReport) -> None:
    client, address = Client(), link_to(report)

    page = client.post(address, {})
    assert page.status_code == 422
    assert [sentence for _field, _where, sentence in page.context["forms"].errors] == [
        "Fill this in. If it is nothing, write 0.",
        "Write who reports.",
    ]
    assert client.post(address, typed(report, "64", "", revision="x")).status_code == 422


def test_form_that_a_colleague_saved_meanwhile_is_not_saved_over(report: SupplierReport) -> None:
    client, address = Client(), link_to(report)
    mine = typed(report, "64", "10", do="send")
    client.post(address, typed(report, "65", "11", do="save"))

    answer = client.post(address, mine)
    assert answer.status_code == 409
    assert 'value="64"' in answer.content.decode()


def test_question_about_a_jump_is_answered_by_a_tick(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first = make_received(cast.ekby)
        make_due_reports(cast.ekby.pk, date(2026, 7, 2))
        second = SupplierReport.objects.exclude(pk=first.pk).select_related("request").get()
    client, address = Client(), link_to(second)
    km = keys_of(second)[1]

    asked = client.post(address, typed(second, "64", "14400", do="send"))
    assert asked.status_code == 422
    assert "12 times" in asked.content.decode()
    client.post(address, typed(second, "64", "14400", do="send", **{f"{km}-sure": "on"}))
    assert now(second).state == ReportState.RECEIVED


def test_sheet_is_looked_through_before_it_is_sent(report: SupplierReport) -> None:
    client, address = Client(), link_to(report)
    page = f"{address}{report.uuid}/"
    template = client.get(f"{page}template.xlsx")
    assert template["Content-Disposition"].startswith("attachment")
    (_name, cells), *_more = read_sheets(template.getvalue())
    assert [row[1] for row in cells[1:]] == ["Emission-free deliveries", "Kilometres driven: Electric"]

    def upload(text: str) -> object:
        return client.post(f"{page}sheet/", {"file": SimpleUploadedFile("report.csv", text.encode())})

    wrong = upload("No.;Unit;Value\n1;%;64\n1;%;2\n2;kWh;5\n9;km;1\n")
    said = wrong.content.decode()  # type: ignore[attr-defined]
    assert "This number stands twice" in said
    assert "Write the value in km" in said
    assert "No such number" in said
    assert not now(report).draft

    upload("No.;Unit;Value\n1;%;64\n2;km;1000\n2;mil;20\n")
    filled = client.get(page).content.decode()
    assert 'value="1200"' in filled
    assert now(report).state == ReportState.WAITING


def test_template_is_read_back_in_each_language(cast: Cast, report: SupplierReport) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        lines = list(report.request.lines.all())
        sheet = report_template("Report", lines)
        rows = [[*row[:3], value, ""] for row, value in zip(sheet.rows, ("64,5", "12"), strict=True)]
        data = workbook_of([type(sheet)(sheet.title, sheet.columns, rows)])
        found = typed_in_sheet(lines, BytesIO(data).getvalue())
    assert isinstance(found, dict)
    assert [each["value"] for each in found.values()] == ["64.5", "12"]


def test_link_opens_the_reports_of_its_request_alone(cast: Cast, report: SupplierReport) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby, "Other"))
        other = ask_for_reports(
            obligation.contract, said_of(obligation.contract), [LineSaid("share", obligation=obligation)]
        )
        make_due_reports(cast.ekby.pk, date(2026, 4, 2))
        others = SupplierReport.objects.get(request=other)
    address = link_to(report)

    for way in ("", "template.xlsx"):
        assert Client().get(f"{address}{others.uuid}/{way}").status_code == 404
    assert Client().post(f"{address}{others.uuid}/", {"do": "save"}).status_code == 404
    assert Client().get(address).status_code == 200


def test_link_that_ran_out_was_revoked_or_ended_says_whose_it_was(cast: Cast, report: SupplierReport) -> None:
    def is_gone(address: str) -> None:
        answer = Client().get(address)
        assert (answer.status_code, OVER in answer.content.decode()) == (410, True)
        assert "Ekby" in answer.content.decode()
        assert Client().post(address, {"do": "send"}).status_code == 410

    old = link_to(report)
    with open_access(access_for_work(cast.ekby.pk)):
        AccessLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    is_gone(old)
    revoked = link_to(report)
    with open_access(access_for_work(cast.ekby.pk)):
        revoke_links(report.request)
    is_gone(revoked)
    ended = link_to(report)
    with open_access(access_for_work(cast.ekby.pk)):
        end_request(report.request, because="Taken out")
    is_gone(ended)
    assert Client().get("/report/made-up/").status_code == 404


def test_link_without_a_report_says_that_nothing_is_due(at_work_in_ekby: Organisation) -> None:
    request: ReportRequest = make_request(at_work_in_ekby)
    secret = link_to_reports(request, date(2026, 4, 30))

    assert "nothing to report yet" in Client().get(f"/report/{secret}/").content.decode()


def test_sheets_stop_after_some_in_an_hour(report: SupplierReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_by_link, "MOST_SHEETS_AN_HOUR", 2)
    client, page = Client(), f"{link_to(report)}{report.uuid}/"
    sheets = [
        client.post(f"{page}sheet/", {"file": SimpleUploadedFile("report.csv", b"a;b\n1;2")}) for _each in range(3)
    ]
    assert ["You can go on in" in each.content.decode() for each in sheets] == [False, False, True]
    assert sheets[-1].status_code == 422
