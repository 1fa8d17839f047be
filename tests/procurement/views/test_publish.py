"""What goes out of a procurement is shown and given out to its lead alone, without what stays inside."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from lxml import etree

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement
from procurement.services.ask import fill_asked
from procurement.services.procurements import name_buyers
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
DETAILS = {"subtype": "16", "legal_basis": "32014L0024", "city": "Ekby", "region": "SE232"}


@pytest.fixture
def asking(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, (asked,) = make_asking(cast.ekby, description="Skoleskyss for Ekby")
        fill_asked(asked, note="Ask the hauliers first")
    return procurement


def address(procurement: Procurement, kind: str = "") -> str:
    return f"/o/ekby/procurements/{procurement.uuid}/publish/{kind}"


def test_the_page_shows_what_follows_from_what_is_asked(cast: Cast, client_for: In, asking: Procurement) -> None:
    page = client_for(cast.ada).get(address(asking))

    assert page.status_code == 200
    assert {code.term for code in page.context["business"].codes} >= {"BT-06", "BT-774"}


@pytest.mark.parametrize("kind", ["terms", "ocds"])
def test_files_hold_nothing_that_stays_inside(cast: Cast, client_for: In, asking: Procurement, kind: str) -> None:
    answer = client_for(cast.ada).get(address(asking, kind))

    assert json.loads(answer.content)
    assert b"hauliers" not in answer.content
    assert ".json" in answer["Content-Disposition"]


def test_a_draft_of_the_notice_is_written_or_says_what_lacks(cast: Cast, client_for: In, asking: Procurement) -> None:
    ada = client_for(cast.ada)

    root = etree.fromstring(ada.get(address(asking, "notice"), DETAILS).content)
    assert etree.QName(root).localname == "ContractNotice"
    assert ada.get(address(asking, "notice"), DETAILS | {"region": "north"})["Location"] == address(asking)
    assert ada.get(address(asking, "notice"))["Location"] == address(asking)


def test_who_buys_along_does_not_publish(cast: Cast, client_for: In, asking: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(asking, [cast.granby])
    cilla = client_for(cast.cilla)

    assert cilla.get(address(asking).replace("ekby", "granby")).status_code == 404
    assert "/publish/" not in cilla.get(f"/o/granby/procurements/{asking.uuid}/").content.decode()
