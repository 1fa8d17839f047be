"""Contracts are found, read by who shares them, signed, extended, called off from and changed on their pages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from procurement.forms.contract import _with_limit
from procurement.models import (
    Award,
    Contract,
    ContractChange,
    ContractDocument,
    ContractKind,
    ContractParty,
    ObligationStep,
    Procurement,
)
from procurement.queries.contracts import parallel_parties
from procurement.services.award import take_award_back
from procurement.services.called_off import withdraw_call_off
from procurement.services.contract_documents import add_contract_document
from procurement.services.procurements import name_buyers
from tests.factories.cast import Cast
from tests.factories.contracts import BUSES, TRAMS, make_award, make_call_off, make_contract, make_signed
from tests.factories.procurements import make_planned, make_rising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
PDF = b"%PDF-1.7 "
CONTRACTS = "/o/ekby/procurements/contracts/"


@pytest.fixture
def awarded(cast: Cast) -> Contract:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_contract(make_rising(cast.ekby).procurement)


@pytest.fixture
def framework(cast: Cast) -> Contract:
    """A signed framework agreement with two suppliers that Granby shares."""
    return shared_framework(cast)


def shared_framework(cast: Cast, signed_on: date = date(2027, 6, 1)) -> Contract:
    """A framework agreement of four years that was decided in May and begins in August of the year it is signed."""
    decided, first = date(signed_on.year, 5, 10), date(signed_on.year, 8, 1)
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        Procurement.objects.filter(pk=procurement.pk).update(agreement="framework", announced_on=None, bids_due_on=None)
        name_buyers(procurement, [cast.granby])
        days = {"decided_on": decided, "told_on": decided, "first_day": first, "planned_first_day": first}
        return make_signed(make_contract(procurement, BUSES, TRAMS, together=True, **days), signed_on=signed_on)


def at(contract: Contract, page: str = "", home: str = "ekby") -> str:
    return f"/o/{home}/procurements/contracts/{contract.uuid}/{page}"


def test_the_list_says_where_contracts_come_from_until_there_is_one(cast: Cast, client_for: In) -> None:
    assert "A contract is made when a procurement is awarded" in client_for(cast.bo).get(CONTRACTS).content.decode()


def test_contracts_are_found_by_supplier_and_state(cast: Cast, client_for: In, awarded: Contract) -> None:
    bo = client_for(cast.bo)
    for query, found in (("", 1), ("?q=buss", 1), ("?q=trikk", 0), ("?state=unsigned", 1), ("?state=ended", 0)):
        assert bo.get(f"{CONTRACTS}{query}").context["found"] == found
    assert awarded.title in bo.get(CONTRACTS).content.decode()
    assert "Nothing fits" in bo.get(f"{CONTRACTS}?q=trikk").content.decode()


@pytest.mark.usefixtures("awarded")
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    cast: Cast, client_for: In, django_assert_max_num_queries: Any
) -> None:
    bo = client_for(cast.bo)
    bo.get(CONTRACTS)
    with django_assert_max_num_queries(40) as one:
        bo.get(CONTRACTS)
    with open_access(access_for_work(cast.ekby.pk)):
        for title in ("Mat", "Renhold"):
            make_contract(make_planned(cast.ekby, title=title))
    with django_assert_max_num_queries(len(one)) as three:
        assert bo.get(CONTRACTS).context["found"] == 3
    assert len(three) <= len(one)


def test_the_contract_says_what_comes_next(cast: Cast, client_for: In, awarded: Contract) -> None:
    page = client_for(cast.bo).get(at(awarded))

    assert page.context["answer"].startswith("It is awarded. The standstill lasts until")
    assert "from extension 1" in page.content.decode()
    assert "The steps take precedence over the number" in page.content.decode()
    assert not page.context["may_sign"]
    assert client_for(cast.ada).get(at(awarded)).context["may_sign"]


def test_it_is_signed_within_the_standstill_only_with_a_reason(cast: Cast, client_for: In) -> None:
    decided = date(2026, 5, 10)
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        Procurement.objects.filter(pk=procurement.pk).update(announced_on=None, bids_due_on=None)
        awarded = make_contract(procurement, decided_on=decided, told_on=decided, manager=cast.ada)
        Contract.objects.update(number="A-16")
    ada = client_for(cast.ada)
    sent = {"revision": awarded.revision, "signed_on": "2026-05-12", "first_day": "2027-09-15", "number": "A-17"}
    refused = ada.post(at(awarded, "sign/"), sent)
    assert refused.status_code == 422
    assert "standstill lasts until" in refused.content.decode()
    assert "A-17" in refused.content.decode()

    cleared = {**sent, "signed_on": "2026-05-21", "number": "", "manager": ""}
    done = ada.post(at(awarded, "sign/"), cleared, follow=True)
    assert done.redirect_chain == [(at(awarded), 302)]
    with open_access(access_for_work(cast.ekby.pk)):
        awarded.refresh_from_db()
        assert (awarded.number, awarded.manager) == ("", None), "what was cleared in the form is gone"
        assert ObligationStep.objects.get(number=2).first_day == date(2029, 9, 15)


def test_a_day_that_has_not_come_is_refused_at_its_field(cast: Cast, client_for: In, awarded: Contract) -> None:
    sent = {"revision": awarded.revision, "signed_on": "2099-06-01", "first_day": "2099-08-01"}
    page = client_for(cast.ada).post(at(awarded, "sign/"), sent)

    assert page.status_code == 422
    assert page.context["form"].errors["signed_on"] == [
        "The signature lies in the future, on 1 June 2099. Only what has happened is kept: come back on that day."
    ]


def test_two_who_sign_at_once_are_told_and_keep_what_they_typed(cast: Cast, client_for: In, awarded: Contract) -> None:
    sent = {"revision": 7, "signed_on": "2027-06-01", "first_day": "2027-08-01", "number": "A-17"}
    page = client_for(cast.ada).post(at(awarded, "sign/"), sent)

    assert page.status_code == 409
    assert "changed" in page.content.decode()
    assert "A-17" in page.content.decode()
    assert page.context["form"]["revision"].value() == str(awarded.revision)


def test_somebody_is_named_to_look_after_it(cast: Cast, client_for: In, awarded: Contract) -> None:
    page = client_for(cast.ada).post(at(awarded, "manager/"), {"manager": str(cast.bo.uuid)}, follow=True)

    assert page.redirect_chain == [(at(awarded), 302)]
    assert "Bo Bjerk" in page.content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert Contract.objects.get().manager == cast.bo


def test_what_an_extension_brings_is_shown_before_it_is_used(cast: Cast, client_for: In, awarded: Contract) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_signed(awarded)
    page = client_for(cast.ada).get(at(awarded, "extend/"))

    end, told_by, step = page.context["consequences"]
    assert end == "Extension 1: the contract ends on 31 July 2032 instead of 31 July 2031."
    assert told_by == "The supplier is to be told by 1 May 2031."
    assert step.startswith("From 1 August 2031, EGN-")
    assert step.endswith(": at least 80\xa0%.")
    assert told_by in page.content.decode()
    assert "consequences" not in client_for(cast.ada).get(at(awarded, "value/")).context


def test_an_extension_is_used_and_a_late_notice_is_told(cast: Cast, client_for: In) -> None:
    framework = shared_framework(cast, date(2022, 6, 1))
    sent = {"revision": framework.revision, "told_on": "2026-06-01"}
    page = client_for(cast.ada).post(at(framework, "extend/"), sent, follow=True)

    assert "told after the last day" in page.content.decode()
    assert "31 July 2027" in page.content.decode() or "July 31, 2027" in page.content.decode()


def test_who_shares_a_framework_agreement_reads_it_and_calls_off(cast: Cast, client_for: In) -> None:
    framework = shared_framework(cast, date(2025, 6, 1))
    cilla = client_for(cast.cilla)
    page = cilla.get(at(framework, home="granby"))
    assert page.status_code == 200
    assert not page.context["may_amend"]
    for inner in ("sign/", "extend/", "value/"):
        assert cilla.post(at(framework, inner, home="granby"), {}).status_code == 404

    with open_access(access_for_work(cast.granby.pk)):
        parties = {party.name: party for party in ContractParty.objects.all()}
    sent = {
        "title": "Skyss Granby",
        "ordered_on": "2026-01-10",
        "first_day": "2026-02-01",
        "months": "12",
        "value": "150 000",
        "way": "competition",
        "asked-0": "on",
        "price-0": "123 457",
        "asked-1": "on",
        "party": str(parties["Trikk AS"].uuid),
    }
    done = cilla.post(at(framework, "call-off/", home="granby"), sent, follow=True)
    text = done.content.decode()
    with open_access(access_for_work(cast.granby.pk)):
        made = Contract.objects.get(kind=ContractKind.MINI_COMPETITION)
    assert done.redirect_chain == [(at(made, home="granby"), 302)]
    assert "no offer" in text
    assert "123,457" in text

    seen = client_for(cast.ada)
    page = seen.get(at(framework))
    assert "Skyss Granby" in page.content.decode()
    assert page.context["called_off"].in_all == Decimal(150_000)
    theirs = seen.get(at(made)).content.decode()
    assert "Trikk AS" in theirs
    assert "123,457" not in theirs
    assert "no offer" not in theirs
    assert client_for(cast.nils).get(at(made, home="fjordnett")).status_code == 404


def test_a_call_off_that_was_sent_twice_is_there_once_and_can_be_withdrawn(cast: Cast, client_for: In) -> None:
    framework, ada = shared_framework(cast, date(2025, 6, 1)), client_for(cast.ada)
    address = at(framework, "call-off/")
    key = ada.get(address).context["form"]["key"].value()
    assert 'name="because"' not in ada.get(address).text, "asked for where it is needed"
    with open_access(access_for_work(cast.ekby.pk)):
        party = parallel_parties(framework)[0]
    sent = {"title": "Skyss", "ordered_on": "2026-01-10", "first_day": "2026-02-01", "months": "90", "value": "90 000"}
    sent |= {"way": "direct", "party": str(party.uuid), "key": str(key)}
    first, second = (ada.post(address, sent, follow=True) for _time in range(2))

    assert first.redirect_chain == second.redirect_chain
    assert "after the framework agreement. Make sure that it may." in first.content.decode()
    over = ada.post(address, sent | {"key": str(uuid4()), "value": "900 mill."})
    assert (over.status_code, list(over.context["form"].errors)) == (422, ["because"])
    assert 'name="because"' in over.text

    made = first.redirect_chain[0][0]
    assert "withdraw/?revision=" in first.content.decode()
    assert client_for(cast.bo).post(f"{made}withdraw/?revision=1", {"reason": "Mine"}).status_code == 404
    assert "Say why" in ada.post(f"{made}withdraw/?revision=1", {"reason": ""}, follow=True).content.decode()
    gone = ada.post(f"{made}withdraw/?revision=1", {"reason": "Ordered twice"}, follow=True).content.decode()
    assert "The call-off was withdrawn: Ordered twice" in gone
    assert "withdraw/?revision=" not in gone
    page = ada.get(at(framework))
    assert page.context["call_offs"] == []
    assert f'href="{made}"' in page.text.partition("Withdrawn</h3>")[2]
    assert f'href="{made}"' not in ada.get(CONTRACTS).text
    found = ada.get(f"{CONTRACTS}?state=withdrawn")
    assert (found.context["found"], f'href="{made}"' in found.text, "Withdrawn" in found.text) == (1, True, True)


def test_what_was_withdrawn_with_its_award_is_in_no_list(cast: Cast, client_for: In, awarded: Contract) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        take_award_back(Award.objects.get(contracts=awarded), because="A sum was wrong")
    assert client_for(cast.ada).get(f"{CONTRACTS}?state=withdrawn").context["found"] == 0


def test_a_call_off_of_the_past_is_withdrawn_if_it_was_over_when_it_was_typed(cast: Cast, client_for: In) -> None:
    framework, ada = shared_framework(cast, date(2020, 6, 1)), client_for(cast.ada)
    past = {"ordered_on": date(2021, 1, 10), "first_day": date(2021, 2, 1)}
    with open_access(access_for_work(cast.ekby.pk)):
        typed_late, ran = (make_call_off(framework, title=title, **past) for title in ("Late", "Ran"))
        Contract.objects.filter(pk=ran.pk).update(created_at=datetime(2021, 1, 10, 12, tzinfo=UTC))
    for call_off, is_offered, said in ((typed_late, True, "is withdrawn"), (ran, False, "It stands as it is")):
        assert ("withdraw/?revision=" in ada.get(at(call_off)).text) is is_offered
        done = ada.post(at(call_off, "withdraw/?revision=1"), {"reason": "Typed twice"}, follow=True)
        assert said in done.text


def test_nothing_about_a_withdrawn_call_off_is_changed_any_more(cast: Cast, client_for: In) -> None:
    ada = client_for(cast.ada)
    framework = shared_framework(cast, date(2025, 6, 1))
    with open_access(access_for_work(cast.ekby.pk)):
        made = make_call_off(framework)
        obligation = made.obligations.get().uuid
        withdraw_call_off(made, because="Ordered twice", revision=1)
    for page in ("value/", "extend/", "sign/", "manager/", f"obligations/{obligation}/", "call-off/"):
        for answer in (ada.get(at(made, page), follow=True), ada.post(at(made, page), {"person": ""}, follow=True)):
            if page == "call-off/":
                assert answer.status_code == 404
            else:
                assert answer.redirect_chain == [(at(made), 302)], page
                assert "is withdrawn: nothing about it is changed any more." in answer.text
    assert "manager/" not in ada.get(at(made)).text


def test_what_has_no_value_is_not_counted_as_nothing(cast: Cast, client_for: In, framework: Contract) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_call_off(framework)
    ada = client_for(cast.ada)
    assert "of at most" not in ada.get(at(framework)).text

    with open_access(access_for_work(cast.ekby.pk)):
        make_call_off(framework, title="Skyss 2028", value=Decimal(90_000))
    page = ada.get(at(framework))
    assert "SEK\N{NO-BREAK SPACE}90,000 of at most SEK\N{NO-BREAK SPACE}9,000,000, by all who share" in page.text
    assert "1 call-off without a value is not counted." in page.content.decode()


def test_parallel_agreements_say_what_is_left_of_all_of_them(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby, agreement="framework")
        buses, trams = (make_signed(each) for each in make_award(procurement, BUSES, TRAMS).contracts.order_by("pk"))
        make_call_off(buses, value=Decimal(90_000))
    page = client_for(cast.ada).get(at(trams))

    assert "90,000 of at most SEK\N{NO-BREAK SPACE}9,000,000, from all the parallel agreements together." in page.text
    assert "Nothing yet." in page.text


def test_a_call_off_that_becomes_worth_too_much_takes_a_reason_at_its_field(cast: Cast, client_for: In) -> None:
    framework, ada = shared_framework(cast, date(2025, 6, 1)), client_for(cast.ada)
    with open_access(access_for_work(cast.ekby.pk)):
        made = make_call_off(framework, value=Decimal(90_000))
    sent = {"value": "9 000 001", "agreed_on": "2026-01-10", "ground": "review_clause", "reason": "Clause 14"}
    sent |= {"revision": "1"}
    refused = ada.post(at(made, "value/"), sent)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["because"])

    done = ada.post(at(made, "value/"), sent | {"because": "Two more schools"}, follow=True)
    assert "Two more schools" in done.text


def test_a_mini_competition_without_anybody_invited_is_refused(cast: Cast, client_for: In, framework: Contract) -> None:
    sent = {
        "title": "Skyss",
        "ordered_on": "2028-01-10",
        "first_day": "2028-02-01",
        "months": "12",
        "way": "competition",
    }
    page = client_for(cast.ada).post(at(framework, "call-off/"), sent)

    assert page.status_code == 422
    assert "Tick the suppliers" in page.content.decode()
    assert "Choose the supplier." in page.content.decode()


def test_a_price_of_a_supplier_that_is_not_ticked_is_refused_at_its_field(
    cast: Cast, client_for: In, framework: Contract
) -> None:
    sent = {"way": "competition", "asked-0": "on", "price-0": "100", "price-1": "90"}
    page = client_for(cast.ada).post(at(framework, "call-off/"), sent)

    assert page.status_code == 422
    form = page.context["form"]
    assert form.errors["price-1"] == ["Tick that Trikk AS was invited, or take the price out."]
    assert "price-0" not in form.errors


def test_only_a_signed_framework_agreement_can_be_called_off_from(
    cast: Cast, client_for: In, awarded: Contract
) -> None:
    assert client_for(cast.ada).get(at(awarded, "call-off/")).status_code == 404


def test_a_value_changes_with_its_ground(cast: Cast, client_for: In) -> None:
    ada, framework = client_for(cast.ada), shared_framework(cast, date(2025, 6, 1))
    sent = {"revision": framework.revision, "value": "9 100 000", "agreed_on": "2026-03-01", "reason": "More pupils."}
    assert "Choose the ground" in ada.post(at(framework, "value/"), sent).content.decode()
    page = ada.post(at(framework, "value/"), {**sent, "ground": "minor_value"}, follow=True)

    assert "More pupils." in page.content.decode()
    assert "minor value" in page.content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert ContractChange.objects.count() == 1


def steps(framework: Contract, **said: Any) -> dict[str, Any]:
    usual = {
        "revision": framework.revision,
        "count": "4",
        "step-0-number": "1",
        "step-0-threshold": "40",
        "step-0-months": "0",
        "step-1-number": "2",
        "step-1-threshold": "60",
        "step-1-months": "30",
        "step-2-number": "3",
        "step-2-threshold": "80",
        "step-2-months": "48",
        "agreed_on": "2026-03-01",
        "ground": "review_clause",
        "reason": "Clause 14.",
        "do": "save",
    }
    return {**usual, **said}


def test_steps_change_with_their_ground_and_what_stood_there_is_read(cast: Cast, client_for: In) -> None:
    ada, framework = client_for(cast.ada), shared_framework(cast, date(2025, 6, 1))
    with open_access(access_for_work(cast.ekby.pk)):
        address = at(framework, f"obligations/{framework.obligations.get().uuid}/")
    assert [form["threshold"].value() for form in ada.get(address).context["steps"].forms] == ["40", "60", "80", None]

    more = ada.post(address, steps(framework, do="add", reason=""))
    assert len(more.context["steps"].forms) == 5
    assert not more.context["form"].errors

    wrong = ada.post(address, steps(framework, **{"step-2-threshold": "50"}))
    assert wrong.status_code == 422
    assert "Ask for more" in wrong.content.decode()

    page = ada.post(address, steps(framework), follow=True)
    assert page.redirect_chain == [(at(framework), 302)]
    assert "Clause 14." in page.content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert ObligationStep.objects.get(number=2).threshold == Decimal(60)
        assert ObligationStep.objects.get(number=2).origin == "changed"


def test_documents_are_kept_with_the_contract_and_taken_out_with_a_reason(
    cast: Cast, client_for: In, framework: Contract
) -> None:
    ada, add = client_for(cast.ada), at(framework, "documents/")
    empty = ada.post(add, {"file": SimpleUploadedFile("Avtal.pdf", b"")})
    assert empty.status_code == 422
    page = ada.post(add, {"file": SimpleUploadedFile("Avtal.pdf", b"%PDF-1.7 an agreement")}, follow=True)
    assert page.redirect_chain == [(at(framework), 302)]
    with open_access(access_for_work(cast.ekby.pk)):
        kept = ContractDocument.objects.get()
    address = at(framework, f"documents/{kept.uuid}/")

    assert b"".join(ada.get(address).streaming_content) == b"%PDF-1.7 an agreement"  # type: ignore[attr-defined]
    assert "Say why" in ada.post(f"{address}remove/", {"reason": ""}, follow=True).content.decode()
    assert "No document yet." in ada.post(f"{address}remove/", {"reason": "Wrong one"}, follow=True).content.decode()


def test_who_shares_a_contract_reads_its_documents_unless_they_are_confidential_and_changes_none(
    cast: Cast, client_for: In, framework: Contract
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        elsewhere = make_contract(make_planned(cast.ekby, title="Renhold"))
        papers = [
            add_contract_document(contract, stream=BytesIO(PDF + title.encode()), file_name=f"{title}.pdf", **said)
            for contract, title, said in (
                (framework, "Avtal", {}),
                (framework, "Priser", {"confidential_because": "OSL 19 kap. 3 §"}),
                (elsewhere, "Annat", {}),
            )
        ]
    cilla, page = client_for(cast.cilla), at(framework, home="granby")
    shown, kept, other = (f"documents/{each.uuid}/" for each in papers)

    text = cilla.get(page).content.decode()
    assert (shown in text, kept in text) == (True, False)
    assert not any(words in text for words in ("Priser", "OSL 19", "onfidential")), "not even that there is one"
    assert cilla.get(f"{page}{shown}").getvalue() == PDF + b"Avtal"
    assert cilla.get(f"{page}{kept}").status_code == 404
    assert cilla.get(at(elsewhere, other, home="granby")).status_code == 404
    assert cilla.post(f"{page}{shown}remove/", {"reason": "No"}).status_code == 404
    assert cilla.get(f"{page}documents/").status_code == 404
    assert files_in_sight(cast.granby) == [papers[0].file.sha256]
    assert files_in_sight(cast.network) == [], "a neighbour who shares nothing"
    with open_access(access_for_work(cast.granby.pk)), connection.cursor() as cursor:
        for change in ("UPDATE foundation_storedfile SET name = 'taken'", "DELETE FROM procurement_contractdocument"):
            cursor.execute(change)
            assert cursor.rowcount == 0
        cursor.execute("SELECT title FROM procurement_contractdocument")
        assert cursor.fetchall() == [("Avtal",)]


def files_in_sight(organisation: Organisation) -> list[str]:
    """The hashes of the files that the database itself shows an organisation."""
    with open_access(access_for_work(organisation.pk)), connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM foundation_storedfile")
        return [sha256 for (sha256,) in cursor.fetchall()]


def test_a_limit_may_have_decimals() -> None:
    assert "10 / 12.5" in _with_limit("the ground", {"a": Decimal("12.50"), "b": Decimal(10)})
