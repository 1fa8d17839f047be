"""The priority list answers what to check first; weights, talks, hours and the yearly assessment from its pages."""

import csv
import uuid
from collections.abc import Callable
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from follow_up.models import (
    ContractTraits,
    InterviewNote,
    ObligationStanding,
    PlannedTask,
    RiskAssessment,
    WeightChange,
)
from follow_up.services.note_deviation import Found, note_deviation
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Contract, Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
HOME = "/o/ekby/follow-up/"
PARTS = ("spend", "tonnes", "step", "evidence", "history", "sector", "market", "last_check", "interview")


@pytest.fixture
def contract(cast: Cast) -> Contract:
    """Deliveries with an open deviation, and a quieter contract in another category."""
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby, manager=cast.ada)
        obligation = make_obligation(contract)
        note_deviation(contract, Found("Diesel van", "Seen on site", timezone.localdate(), obligation=obligation))
        make_obligation(make_followed(cast.ekby, "Software", category="it.software"))
    return contract


def obligation_of(contract: Contract) -> uuid.UUID:
    with open_access(access_for_work(contract.organisation_id)):
        return Obligation.objects.get(contract=contract).uuid


def text_of(client: Client, address: str) -> str:
    return client.get(f"{HOME}{address}").content.decode()


@pytest.mark.usefixtures("contract")
def test_list_says_what_is_first_and_why(client_for: In, bo: User) -> None:
    page = text_of(client_for(bo), "")

    assert "What should be checked first?" in page
    assert page.index("Varelevering 2026</a>") < page.index("Software</a>")
    assert "No evidence" in page
    assert "Nobody has said how many hours there are" in page


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?category=it", ["Software"]),
        ("?theme=climate", ["Varelevering 2026", "Software"]),
        ("?theme=social", []),
        ("?by=obligation", ["Emission-free deliveries", "Emission-free deliveries"]),
        (f"?manager={uuid.UUID(int=0)}", []),
        ("?manager=x&by=x&theme=x", ["Varelevering 2026", "Software"]),
    ],
)
def test_list_narrows_down(client_for: In, bo: User, query: str, found: list[str]) -> None:
    response = client_for(bo).get(f"{HOME}{query}")

    assert [row.title for row in response.context["rows"]] == found


def test_line_parts_what_fits_into_the_month(contract: Contract, client_for: In, ada: User) -> None:
    client = client_for(ada)
    month = timezone.localdate().replace(day=1)
    sent = {f"hours_{ada.uuid.hex}_{month:%Y_%m}": "7", "kind_desk_control": "3", "kind_site_inspection": "6"}

    response = client.post(f"{HOME}hours/say/", {**sent, "kind_third_party_control": "2"})

    assert response.status_code == 302
    rows = client.get(HOME).context["rows"]
    assert [(row.title, row.is_first_outside) for row in rows] == [(contract.title, False), ("Software", True)]
    assert "0 of 7 hours" in text_of(client, "")


def exported(client: Client) -> list[dict[str, str]]:
    response = client.get(f"{HOME}priority-list.csv")
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined] # streamed
    return list(csv.DictReader(StringIO(content)))


@pytest.mark.usefixtures("contract")
def test_export_is_as_time_has_made_it_without_the_page_being_opened(cast: Cast, client_for: In, bo: User) -> None:
    client = client_for(bo)
    before = exported(client)
    with open_access(access_for_work(cast.ekby.pk)):
        ObligationStanding.objects.filter(organisation=cast.ekby).delete()

    assert exported(client) == before


@pytest.mark.usefixtures("contract")
def test_export_holds_every_part(client_for: In, bo: User) -> None:
    rows = exported(client_for(bo))

    assert [row["Place"] for row in rows] == ["1", "2"]
    assert rows[0]["Evidence missing or expired, 0–1"] == "1.0000"
    points = sum(Decimal(value) for name, value in rows[0].items() if name.endswith("points") and value)
    assert abs(points - Decimal(rows[0]["Score, 0–100"])) < Decimal("0.05")


@pytest.mark.parametrize("contracts", [1, 3])
def test_page_takes_as_many_queries_for_one_as_for_three(cast: Cast, client_for: In, bo: User, contracts: int) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for number in range(contracts):
            make_obligation(make_followed(cast.ekby, f"Contract {number}"))
    client = client_for(bo)
    client.get(HOME)

    with CaptureQueriesContext(connection) as queries:
        client.get(HOME)

    assert len(queries) == 25


def test_other_weights_show_what_moves_and_are_saved_with_a_reason(
    contract: Contract, client_for: In, ada: User
) -> None:
    client, weights = client_for(ada), {**dict.fromkeys(PARTS, "0"), "sector": "10"}

    tried = client.get(f"{HOME}weights/", weights)
    refused = client.post(f"{HOME}weights/save/", {**weights, "because": " ", "read": ""})
    saved = client.post(f"{HOME}weights/save/", {**weights, "because": "The trade decides", "read": ""})
    stale = client.post(f"{HOME}weights/save/", {**weights, "sector": "9", "spend": "5", "because": "x", "read": ""})

    assert {row["title"] for row in tried.context["rows"]} == {"Varelevering 2026", "Software"}
    assert [each.status_code for each in (refused, saved, stale)] == [422, 302, 409]
    with open_access(access_for_work(contract.organisation_id)):
        assert WeightChange.objects.get().weights["sector"] == "10"


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize("weights", [dict.fromkeys(PARTS, "0"), {**dict.fromkeys(PARTS, "1"), "spend": "x"}])
def test_weights_that_cannot_be_are_told(client_for: In, bo: User, weights: dict[str, str]) -> None:
    response = client_for(bo).get(f"{HOME}weights/", weights)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert response.context["tried"] is None


def test_control_is_planned_once(contract: Contract, client_for: In, ada: User) -> None:
    client, address = client_for(ada), f"{HOME}contracts/{contract.uuid}/"
    sent = {
        "key": str(uuid.uuid4()),
        "kind": "site_inspection",
        "month": f"{timezone.localdate():%Y-%m}",
        "owner": str(ada.uuid),
        "hours": "6",
        "obligation": str(obligation_of(contract)),
    }

    for _time in range(2):
        assert client.post(f"{address}plan-control/", sent).status_code == 302

    with open_access(access_for_work(contract.organisation_id)):
        task = PlannedTask.objects.get()
        assert task.hours == Decimal(6)
        assert [each.obligation.title for each in task.covers.all()] == ["Emission-free deliveries"]
    assert "planned in" in text_of(client, "")
    assert client.post(f"{address}plan-control/", {**sent, "month": "x"}).status_code == 422


def test_criticality_is_noted_and_nobody_overwrites(contract: Contract, client_for: In, ada: User) -> None:
    client, address = client_for(ada), f"{HOME}contracts/{contract.uuid}/traits/"

    first = client.post(address, {"revision": "0", "market": "5", "criticality": ""})
    second = client.post(address, {"revision": "0", "market": "1"})

    assert (first.status_code, second.status_code) == (302, 409)
    with open_access(access_for_work(contract.organisation_id)):
        assert ContractTraits.objects.values_list("market", "criticality").get() == (5, None)


def test_talk_asks_about_each_contract_and_keeps_what_was_answered(
    contract: Contract, client_for: In, ada: User
) -> None:
    client = client_for(ada)
    day = timezone.localdate()
    sent = {"key": str(uuid.uuid4()), "adviser": str(ada.uuid), "held_on": f"{day:%Y-%m-%d}"}

    address = client.post(f"{HOME}interviews/new/", sent)["Location"]
    page = client.get(address).content.decode()
    answers = {"revision": "1", f"worry_{contract.uuid.hex}": "5", f"words_{contract.uuid.hex}": "Often late"}
    client.post(f"{address}write/", answers)

    assert "Is anything worrying you here?" in page
    with open_access(access_for_work(contract.organisation_id)):
        note = InterviewNote.objects.get()
        assert (note.worry, note.dependence, note.words) == (5, None, "Often late")
    assert client.post(f"{address}write/", answers).status_code == 409


def test_plan_of_the_hours_is_previewed_and_written(contract: Contract, client_for: In, ada: User) -> None:
    client, month = client_for(ada), timezone.localdate().replace(day=1)
    sent = {f"hours_{ada.uuid.hex}_{month:%Y_%m}": "7", "kind_desk_control": "3", "kind_site_inspection": "6"}
    client.post(f"{HOME}hours/say/", {**sent, "kind_third_party_control": "2"})

    seen = client.get(f"{HOME}hours/plan/")
    page = seen.content.decode()
    stale = client.post(f"{HOME}hours/plan/write/", {"digest": "x"})
    done = client.post(f"{HOME}hours/plan/write/", {"digest": seen.context["plan"].digest})

    assert "1 check falls outside" in page
    assert [move.title for move in seen.context["moves"]] == [contract.title]
    assert (stale.status_code, done.status_code) == (409, 302)
    assert "Nothing: the plan stands as it is." in text_of(client, "hours/plan/")


def test_yearly_assessment_is_frozen_when_approved(contract: Contract, client_for: In, ada: User) -> None:
    client = client_for(ada)

    address = client.post(f"{HOME}risk/make/")["Location"]
    page = client.get(address).content.decode()
    empty = client.post(f"{address}approve/", {"revision": "1", "conclusion": ""})
    approved = client.post(f"{address}approve/", {"revision": "1", "conclusion": "We look at transport first."})
    client.post(f"{HOME}risk/make/")

    assert "The one to check first is Varelevering 2026" in page
    assert (empty.status_code, approved.status_code) == (422, 302)
    with open_access(access_for_work(contract.organisation_id)):
        kept = RiskAssessment.objects.get()
        assert (kept.state, kept.revision, kept.approved_by) == ("approved", 2, ada.name)
    assert client.get(f"{address}document.docx").content.startswith(b"PK")
    assert client.get(f"{address}document.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    ["weights/save/", "interviews/new/", "hours/say/", "hours/plan/write/", "risk/make/", "sector-risks/set/"],
)
def test_reader_changes_nothing(client_for: In, bo: User, address: str) -> None:
    assert client_for(bo).post(f"{HOME}{address}").status_code == 404


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Nothing to check yet"),
        ("interviews/", "No talk yet"),
        ("hours/plan/", "Nobody has said how many hours there are"),
        ("risk/", "There is no assessment of"),
        ("weights/", "The shipped weights"),
    ],
)
def test_empty_pages_say_what_to_do(client_for: In, ada: User, address: str, said: str) -> None:
    assert said in text_of(client_for(ada), address)


@pytest.mark.usefixtures("contract")
def test_own_risk_of_a_category_is_kept_with_its_reason(client_for: In, ada: User) -> None:
    client, address = client_for(ada), f"{HOME}sector-risks/"
    sent = {"category": "transport.goods", "climate": "0.2", "social": "0.1", "wage": "0", "because": "Own drivers"}

    assert client.post(f"{address}set/", {**sent, "wage": "2"}).status_code == 422
    assert client.post(f"{address}set/", {**sent, "because": ""}).status_code == 422
    assert client.post(f"{address}set/", sent).status_code == 302

    assert "Our own: Own drivers" in text_of(client, "sector-risks/")
