"""Suppliers' cards: all contracts of one together, fair, with its own words beside what was found."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from follow_up.models import PlannedTask, ResultSource, SupplierContact, SupplierNote
from follow_up.services.mend_deviation import close_deviation, say_mended
from follow_up.services.note_result import Finding, note_result
from follow_up.services.supplier_statements import Statement, receive_statement
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import ContractParty, Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_deviation, make_followed, make_obligation, tell

pytestmark = pytest.mark.django_db
HOME = "/o/ekby/follow-up/suppliers/"
NORDBYGG = f"{HOME}974760673/"
In = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _in_english(cast: Cast) -> None:
    User.objects.filter(pk__in=[cast.ada.pk, cast.bo.pk]).update(language="en")


@pytest.fixture
def obligation(cast: Cast) -> Obligation:
    with inside(cast):
        contract = make_followed(cast.ekby, country="NO", currency="NOK")
        return make_obligation(contract)


def inside(cast: Cast) -> Any:
    return open_access(access_for_work(cast.ekby.pk))


def text_of(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")


def looked(cast: Cast, obligation: Obligation, seen: str) -> None:
    with inside(cast):
        for number, letter in enumerate(seen):
            day = date(2026, 4, 1) + timedelta(days=number)
            note_result(obligation, Finding(on=day, is_kept=letter == "y", source=ResultSource.CONTROL))


def test_a_share_is_told_from_three_controls_on(cast: Cast, client_for: In, obligation: Obligation) -> None:
    client = client_for(cast.bo)
    assert "It has not been controlled yet" in text_of(client.get(NORDBYGG))
    looked(cast, obligation, "yn")
    page = text_of(client.get(NORDBYGG))
    assert "controlled 2 times. No share is told from fewer than 3 controls." in page
    assert "50 %" not in page.split("</header>")[-1].split("Whom to talk to")[0]

    with inside(cast):
        note_result(obligation, Finding(on=date(2026, 5, 1), is_kept=True, source=ResultSource.CONTROL))
    assert "Everything was kept at 2 of 3 controls, 67%." in text_of(client.get(NORDBYGG))


def test_contracts_are_put_together_by_number(cast: Cast, client_for: In, obligation: Obligation) -> None:
    with inside(cast):
        second = make_followed(cast.ekby, "Skole 2027", country="NO", currency="NOK")
        ContractParty.objects.filter(contract=second).update(name="Nordbygg", number="974 760 673")
    page = text_of(client_for(cast.bo).get(HOME))
    assert "1 supplier has a signed contract." in page

    card = text_of(client_for(cast.bo).get(NORDBYGG))
    assert ("Skole 2027" in card, obligation.title in card) == (True, True)
    assert "No supplier" not in text_of(client_for(cast.bo).get(f"{HOME}?q=nordbygg"))
    assert "Nothing fits" in text_of(client_for(cast.bo).get(f"{HOME}?q=sydbygg"))


def test_a_persons_number_stands_in_no_page_and_no_address(cast: Cast, client_for: In, obligation: Obligation) -> None:
    with inside(cast):
        ContractParty.objects.filter(contract=obligation.contract).update(name="Kari Nes", number="01010750160")
    page = client_for(cast.bo).get(HOME)
    (known,) = page.context["page"].object_list
    card = text_of(client_for(cast.bo).get(f"{HOME}{known.key}/"))

    assert known.key.startswith("n-")
    assert "01010750160" not in text_of(page) + card
    assert "•••••••••••" in card


def test_the_suppliers_words_stand_beside_its_deviations(cast: Cast, client_for: In, obligation: Obligation) -> None:
    looked(cast, obligation, "yyn")
    with inside(cast):
        deviation = make_deviation(cast.ekby, obligation=obligation)
        tell(deviation)
        receive_statement(deviation, Statement("Nils", "The car was on repair", disputes=True))
        say_mended(deviation, mended_on=timezone.localdate())
        with acting(Actor(cast.ada.name, cast.ada.pk)):
            close_deviation(deviation, checked="Seen")
        due = timezone.localdate()
        PlannedTask.objects.create(
            organisation=cast.ekby, contract=obligation.contract, kind="start_meeting", title="Kick-off", due_on=due
        )
        note_result(obligation, Finding(on=date(2026, 6, 30), is_kept=True, source=ResultSource.REPORT, value=None))
    page = text_of(client_for(cast.bo).get(NORDBYGG))

    for words in ("The car was on repair", "does not agree", "Kick-off", "mended, in 10 days", "What it reported"):
        assert words in page, words


def test_contacts_are_kept_changed_and_taken_out(cast: Cast, client_for: In, obligation: Obligation) -> None:
    assert obligation
    client = client_for(cast.ada)
    refused = client.post(f"{NORDBYGG}contacts/new/", {"name": "Nils", "email": "nobody"})
    assert refused.status_code == 422
    assert client.post(f"{NORDBYGG}contacts/new/", {"name": "Nils", "email": "nils@b.example"})["Location"] == NORDBYGG
    with inside(cast):
        contact = SupplierContact.objects.get()
    address = f"{NORDBYGG}contacts/{contact.uuid}/"
    assert client.post(address, {"name": "Nils Nes", "revision": "1"}).status_code == 302
    late = client.post(address, {"name": "Nobody", "revision": "1"})
    assert (late.status_code, "Somebody else changed this contact" in text_of(late)) == (409, True)
    assert client_for(cast.bo).post(f"{address}remove/").status_code == 404

    assert "Nils Nes" in text_of(client.get(NORDBYGG))
    assert client.post(f"{address}remove/")["Location"] == NORDBYGG
    with inside(cast):
        assert not SupplierContact.objects.exists()


def test_a_note_says_who_may_read_it_and_counts_once(cast: Cast, client_for: In, obligation: Obligation) -> None:
    assert obligation
    client = client_for(cast.ada)
    assert "may get to read it" in text_of(client.get(NORDBYGG))
    assert "may get to read it" not in text_of(client_for(cast.bo).get(NORDBYGG))
    for _twice in range(2):
        assert client.post(f"{NORDBYGG}notes/", {"text": "Answers fast"})["Location"] == NORDBYGG
    assert client.post(f"{NORDBYGG}notes/", {"text": " "}).status_code == 422

    with inside(cast):
        assert SupplierNote.objects.get().by_name == cast.ada.name
    assert "Answers fast" in text_of(client_for(cast.bo).get(NORDBYGG))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(cast: Cast, client_for: In, number: int) -> None:
    with inside(cast):
        for each in range(number):
            contract = make_followed(cast.ekby, f"Contract {each}")
            ContractParty.objects.filter(contract=contract).update(name=f"Supplier {each}", number="")
    client = client_for(cast.bo)
    client.get(HOME)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(HOME)

    assert len(page.context["page"].object_list) == number
    own = [each["sql"] for each in queries if "contractparty" in each["sql"] or "follow_up_" in each["sql"]]
    assert len(own) == 2


def test_who_has_no_contract_has_no_card(cast: Cast, client_for: In) -> None:
    assert "No supplier yet" in text_of(client_for(cast.bo).get(HOME))
    assert client_for(cast.bo).get(NORDBYGG).status_code == 404
