"""Reports over the API: asked for, listed, read and accepted once."""

from uuid import uuid4

import pytest

from follow_up.models import ReportRequest, SupplierReport
from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import ContractParty
from tests.api.callers import Caller
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.reports import make_received, make_series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
REPORTS, REQUESTS = "organisations/ekby/supplier-reports/", "organisations/ekby/report-requests/"


@pytest.fixture
def received(cast: Cast) -> SupplierReport:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_received(cast.ekby)


def test_reports_are_listed_and_read(controller: Caller, reader: Caller, received: SupplierReport) -> None:
    for query, found in (("", 1), ("?state=received", 1), ("?state=accepted", 0), ("?due_before=2026-04-30", 0)):
        assert len(reader.get(REPORTS + query).json()["results"]) == found, query
    one = controller.get(f"{REPORTS}{received.uuid}/").json()

    assert [(each["amount"], each["unit"]) for each in one["values"]] == [("64", "%"), ("1200", "km")]
    assert controller.get(f"{REPORTS}?state=lost").status_code == 400


def test_report_is_accepted_by_whoever_read_its_newest_state(
    controller: Caller, reader: Caller, neighbour: Caller, received: SupplierReport
) -> None:
    address = f"{REPORTS}{received.uuid}/accept/"

    assert reader.post(address, {"revision": received.revision}).status_code == 403
    assert neighbour.post(address, {"revision": received.revision}).status_code == 404
    assert controller.post(address, {"revision": received.revision + 1}).status_code == 409
    assert controller.post(address, {"revision": received.revision}).json()["state"] == "accepted"
    again = controller.post(address, {"revision": received.revision + 1})
    assert again.status_code == 422


def test_reports_are_asked_for(cast: Cast, controller: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby))
        party, part = ContractParty.objects.get(contract=obligation.contract), make_series(cast.ekby)
    km = {"kind": "km", "series": str(part.series.uuid), "part": "Electric"}
    body = {
        "contract": str(obligation.contract.uuid),
        "party": str(party.uuid),
        "email": "post@nordbygg.example",
        "title": "Deliveries",
        "period_kind": "quarter",
        "first_day": "2026-03-01",
        "lines": [{"kind": "share", "obligation": str(obligation.uuid)}, km],
    }

    made = controller.post(REQUESTS, body)
    assert made.status_code == 201, made.content
    assert [each["part"] for each in made.json()["lines"]] == [None, "Electric"]
    assert controller.get(REQUESTS).json()["results"][0]["report_request"] == made.json()["report_request"]
    assert controller.get(f"{REQUESTS}{made.json()['report_request']}/").json()["title"] == "Deliveries"
    for wrong in (
        {"lines": [{"kind": "litres", "unit": "kWh"}]},
        {"lines": [{**km, "part": "Coal"}]},
        {"contract": str(party.uuid)},
        {"first_day": "2025-01-01"},
    ):
        assert controller.post(REQUESTS, {**body, **wrong}).status_code == 422, wrong
    plain = {**body, "lines": [{"kind": "km"}], "key": str(uuid4())}
    first, again = controller.post(REQUESTS, plain), controller.post(REQUESTS, plain)
    assert (again.status_code, again.json()) == (201, first.json())
    with open_access(access_for_work(cast.ekby.pk)):
        assert ReportRequest.objects.count() == 2
        other = make_followed(cast.ekby, "Another")
        elsewhere = {"contract": str(other.uuid), "party": str(other.parties.get().uuid)}
    assert controller.post(REQUESTS, {**plain, **elsewhere}).json()["errors"][0]["field"] == "key"
