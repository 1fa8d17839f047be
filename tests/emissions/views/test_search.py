"""The search knows what the accounts name, and leads to its lines."""

import pytest
from django.test import Client
from django.utils import translation

from emissions.models import Footprint
from emissions.reports.search_hits import hits_in_accounts
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work

SEARCH = "/o/vik/search/"


@pytest.mark.usefixtures("footprint")
@pytest.mark.parametrize(
    ("words", "title", "kind", "query"),
    [
        ("mejeri", "Norra Mejeriet AB", "Supplier", "supplier="),
        ("64400", "64400 Livsmedel", "Account", "account=64400"),
        ("livsmed", "64400 Livsmedel", "Account", "account=64400"),
        ("utbildning", "Barn och utbildning", "Unit", "unit=Barn"),
        ("food, mixed", "Food, mixed", "Category", "category=food.mixed"),
    ],
)
def test_what_the_accounts_name_is_found(words: str, title: str, kind: str, query: str, as_leader: Client) -> None:
    hits = as_leader.get(SEARCH, {"q": words}).context["found"]

    (hit,) = [hit for hit in hits if hit.title == title]
    assert hit.kind_name == kind
    assert query in hit.address
    assert as_leader.get(hit.address).context["selection"].lines > 0


@pytest.mark.usefixtures("footprint")
@pytest.mark.parametrize("words", ["Lindgren", "850709", "%", "_", "Ingenting AB"])
def test_persons_and_wild_cards_are_not_found(words: str, as_leader: Client) -> None:
    assert as_leader.get(SEARCH, {"q": words}).context["found"] == []


def test_who_may_not_open_lines_finds_categories_alone(vik: Organisation, footprint: Footprint) -> None:
    with at_work(vik), translation.override("en"):
        suppliers = hits_in_accounts(vik.pk, "mejeri", frozenset({"emissions.view_footprint"}))
        (food,) = hits_in_accounts(vik.pk, "mixed", frozenset({"emissions.view_footprint"}))
        nothing = hits_in_accounts(vik.pk, "mixed", frozenset())

    assert (suppliers, nothing) == ([], [])
    assert food.address == f"/o/vik/footprints/{footprint.uuid}/categories/food.mixed/"
