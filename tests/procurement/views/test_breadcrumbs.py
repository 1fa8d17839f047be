"""The way back that stands above each page of a procurement and of what belongs to it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Lot, Procurement
from tests.factories.cast import Cast
from tests.factories.tenders import make_tender_in_lots

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]


@pytest.fixture
def tender(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_tender_in_lots(cast.ekby)


def crumbs(client: Client, path: str) -> list[str]:
    found = client.get(path).context["crumbs"]
    with override("nb"):
        return [str(each["title"]) for each in found]


def said(*words: str) -> list[str]:
    """What these English words are in the language that the pages are read in."""
    with override("nb"):
        return [gettext(each) for each in words]


BELOW: tuple[tuple[str, list[str]], ...] = (
    ("", []),
    ("edit/", ["Change the procurement"]),
    ("requirements/", ["What is asked for"]),
    ("requirements/find/", ["What is asked for", "Find requirements"]),
    ("lots/", ["Lots"]),
    ("law/", ["Law"]),
    ("staircases/", ["Staircases"]),
    ("dialogue/", ["Market dialogue"]),
    ("dialogue/told/", ["Market dialogue", "What everyone was told"]),
    ("dialogue/terms/", ["Market dialogue", "Terms of the dialogue"]),
    ("tender-documents/", ["Tender documents"]),
    ("publish/", ["Publish"]),
    ("bids/", ["Bids"]),
    ("evaluation/", ["Evaluation"]),
    ("award/", ["Award and contracts"]),
    ("people/", ["People and buyers"]),
    ("documents/", ["Documents"]),
)


def test_each_page_says_where_it_stands(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada, home = client_for(cast.ada), f"/o/ekby/procurements/{tender.uuid}/"
    found = {page: crumbs(ada, f"{home}{page}") for page, _below in BELOW}
    assert found == {page: said("Procurements", tender.title, *below) for page, below in BELOW}


def test_a_lot_stands_below_the_lots_and_an_award_below_its_page(
    cast: Cast, client_for: In, tender: Procurement
) -> None:
    ada, home = client_for(cast.ada), f"/o/ekby/procurements/{tender.uuid}/"
    with open_access(access_for_work(cast.ekby.pk)):
        lot = Lot.objects.get(title="North")
    assert crumbs(ada, f"{home}lots/{lot.uuid}/")[-2:] == said("Lots", "North")
    assert crumbs(ada, f"{home}award/new/?lot={lot.uuid}")[-2:] == said("Award and contracts", "Award")
