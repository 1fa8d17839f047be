"""What a contract is worth and what its bid promised opens with the bids; who won is known once it is decided."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role, User
from procurement.models import Contract, ContractParty, Lot, Obligation, Part, Procurement
from procurement.queries.planned_obligations import Offer
from procurement.queries.published_contracts import published_contracts
from procurement.services.award import take_award_back
from procurement.services.award_terms import Winner
from procurement.services.lots import add_lot
from procurement.services.procurements import name_buyers, name_participant
from tests.api.callers import make_caller
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import make_award, make_ended, make_signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
DECIDED = date(2025, 5, 12)
PRICE, ANSWER = Decimal(1_234_567), "ninety buses"


@pytest.fixture
def half_decided(cast: Cast) -> Contract:
    """One of two lots is awarded to a bid; Ada decides, Granby buys along."""
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, _clause = make_opened(cast.ekby)
        name_participant(procurement, cast.ada, Part.RESPONSIBLE)
        name_buyers(procurement, [cast.granby])
        north, south = (add_lot(procurement, title=title) for title in ("North", "South"))
        for lot in (north, south):
            make_bid(procurement, price=int(PRICE), lot=lot)
        winner = Winner("Nordbuss AS", value=PRICE, offer=Offer(answers={asked.pk: ANSWER}))
        made = make_award(procurement, winner, lot=north, decided_on=DECIDED, told_on=DECIDED)
        return made.contracts.select_related("procurement", "award").get()


def pages_of(contract: Contract, home: str) -> list[str]:
    procurements = f"/o/{home}/procurements/"
    assert contract.procurement
    return [
        f"{procurements}contracts/",
        f"{procurements}contracts/{contract.uuid}/",
        f"{procurements}{contract.procurement.uuid}/award/",
    ]


def test_the_winner_is_known_and_its_price_and_answers_are_sealed_while_a_lot_is_open(
    cast: Cast, client_for: In, half_decided: Contract
) -> None:
    for user, home in ((cast.bo, "ekby"), (cast.cilla, "granby")):
        for address in pages_of(half_decided, home):
            text = client_for(user).get(address).text
            assert "Nordbuss AS" in text, (user.name, address)
            assert "1,234,567" not in text, (user.name, address)
            assert ANSWER not in text, (user.name, address)
        assert client_for(user).get(f"{pages_of(half_decided, home)[1]}annex/").status_code == 404
    ada = client_for(cast.ada)
    assert all("1,234,567" in ada.get(address).text for address in pages_of(half_decided, "ekby"))
    assert ANSWER in ada.get(pages_of(half_decided, "ekby")[1]).text


def test_all_read_them_once_all_is_decided_or_the_contract_is_signed(
    cast: Cast, client_for: In, half_decided: Contract
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_signed(half_decided, signed_on=date(2025, 6, 1))
    for user, home in ((cast.bo, "ekby"), (cast.cilla, "granby")):
        address = pages_of(half_decided, home)[1]
        assert "1,234,567" in client_for(user).get(address).text
        assert ANSWER in client_for(user).get(address).text


def test_a_contract_of_an_award_that_was_taken_back_stays_with_the_team(
    cast: Cast, client_for: In, half_decided: Contract
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        assert half_decided.award
        take_award_back(half_decided.award, because="A sum was wrong.")
    for user, home in ((cast.bo, "ekby"), (cast.cilla, "granby")):
        assert client_for(user).get(pages_of(half_decided, home)[1]).status_code == 404
    assert client_for(cast.ada).get(pages_of(half_decided, "ekby")[1]).status_code == 200


def test_the_rows_are_kept_from_those_who_buy_along_by_the_database(cast: Cast, half_decided: Contract) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        assert Contract.objects.filter(pk=half_decided.pk).exists()
        assert not Obligation.objects.filter(contract=half_decided).exists()
    with open_access(access_for_work(cast.ekby.pk)):
        make_ended_south(half_decided)
    with open_access(access_for_work(cast.granby.pk)):
        assert Obligation.objects.filter(contract=half_decided).exists()
    with open_access(access_for_work(cast.ekby.pk)):
        assert half_decided.award
        take_award_back(half_decided.award, because="A sum was wrong.")
    with open_access(access_for_work(cast.granby.pk)):
        assert not Contract.objects.filter(pk=half_decided.pk).exists()
        assert not ContractParty.objects.filter(contract=half_decided).exists()


def make_ended_south(contract: Contract) -> None:
    assert contract.procurement
    south = Lot.objects.get(procurement=contract.procurement, title="South")
    make_ended(contract.procurement, south, "Too dear.", DECIDED)


def test_a_client_and_what_is_published_say_no_more(cast: Cast, half_decided: Contract) -> None:
    caller = make_caller(cast.ekby, Role.OFFICER).sign_in()
    said = caller.get(f"organisations/ekby/contracts/{half_decided.uuid}/").json()
    assert (said["value"], said["obligations"]) == (None, [])
    assert [party["name"] for party in said["parties"]] == ["Nordbuss AS"]
    (row,) = caller.get("organisations/ekby/contracts/").json()["results"]
    assert row["value"] is None
    with open_access(access_for_work(cast.ekby.pk)):
        assert half_decided.procurement
        (published,) = published_contracts(half_decided.procurement)
        assert (published.value, published.first_value, published.steps) == (None, None, ())
        make_ended_south(half_decided)
        (published,) = published_contracts(Procurement.objects.get(contracts=half_decided))
        assert published.value == PRICE
