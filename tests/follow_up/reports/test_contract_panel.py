"""The page of a contract tells of its follow-up, to its keeper's people."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from follow_up.services.note_deviation import Found, note_deviation
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Contract
from tests.factories.cast import Cast
from tests.factories.follow_up import make_deviation, make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]


@pytest.fixture
def contract(cast: Cast) -> Contract:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby))
        note_deviation(obligation.contract, Found("Diesel", "Seen", timezone.localdate(), obligation=obligation))
        return obligation.contract


def test_contract_tells_what_is_kept_and_leads_on(contract: Contract, client_for: In, ada: User) -> None:
    page = client_for(ada).get(f"/o/ekby/procurements/contracts/{contract.uuid}/").content.decode()

    assert "0 of 1 obligations are kept, 1 are not" in page
    assert "1 open deviation" in page
    assert "Start a control" in page


def test_open_deviations_lead_to_those_of_the_contract_alone(
    contract: Contract, cast: Cast, client_for: In, bo: User
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_deviation(cast.ekby, "Another contract's", obligation=make_obligation(make_followed(cast.ekby, "Other")))
    client = client_for(bo)
    page = client.get(f"/o/ekby/procurements/contracts/{contract.uuid}/").content.decode()
    link = re.search(r'href="([^"]+)"[^>]*>\s*1 open deviation', page)
    assert link
    listed = client.get(unescape(link[1]))

    assert [each.title for each in listed.context["page"].object_list] == ["Diesel"]
    assert contract.title in listed.content.decode()


def test_reader_sees_what_is_known_and_is_offered_nothing(contract: Contract, client_for: In, bo: User) -> None:
    page = client_for(bo).get(f"/o/ekby/procurements/contracts/{contract.uuid}/").content.decode()

    assert "1 open deviation" in page
    assert "Start a control" not in page
