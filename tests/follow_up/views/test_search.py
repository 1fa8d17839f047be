"""The search of everything knows contracts, what they oblige to, and deviations, each to whoever may see it."""

from collections.abc import Callable

import pytest
from django.test import Client

from follow_up.models import Deviation
from follow_up.reports.search_hits import hits_in_follow_up
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Contract
from procurement.reports.search_hits import hits_in_contracts
from tests.factories.cast import Cast
from tests.factories.follow_up import make_deviation, make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
SEARCH = "/o/ekby/search/"


@pytest.fixture
def deviation(cast: Cast) -> Deviation:
    """Of a contract for tennis courts with number and case number."""
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby, "Tennis courts at Solhaug", number="K-2024-031", case_number="24/811")
        obligation = make_obligation(contract, "Machines without emissions")
        return make_deviation(cast.ekby, "Excavator on diesel", obligation=obligation, case_number="26/90")


@pytest.mark.usefixtures("deviation")
@pytest.mark.parametrize(
    ("words", "title", "kind"),
    [
        ("tennis", "K-2024-031 · Tennis courts at Solhaug · Nordbygg AS", "Contract"),
        ("Solhaug", "K-2024-031 · Tennis courts at Solhaug · Nordbygg AS", "Contract"),
        ("k-2024-031", "K-2024-031 · Tennis courts at Solhaug · Nordbygg AS", "Contract"),
        ("24/811", "K-2024-031 · Tennis courts at Solhaug · Nordbygg AS", "Contract"),
        ("nordbygg", "K-2024-031 · Tennis courts at Solhaug · Nordbygg AS", "Contract"),
        ("machines without", "Machines without emissions · Tennis courts at Solhaug", "Obligation"),
        ("excavator", "1 · Excavator on diesel", "Deviation"),
        ("#1", "1 · Excavator on diesel", "Deviation"),
        ("26/90", "1 · Excavator on diesel", "Deviation"),
    ],
)
def test_contracts_obligations_and_deviations_are_found(
    words: str, title: str, kind: str, cast: Cast, client_for: In
) -> None:
    client = client_for(cast.bo)
    first = client.get(SEARCH, {"q": words}).context["found"][0]

    assert (first.title, str(first.kind_name)) == (title, kind)
    assert client.get(first.address).status_code == 200


@pytest.mark.usefixtures("deviation")
@pytest.mark.parametrize("words", ["tennis", "K-2024-031", "excavator", "#1", "machines without", "Nordbygg"])
def test_others_and_those_without_the_right_find_nothing(words: str, cast: Cast, client_for: In) -> None:
    found = client_for(cast.cilla).get("/o/granby/search/", {"q": words}).context["found"]
    with open_access(access_for_work(cast.ekby.pk)):
        without_right = [
            *hits_in_contracts(cast.ekby.pk, words, frozenset({"follow_up.view_follow_up"})),
            *hits_in_follow_up(cast.ekby.pk, words, frozenset({"procurement.view_procurement"})),
        ]
    assert not [hit for hit in found if hit.kind.startswith(("procurement.", "follow_up."))]
    assert without_right == []


def test_a_contract_that_is_not_signed_is_not_found(deviation: Deviation, cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Contract.objects.filter(pk=deviation.contract_id).update(state="awarded")
    found = client_for(cast.bo).get(SEARCH, {"q": "K-2024-031"}).context["found"]
    assert not [hit for hit in found if hit.kind == "procurement.contract"]


@pytest.mark.usefixtures("deviation")
@pytest.mark.parametrize("words", ["#", "99999999999999999999", "²", "%", "tennis'\""])
def test_odd_words_break_nothing(words: str, cast: Cast, client_for: In) -> None:
    assert client_for(cast.bo).get(SEARCH, {"q": words}).status_code == 200
