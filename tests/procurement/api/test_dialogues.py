"""Programs read what the market says of each step, and the log; they see no supplier's name."""

import pytest
from django.core.cache import cache

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import AskedRequirement
from procurement.services.dialogue_log import plan_follow_up
from procurement.services.procurements import name_buyers
from tests.api.callers import Caller, make_caller
from tests.factories.cast import Cast
from tests.factories.dialogues import make_invited, make_talk, noted
from tests.factories.procurements import make_rising

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(cast: Cast) -> Caller:
    cache.clear()
    return make_caller(cast.ekby, Role.READER).sign_in()


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        asked = make_rising(cast.ekby)
        entry = make_talk(asked.procurement)
        plan_follow_up(entry, what="Send the map")
        noted(entry, asked, "Vidde", "yes", "no", price=4)
        noted(entry, asked, "Nordre", "yes", "yes", price=8)
        make_invited(asked.procurement)
        return asked


def test_the_market_is_read_step_by_step(reader: Caller, asked: AskedRequirement) -> None:
    answer = reader.get(f"organisations/ekby/procurements/{asked.procurement.uuid}/dialogue/")
    said = answer.json()

    assert (said["invited"], said["answered"], len(said["told"])) == (1, 0, 1)
    first, second, third = said["requirements"][0]["steps"]
    assert (first["threshold"], first["day"], first["yes"], first["answers"]) == ("40.0000", "2027-08-01", 2, 2)
    assert first["price"] == {"count": 2, "median": "6.000", "low": "4.000", "high": "8.000"}
    assert (second["yes"], second["no"]) == (1, 1)
    assert (third["answers"], third["price"]) == (0, None)
    assert "Nordre" not in answer.content.decode()


def test_the_log_is_read_by_those_who_buy_alone(reader: Caller, asked: AskedRequirement, cast: Cast) -> None:
    talks = f"organisations/ekby/procurements/{asked.procurement.uuid}/dialogue/talks/"
    (talk,) = reader.get(talks).json()["results"]
    assert (talk["kind"], talk["follow_ups"][0]["what"]) == ("meeting", "Send the map")

    neighbour = make_caller(cast.granby, Role.READER).sign_in()
    theirs = talks.replace("ekby", "granby")
    assert neighbour.get(theirs).status_code == 404
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(asked.procurement, [cast.granby])
    assert len(neighbour.get(theirs).json()["results"]) == 1
