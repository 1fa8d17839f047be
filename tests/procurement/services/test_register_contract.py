"""Contracts that were signed elsewhere are registered, mended and withdrawn."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from procurement.models import Contract, ContractState
from procurement.queries.found_contracts import WantedContracts, found_contracts
from procurement.reports.contract_words import contract_answer
from procurement.services.contracts import use_option
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.register_contract import mend_contract, register_contract, said_of, withdraw_registered
from procurement.services.registered_said import PartySaid
from tests.factories.cast import Cast
from tests.factories.contracts import make_contract, make_signed
from tests.factories.organisations import join_network, make_organisation
from tests.factories.procurements import make_rising
from tests.factories.registered import FRESH, TODAY, make_obliged, make_registered, registered_said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def _in_ekby(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)):
        yield


def test_a_contract_that_runs_already_is_signed_with_its_days_and_extensions(cast: Cast) -> None:
    made = make_registered(cast.ekby, options=(12, 12), notice_months=3)
    made.refresh_from_db()
    assert (made.state, made.country, made.award, made.number) == ("signed", "SE", None, "2025/17")
    assert (made.first_day, made.last_day) == (date(2025, 2, 1), date(2027, 1, 31))
    assert made.last_possible_day == date(2029, 1, 31)
    assert [each.notice_on for each in made.options.all()] == [date(2026, 11, 1), date(2027, 11, 1)]
    assert [(each.name, each.number) for each in made.parties.all()] == [("Fersk AS", "974760673")]
    assert Change.objects.get(kind="procurement.contract", action="registered").object_id == str(made.uuid)


def test_the_same_form_sent_twice_registers_once(cast: Cast) -> None:
    key = uuid4()
    assert make_registered(cast.ekby, key=key) == make_registered(cast.ekby, key=key)


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"title": " \u200d "}, "title", "Give the contract a name"),
        ({"kind": "call_off"}, "kind", "a contract or a framework"),
        ({"months": 0}, "months", "number of months from 1"),
        ({"signed_on": date(2026, 6, 2)}, "signed_on", "lies in the future"),
        ({"first_day": date(2025, 1, 9)}, "first_day", "cannot begin before it is signed"),
        ({"parties": ()}, "parties", "Name the supplier"),
        ({"parties": (FRESH, PartySaid("FERSK  as"))}, "parties", "named twice"),
    ],
)
def test_what_cannot_be_names_its_field(cast: Cast, said: dict[str, object], field: str, sentence: str) -> None:
    with pytest.raises(ContractNotPossibleError, match=sentence) as refused:
        register_contract(cast.ekby, registered_said(**said), today=TODAY)
    assert refused.value.field == field
    assert not Contract.objects.exists()


def test_a_number_belongs_to_one_contract(cast: Cast) -> None:
    make_registered(cast.ekby, number="A 17")
    with pytest.raises(ContractNotPossibleError, match="has this number already"):
        make_registered(cast.ekby, number="a17")
    assert make_registered(cast.ekby, number="").number == ""


def test_only_neighbours_share_it(cast: Cast) -> None:
    stranger = make_organisation("fjernt")
    with pytest.raises(ContractNotPossibleError, match="in no network") as refused:
        make_registered(cast.ekby, buyers=(stranger,))
    assert refused.value.field == "buyers"
    near = make_organisation("nabo")
    join_network(near, cast.network)
    made = make_registered(cast.ekby, buyers=(near,), kind="framework")
    assert [(each.buyer, each.may_call_off) for each in made.buyers.all()] == [(near, True)]


def test_mending_counts_the_days_anew_and_tells_what_stood_there(cast: Cast) -> None:
    made = make_registered(cast.ekby, options=(12,))
    party = made.parties.get()
    said = said_of(made, months=36, parties=(PartySaid("Fersk Mat AS", "974760673", uuid=party.uuid),))
    mended = mend_contract(made, said, revision=made.revision, today=TODAY)
    assert (mended.last_day, mended.revision) == (date(2028, 1, 31), made.revision + 1)
    assert (mended.parties.get().pk, mended.parties.get().name) == (party.pk, "Fersk Mat AS")
    told = Change.objects.get(kind="procurement.contract", action="mended").summary
    assert (told["before"]["months"], told["after"]["months"]) == ("24", "36")
    assert set(told["before"]) == {"months", "suppliers"}
    with pytest.raises(ConflictError):
        mend_contract(made, said, revision=made.revision, today=TODAY)


def test_a_used_extension_stays_as_it_is(cast: Cast) -> None:
    made = make_registered(cast.ekby, options=(12,))
    use_option(made, revision=made.revision, told_on=date(2026, 5, 1), today=TODAY)
    made.refresh_from_db()
    for other in ((), (6,)):
        with pytest.raises(ContractNotPossibleError, match="used already") as refused:
            mend_contract(made, said_of(made, options=other), revision=made.revision, today=TODAY)
        assert refused.value.field == "options"
    assert mend_contract(made, said_of(made, options=(12, 6)), revision=made.revision).options.count() == 2


def test_a_contract_is_not_mended_to_end_before_its_steps(cast: Cast) -> None:
    made = make_registered(cast.ekby)
    make_obliged(made)
    made.refresh_from_db()
    with pytest.raises(ContractNotPossibleError, match="no longer lie within the contract") as refused:
        mend_contract(made, said_of(made, months=6), revision=made.revision, today=TODAY)
    assert refused.value.field == "months"
    assert Contract.objects.get().last_day == date(2027, 1, 31)


def test_a_persons_number_comes_back_as_it_is_shown_and_stays(cast: Cast) -> None:
    made = make_registered(cast.ekby, parties=(PartySaid("Kari Bonde", "850709-9805"),))
    party = made.parties.get()
    said = said_of(made, parties=(PartySaid("Kari Bonde", "••••••-••••", uuid=party.uuid),))
    mend_contract(made, said, revision=made.revision, today=TODAY)
    assert made.parties.get().number == "850709-9805"
    assert "850709-9805" not in str([each.summary for each in Change.objects.all()])


def test_a_slip_is_withdrawn_with_a_reason_and_can_be_read(cast: Cast) -> None:
    made = make_registered(cast.ekby)
    with pytest.raises(ContractNotPossibleError, match="Say why"):
        withdraw_registered(made, because=" ", revision=made.revision)
    gone = withdraw_registered(made, because="Written twice", revision=made.revision)
    assert gone.state == ContractState.WITHDRAWN
    assert contract_answer(gone, [], TODAY) == "It was registered in error, and withdrawn: Written twice"
    assert list(found_contracts(cast.ekby, WantedContracts(state="withdrawn"), TODAY)) == [gone]
    assert list(found_contracts(cast.ekby, WantedContracts(), TODAY)) == []
    assert make_registered(cast.ekby).number == gone.number, "its number is free again"


def test_a_contract_of_an_award_is_not_mended_or_withdrawn_like_this(cast: Cast) -> None:
    signed = make_signed(make_contract(make_rising(cast.ekby).procurement))
    with pytest.raises(ContractNotPossibleError, match="from an award keeps its terms"):
        withdraw_registered(signed, because="Slip", revision=signed.revision)
    with pytest.raises(ContractNotPossibleError, match="from an award keeps its terms"):
        mend_contract(signed, said_of(signed, value=Decimal(1)), revision=signed.revision)
