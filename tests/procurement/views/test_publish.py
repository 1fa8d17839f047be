"""What goes out of a procurement is shown and given out to its lead alone, without what stays inside."""

import json
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from lxml import etree

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement
from procurement.services.ask import fill_asked
from procurement.services.lots import change_lot
from procurement.services.procurements import name_buyers
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking
from tests.factories.tenders import add_lots, make_tender

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


def test_each_lot_has_its_criteria_in_words_on_the_page_and_in_the_files(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_tender(cast.ekby, description="Skoleskyss for Ekby", procedure="open")
        _north, south = add_lots(procurement, "North", "South")
        change_lot(south, price_weight=Decimal(60))
    ada = client_for(cast.ada)
    page = ada.get(address(procurement), headers={"accept-language": "en"})

    parts = page.context["parts"]
    assert [part.title for part in parts] == ["Lot 1: North", "Lot 2: South"]
    weights = [{each.said.name: each.said.weight for each in part.criteria} for part in parts]
    assert [each["Price"] for each in weights] == [70, 60]
    assert {each.kind for part in parts for each in part.criteria} >= {"Price"}
    assert [problem for problem in page.context["problems"] if "LOT-" in problem] == []
    shown = re.sub(r"<[^>]+>", " ", page.content.decode())
    assert not re.search(r"\b(quality-nor|award-criterion|per-exa)", shown)

    lots = json.loads(ada.get(address(procurement, "ocds")).content)["releases"][0]["tender"]["lots"]
    numbers = [[one["numbers"][0]["number"] for one in lot["awardCriteria"]["criteria"]] for lot in lots]
    assert numbers == [[30, 70], [30, 60]]
    draft = ada.get(address(procurement, "notice"), DETAILS, headers={"accept-language": "en"}, follow=True)
    assert b"cannot be written" not in draft.content, draft.content
    root = etree.fromstring(draft.content)
    of_lots = root.findall("{*}ProcurementProjectLot")
    given = [[each.text for each in lot.iter("{*}ParameterNumeric")] for lot in of_lots]
    assert given == [["30", "70"], ["30", "60"]]


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


@pytest.mark.parametrize(("country", "offers"), [("NO", True), ("SE", False)])
def test_a_national_notice_is_offered_where_it_is_used(
    cast: Cast, client_for: In, country: str, *, offers: bool
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, _asked = make_asking(cast.ekby, country=country, description="Skoleskyss", procedure="open")
    ada = client_for(cast.ada)
    offered = [code for code, _words in ada.get(address(procurement)).context["form"].fields["subtype"].choices]
    assert ("N16" in offered, "16" in offered) == (offers, True)
    national = {**DETAILS, "subtype": "N16"}
    page = ada.get(address(procurement, "notice"), national, headers={"accept-language": "en"}, follow=True)
    assert ("Select a valid choice" in page.text) is not offers
