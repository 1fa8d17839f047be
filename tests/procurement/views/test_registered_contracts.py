"""A contract that was signed elsewhere is registered on its page, mended, and given obligations."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from procurement.models import Contract, Obligation
from tests.emissions.footprint_cases import SOLE_TRADER, imported
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample
from tests.factories.organisations import make_member
from tests.factories.registered import make_obliged, make_registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
CONTRACTS = "/o/ekby/procurements/contracts/"
TYPED = {
    "title": "Fruit and vegetables", "kind": "contract", "number": "A-12", "case_number": "", "category": "",
    "value": "4 000 000", "currency": "SEK", "signed_on": "2024-01-02", "first_day": "2024-01-02", "months": "48",
    "options": "12, 12", "notice_months": "3", "manager": "", "count": "2", "do": "save",
    "party-0-name": "Fersk AB", "party-0-number": "123", "party-0-email": "", "party-1-name": "",
}  # fmt: skip


@pytest.fixture
def registered(cast: Cast) -> Contract:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_registered(cast.ekby)


def page_of(contract: Contract, page: str = "") -> str:
    return f"{CONTRACTS}{contract.uuid}/{page}"


def own(organisation: Organisation) -> Contract:
    with open_access(access_for_work(organisation.pk)):
        return Contract.objects.prefetch_related("options", "parties").get()


def test_a_contract_is_registered_and_a_number_that_looks_wrong_is_told(cast: Cast, client_for: In) -> None:
    client, typed = client_for(cast.ada), {**TYPED, "key": str(uuid4())}
    assert b'name="party-0-name"' in client.get(f"{CONTRACTS}new/").content
    answer = client.post(f"{CONTRACTS}new/", typed, follow=True).content.decode()
    made = own(cast.ekby)
    assert "The contract is registered" in answer
    assert "“123” of Fersk AB is no organisation number" in answer
    assert (made.title, made.number, len(made.options.all())) == ("Fruit and vegetables", "A-12", 2)
    client.post(f"{CONTRACTS}new/", typed)
    assert own(cast.ekby) == made, "the same form sent twice"


def test_a_form_sent_again_after_going_back_is_asked_about(cast: Cast, client_for: In) -> None:
    client, typed = client_for(cast.ada), {**TYPED, "number": ""}
    client.post(f"{CONTRACTS}new/", {**typed, "key": str(uuid4())})
    made = own(cast.ekby)
    again = client.post(f"{CONTRACTS}new/", {**typed, "title": "fruit and  vegetables", "key": str(uuid4())})
    page = again.content.decode()

    assert again.status_code == 422
    assert "There is one with the same name, supplier and days already" in page
    assert f'href="{page_of(made)}"' in page
    assert own(cast.ekby) == made, "nothing is registered"
    client.post(f"{CONTRACTS}new/", {**typed, "months": "36", "key": str(uuid4())})
    client.post(f"{CONTRACTS}new/", {**typed, "is_another": "on", "key": str(uuid4())})
    with open_access(access_for_work(cast.ekby.pk)):
        assert Contract.objects.count() == 3, "other days, and one that is said to be another"


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(cast: Cast, client_for: In) -> None:
    wrong = {**TYPED, "title": "", "signed_on": "2999-01-01", "months": "", "options": "x", "party-0-name": ""}
    answer = client_for(cast.ada).post(f"{CONTRACTS}new/", wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    sentences = ("Give the contract a name", "between 2000 and 2199", "how many months", "at most ten", "Name the sup")
    assert all(sentence in page for sentence in sentences)
    assert 'value="4 000 000"' in page
    late = client_for(cast.ada).post(f"{CONTRACTS}new/", {**TYPED, "first_day": "2023-12-31"})
    assert "cannot begin before it is signed" in late.content.decode()


def test_a_row_is_added_without_calling_anything_wrong(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).post(f"{CONTRACTS}new/", {**TYPED, "title": "", "do": "add"})
    assert answer.status_code == 200
    assert b'name="party-2-name"' in answer.content


def test_a_controller_registers_and_a_reader_does_not(cast: Cast, client_for: In) -> None:
    controller = make_member("Kåre", cast.ekby, Role.CONTROLLER)
    assert client_for(controller).get(f"{CONTRACTS}new/").status_code == 200
    assert b"Register a contract" not in client_for(cast.bo).get(CONTRACTS).content
    assert client_for(cast.bo).get(f"{CONTRACTS}new/").status_code == 404


def test_what_was_registered_is_mended_and_an_older_page_is_told(
    cast: Cast, client_for: In, registered: Contract
) -> None:
    client, party = client_for(cast.ada), own(cast.ekby).parties.all()[0]
    typed = {**TYPED, "revision": registered.revision, "party-0-uuid": str(party.uuid), "party-0-name": "Fersk Mat"}
    assert "Fruit and vegetables" in client.get(page_of(registered, "mend/")).content.decode()
    assert client.post(page_of(registered, "mend/"), typed).status_code == 302
    assert own(cast.ekby).parties.all()[0].name == "Fersk Mat"
    older = client.post(page_of(registered, "mend/"), {**typed, "title": "Mine"})
    assert older.status_code == 409
    assert "Somebody else changed" in older.content.decode()
    assert 'value="Mine"' in older.content.decode()


def test_a_slip_is_withdrawn_on_its_page(cast: Cast, client_for: In, registered: Contract) -> None:
    address = page_of(registered, f"registered-in-error/?revision={registered.revision}")
    answer = client_for(cast.ada).post(address, {"reason": "Written twice"}, follow=True)
    assert "registered in error, and withdrawn: Written twice" in answer.content.decode()
    assert client_for(cast.ada).get(page_of(registered, "mend/"), follow=True).redirect_chain


def test_an_obligation_in_own_words_with_steps(cast: Cast, client_for: In, registered: Contract) -> None:
    typed = {
        "revision": registered.revision, "title": "Emission-free deliveries", "wording": "As agreed.",
        "themes": "climate",
        "kind": "contract_clause", "direction": "at_least", "unit": "%", "audit_right": "On site",
        "count": "3", "do": "save",
        "step-0-threshold": "50", "step-0-months": "0", "step-1-threshold": "80", "step-1-months": "12",
        "step-1-penalty": "fixed", "step-1-penalty_amount": "1000", "step-2-threshold": "",
    }  # fmt: skip
    client = client_for(cast.ada)
    wrong = client.post(page_of(registered, "obligations/new/"), {**typed, "step-1-threshold": "40"})
    assert (wrong.status_code, b"is no more than the 50" in wrong.content) == (422, True)
    assert client.post(page_of(registered, "obligations/new/"), typed).status_code == 302
    page = client.get(page_of(registered)).content.decode()
    assert "Emission-free deliveries" in page
    assert "as the contract says" in page
    assert "Right to look into it: On site" in page


def test_an_obligation_of_the_bank_is_found_filled_and_mended(cast: Cast, client_for: In, registered: Contract) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby)
        code = version.requirement.code
    client = client_for(cast.ada)
    found = client.get(page_of(registered, f"obligations/find/?q={code}")).content.decode()
    assert f"version={version.uuid}" in found
    address = page_of(registered, f"obligations/new/?version={version.uuid}")
    assert code in client.get(address).content.decode()
    typed = {"revision": registered.revision, "count": "1", "do": "save", "bank-value_share": "60"}
    assert client.post(address, typed).status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        made = Obligation.objects.get()
        assert (made.code, made.version_id) == (code, version.pk)
        revision = Contract.objects.get().revision
    mended = page_of(registered, f"obligations/{made.uuid}/mend/")
    assert b"Say why it is mended" in client.post(mended, {**typed, "revision": revision}).content
    assert client.post(mended, {**typed, "revision": revision, "because": "Slip"}).status_code == 302


def test_an_obligation_is_taken_out_with_a_reason(cast: Cast, client_for: In, registered: Contract) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        made = make_obliged(registered)
        registered.refresh_from_db()
    address = page_of(registered, f"obligations/{made.uuid}/remove/?revision={registered.revision}")
    answer = client_for(cast.ada).post(address, {"reason": "Not in the contract"}, follow=True)
    assert "The obligation is taken out" in answer.content.decode()


def test_what_was_spent_stands_on_the_page_and_in_the_list(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        footprint_of_sample(cast.ekby)
    client = client_for(cast.ada)
    client.post(f"{CONTRACTS}new/", TYPED)
    page = client.get(page_of(own(cast.ekby))).content.decode()
    assert "Spent through it" in page
    assert "By the contract number in the accounts" in page
    assert "12,000" in page.replace("\u202f", ",").replace("\xa0", ",")
    assert "Spent in 2024" in client.get(CONTRACTS).content.decode()


def test_what_a_person_was_paid_shows_to_those_who_may_see_personal_numbers(
    cast: Cast, client_for: In, tmp_path: Path
) -> None:
    imported(cast.ekby, tmp_path, 2024, (SOLE_TRADER,))
    officer, finance = (make_member(role.value, cast.ekby, role) for role in (Role.OFFICER, Role.FINANCE))
    guess = {**TYPED, "number": "", "key": str(uuid4()), "party-0-number": "8507099805"}
    client_for(officer).post(f"{CONTRACTS}new/", guess)
    made = own(cast.ekby)
    for address in (page_of(made), CONTRACTS):
        seen, hidden = (client_for(each).get(address).content.decode() for each in (finance, officer))
        assert "60 000" in seen.replace(" ", " ").replace(",", " ")
        assert "60 000" not in hidden.replace(" ", " ").replace(",", " ")
    assert "shows only to those who may see such numbers" in client_for(officer).get(page_of(made)).content.decode()
