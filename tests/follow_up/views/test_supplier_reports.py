"""The buyer asks, sees what came in beside last time and the step, and accepts, sends back or corrects."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from follow_up.models import CheckResult, Deviation, ReportRequest, ReportState, SupplierReport
from follow_up.services.due_reports import make_due_reports
from follow_up.services.judge_report import accept_report
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import ContractParty, Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.reports import make_received, make_report, make_request, make_series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
REPORTS = "/o/ekby/follow-up/reports/"


@pytest.fixture
def received(cast: Cast) -> SupplierReport:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_received(cast.ekby, share=40)


def now(cast: Cast, report: SupplierReport) -> SupplierReport:
    with open_access(access_for_work(cast.ekby.pk)):
        return SupplierReport.objects.select_related("request").get(pk=report.pk)


def test_list_says_what_to_do_while_it_is_empty(client_for: In, bo: User) -> None:
    page = client_for(bo).get(REPORTS).content.decode()

    assert "No supplier is asked for reports yet" in page


def test_list_parts_reports_by_where_they_stand(cast: Cast, client_for: In, received: SupplierReport) -> None:
    client = client_for(cast.ada)

    assert received.request.title in client.get(f"{REPORTS}?show=to_look_at").content.decode()
    assert "No report fits" in client.get(f"{REPORTS}?show=late").content.decode()
    assert "No report fits" in client.get(f"{REPORTS}?q=nowhere").content.decode()


@pytest.mark.parametrize("until", [date(2026, 4, 2), date(2026, 10, 2)])
def test_list_takes_as_many_queries_for_one_as_for_three(cast: Cast, client_for: In, until: date) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_request(cast.ekby)
        make_due_reports(cast.ekby.pk, until)
    client = client_for(cast.ada)
    client.get(REPORTS)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(REPORTS)
    assert len(page.context["rows"]) == (1 if until.month == 4 else 3)
    of_reports = [each for each in queries if "follow_up_" in each["sql"]]
    assert len(of_reports) == 5


def test_report_is_accepted_on_its_page_and_a_deviation_noted(
    cast: Cast, client_for: In, received: SupplierReport
) -> None:
    client = client_for(cast.ada)
    address = f"{REPORTS}{received.uuid}/"
    page = client.get(address).content.decode()
    assert "1 figure does not reach what was agreed." in page
    assert "at least 50" in page

    client.post(f"{address}accept/", {"revision": received.revision - 1})
    assert now(cast, received).state == ReportState.RECEIVED, "somebody else saved it meanwhile"
    client.post(f"{address}accept/", {"revision": received.revision})
    assert now(cast, received).state == ReportState.ACCEPTED

    with open_access(access_for_work(cast.ekby.pk)):
        line = received.request.lines.get(kind="share")
    noting = f"{address}lines/{line.uuid}/deviation/"
    assert "Note a deviation" in client.get(address).content.decode()
    client.post(noting, {"title": "40 % instead of 50 %", "facts": "By the report"})
    assert "Deviation 1 is noted" in client.get(address).content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert Deviation.objects.get().report_id == received.uuid


def test_report_is_sent_back_with_a_reason(cast: Cast, client_for: In, received: SupplierReport) -> None:
    client, address = client_for(cast.ada), f"{REPORTS}{received.uuid}/"

    client.post(f"{address}send-back/", {"revision": received.revision, "because": ""})
    assert now(cast, received).state == ReportState.RECEIVED
    client.post(f"{address}send-back/", {"revision": received.revision, "because": "Only March"})
    assert now(cast, received).state == ReportState.RETURNED


def test_accepted_figures_are_corrected_with_a_reason(cast: Cast, client_for: In, received: SupplierReport) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        report = accept_report(received, revision=received.revision)
        share, km = report.request.lines.all()
    client, address = client_for(cast.ada), f"{REPORTS}{report.uuid}/correct/"
    said = {share.uuid.hex: "60", km.uuid.hex: "1200", "revision": report.revision}

    assert client.post(address, said).status_code == 422
    assert client.post(address, {**said, share.uuid.hex: "160", "because": "Typo"}).status_code == 422
    assert client.post(address, {**said, "because": "Typo"}).status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        assert CheckResult.objects.get(void_because="").value == 60


@pytest.fixture
def duty(cast: Cast) -> Obligation:
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby)
        make_obligation(contract)
        return make_obligation(contract, "Report each quarter", steps=(), kind="reporting_duty")


def sent(duty: Obligation, lines: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    party = duty.party or ContractParty.objects.get(contract=duty.contract)
    found = {
        "party": str(party.uuid),
        "email": "post@nordbygg.example",
        "language": "nb",
        "title": "Deliveries",
        "period_kind": "quarter",
        "first_day": "2026-03-01",
        "days_until_due": "30",
        "lines-TOTAL_FORMS": str(len(lines)),
        "lines-INITIAL_FORMS": "0",
    }
    for place, line in enumerate(lines):
        found.update({f"lines-{place}-{name}": value for name, value in line.items()})
    return {**found, **more}


def test_duty_to_report_leads_to_the_form_with_lines_proposed(cast: Cast, client_for: In, duty: Obligation) -> None:
    client = client_for(cast.ada)
    address = reverse("ask_for_reports", args=["ekby", duty.contract.uuid])

    page = client.get(reverse("followed_obligation", args=["ekby", duty.uuid])).content.decode()
    assert f"{address}?obligation={duty.uuid}" in page
    form = client.get(f"{address}?obligation={duty.uuid}")
    assert form.context["form"].initial["obligation"] == str(duty.uuid)
    assert [each.initial.get("kind") for each in form.context["lines"]] == ["share", None]


def test_asking_keeps_lines_and_says_what_is_wrong_at_the_line(cast: Cast, client_for: In, duty: Obligation) -> None:
    client = client_for(cast.ada)
    address = reverse("ask_for_reports", args=["ekby", duty.contract.uuid])
    with open_access(access_for_work(cast.ekby.pk)):
        part = make_series(cast.ekby)
        wrong = sent(duty, [{"kind": ""}, {"kind": "litres", "part": str(part.pk)}])
        right = sent(duty, [{"kind": ""}, {"kind": "km", "part": str(part.pk), "is_required": "on"}])

    answer = client.post(address, wrong)
    assert answer.status_code == 422
    assert "counts km" in answer.content.decode()
    assert client.post(address, {**right, "do": "add"}).context["lines"].total_form_count() == 3
    answer = client.post(address, right)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Kilometres driven" in page

    with open_access(access_for_work(cast.ekby.pk)):
        asked = ReportRequest.objects.get()
        line = asked.lines.get()
        assert line.part == part
        change = sent(duty, [{"kind": "km", "uuid": str(line.uuid), "label": "Km"}], revision=asked.revision)
    change["lines-INITIAL_FORMS"] = "1"
    changing = reverse("change_report_request", args=["ekby", asked.uuid])
    assert client.post(changing, change).status_code == 302
    assert client.post(changing, change).status_code == 422, "saved over somebody else's change"


def test_senseless_requests_are_refused_in_words(cast: Cast, client_for: In, duty: Obligation) -> None:
    client = client_for(cast.ada)
    address = reverse("ask_for_reports", args=["ekby", duty.contract.uuid])
    season = {"period_kind": "season", "season_begins": "31.31.", "season_ends": "15.4."}

    for said in ({}, {"lines-TOTAL_FORMS": "x"}, sent(duty_open(cast, duty), [{"kind": "km"}], **season)):
        assert client.post(address, said).status_code == 422, said
    assert client.get(f"{address}?obligation=nothing").status_code == 404
    assert client.get("/o/ekby/follow-up/report-requests/new/?contract=nothing").status_code == 404


def duty_open(cast: Cast, duty: Obligation) -> Obligation:
    """The duty, with its suppliers read while they are in sight."""
    with open_access(access_for_work(cast.ekby.pk)):
        party = ContractParty.objects.get(contract=duty.contract)
    duty.party = party
    return duty


def test_links_are_listed_revoked_and_ended(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        report = make_report(cast.ekby)
    client = client_for(cast.ada)
    address = reverse("report_request", args=["ekby", report.request.uuid])
    assert "works until" in client.get(address).content.decode()

    client.post(reverse("revoke_report_links", args=["ekby", report.request.uuid]))
    assert "revoked" in client.get(address).content.decode()
    client.post(reverse("send_report_link", args=["ekby", report.uuid]))
    assert "works until" in client.get(address).content.decode()
    client.post(reverse("end_report_request", args=["ekby", report.request.uuid]), {"reason": "Taken out"})
    assert "No longer asked for" in client.get(address).content.decode()


def test_reader_sees_and_changes_nothing(client_for: In, bo: User, received: SupplierReport) -> None:
    client, address = client_for(bo), f"{REPORTS}{received.uuid}/"

    assert "Accept the report" not in client.get(address).content.decode()
    assert client.post(f"{address}accept/", {"revision": received.revision}).status_code == 404
