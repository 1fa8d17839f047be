"""The priority list and the hours by the API."""

from decimal import Decimal

import pytest
from django.utils import timezone

from follow_up.models import ObligationStanding
from follow_up.services.hours import say_hours
from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import Contract
from tests.api.callers import Caller
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = pytest.mark.django_db
LIST, HOURS = "organisations/ekby/priority-list/", "organisations/ekby/control-hours/"


@pytest.fixture
def contract(cast: Cast) -> Contract:
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby)
        make_obligation(contract)
        make_obligation(make_followed(cast.ekby, "Software", category="it.software"))
    return contract


def test_list_has_every_part(controller: Caller, contract: Contract) -> None:
    rows = controller.get(LIST).json()["results"]

    assert [(row["rank"], row["title"]) for row in rows] == [(1, contract.title), (2, "Software")]
    assert rows[0]["id"] == str(contract.uuid)
    assert sum(part["points"] or 0 for part in rows[0]["parts"]) == pytest.approx(rows[0]["score"])
    assert len(rows[0]["parts"]) == 9


@pytest.mark.usefixtures("contract")
def test_list_is_as_time_has_made_it_without_a_page_being_opened(cast: Cast, controller: Caller) -> None:
    def evidence() -> object:
        row = controller.get(LIST).json()["results"][0]
        return {part["part"]: part["figure"] for part in row["parts"]}["evidence"]

    before = evidence()
    with open_access(access_for_work(cast.ekby.pk)):
        ObligationStanding.objects.filter(organisation=cast.ekby).delete()

    assert before is not None
    assert evidence() == before


def test_other_weights_and_obligations(controller: Caller, contract: Contract) -> None:
    nothing = ",".join(f"{part}:0" for part in ("spend", "tonnes", "step", "evidence", "history", "sector", "market"))

    assert controller.get(f"{LIST}?by=obligation").json()["results"][0]["title"] == "Emission-free deliveries"
    row = controller.get(f"{LIST}?weights={nothing},interview:0,last_check:5").json()["results"][0]
    assert row["score"] == 100
    assert controller.get(f"{LIST}?category=it").json()["results"][0]["title"] == "Software"
    assert controller.get(f"{LIST}?weights={nothing},interview:0,last_check:0").status_code == 422
    assert controller.get(f"{LIST}?weights=luck:5").status_code == 400
    assert controller.get(f"{LIST}?luck=5").status_code == 400
    assert contract.title


def test_hours_by_month_and_person(controller: Caller, cast: Cast) -> None:
    month = timezone.localdate().replace(day=1)
    with open_access(access_for_work(cast.ekby.pk)):
        say_hours(organisation=cast.ekby, capacity={(cast.ada, month): Decimal(20)}, by_kind={})

    rows = controller.get(HOURS).json()["results"]

    assert len(rows) == 12
    assert (rows[0]["month"], rows[0]["there_are"], rows[1]["there_are"]) == (f"{month}", "20.0", None)
    assert [person["name"] for person in rows[0]["people"]] == ["Ada Ask"]


@pytest.mark.usefixtures("contract")
def test_neighbour_is_kept_out(neighbour: Caller) -> None:
    assert {neighbour.get(address).status_code for address in (LIST, HOURS)} == {404}
