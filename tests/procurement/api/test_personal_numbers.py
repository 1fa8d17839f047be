"""Personal numbers of whatever country: shown in no contract and no change, found by no search, shared with nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from follow_up.models import SharedControl
from follow_up.queries.suppliers import known_suppliers
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.share_control import Sharing, share_control
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import ContractParty
from procurement.queries.found_contracts import WantedContracts, found_contracts
from tests.api.callers import Caller
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.shared_controls import make_finished, make_shared

TODAY = timezone.localdate()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
CONTRACTS = "organisations/ekby/contracts/"
NORWEGIAN, SWEDISH = "01010750160", ("850709-9805", "19850709-9805", "SE850709980501")
SAID: dict[str, Any] = {"title": "Snow", "signed_on": "2023-12-01", "first_day": "2024-01-01", "months": 24}


def registered(buyer: Caller, *parties: tuple[str, str]) -> str:
    named = [{"name": name, "number": number} for name, number in parties]
    made = buyer.post(CONTRACTS, {**SAID, "parties": named})
    assert made.status_code == 201, made.content
    return str(made.json()["contract"])


def written_before(cast: Cast, contract: str) -> None:
    """Write a name as it was kept before: with the number in it."""
    with open_access(access_for_work(cast.ekby.pk)), connection.cursor() as cursor:
        cursor.execute("UPDATE procurement_contractparty SET name = %s", [f"Per {NORWEGIAN}"])
        assert ContractParty.objects.get(contract__uuid=contract).name == "Per •••••••••••"


def test_numbers_of_every_country_are_hidden_in_numbers_and_names(cast: Cast, buyer: Caller, client_for: In) -> None:
    several = [(f"Supplier {place}", number) for place, number in enumerate((*SWEDISH, NORWEGIAN))]
    contract = registered(buyer, *several, (f"Per {NORWEGIAN}", ""))

    read = buyer.get(f"{CONTRACTS}{contract}/").content.decode()
    reader = client_for(cast.bo)
    pages = ("contracts/", f"contracts/{contract}/", "changes/", "follow-up/suppliers/")
    shown = [read, buyer.get("organisations/ekby/changes/").content.decode()]
    shown += [reader.get(f"/o/ekby/{page}").content.decode() for page in pages]
    assert [number for number in (*SWEDISH, NORWEGIAN) for text in shown if number in text] == []
    assert "Per •••" in read
    with open_access(access_for_work(cast.ekby.pk)):
        assert not any(NORWEGIAN in each.key for each in known_suppliers(cast.ekby))


def test_what_was_written_before_is_hidden_too(cast: Cast, buyer: Caller, client_for: In) -> None:
    contract = registered(buyer, ("Per", ""))
    written_before(cast, contract)

    shown = buyer.get(f"{CONTRACTS}{contract}/").content.decode()
    shown += client_for(cast.bo).get(f"/o/ekby/contracts/{contract}/").content.decode()
    assert "Per •••" in shown
    assert NORWEGIAN not in shown


@pytest.mark.parametrize("words", [NORWEGIAN, "010107", "0107501"])
def test_nobody_is_found_by_a_personal_number(cast: Cast, buyer: Caller, words: str) -> None:
    contract = registered(buyer, ("Per", NORWEGIAN))
    written_before(cast, contract)

    assert buyer.get(f"{CONTRACTS}?q={words}").json()["results"] == []
    refused = buyer.get(f"{CONTRACTS}?supplier_number={NORWEGIAN}")
    assert (refused.status_code, "personal number" in refused.content.decode()) == (400, True)
    with open_access(access_for_work(cast.ekby.pk)):
        assert not found_contracts(cast.ekby, WantedContracts(supplier_number=NORWEGIAN), TODAY).exists()
    assert len(buyer.get(f"{CONTRACTS}?q=per").json()["results"]) == 1


def test_a_control_of_a_person_of_the_other_country_is_not_shared(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby, country="NO")
        ContractParty.objects.update(name="Anna Andersson enskild firma", number=SWEDISH[0])
        control = make_finished(make_obligation(contract, version=make_published(cast.ekby)), held_on=TODAY)

        with pytest.raises(FollowUpNotPossibleError, match="is a person's"):
            share_control(control, Sharing("public", TODAY, "By e-mail"))


def test_names_and_places_of_shared_controls_hold_no_number(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        obligation = make_obligation(make_followed(cast.ekby), version=make_published(cast.ekby))
        shared = make_shared(obligation, held_on=TODAY)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE follow_up_sharedcontrol SET supplier_name = %s, place = %s", [NORWEGIAN] * 2)

        shown = SharedControl.objects.get(pk=shared.pk)
    assert (shown.supplier_name, shown.place) == ("•" * 11, "•" * 11)
