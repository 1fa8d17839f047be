"""Contracts of a file are registered with what they oblige to, in as many statements for few as for many."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from follow_up.models import ObligationStanding
from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import DomainError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import Contract, ContractOption, Obligation, ObligationStep
from procurement.services.bring_in_contracts import BroughtIn, bring_in_contracts
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.registered_obligations import MOST_OBLIGATIONS
from procurement.services.registered_said import PartySaid
from procurement.services.staircases import PlannedStep
from tests.factories.cast import Cast
from tests.factories.registered import make_obliged, make_registered, obligation_said, registered_said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OPTIONS = {"options": (12, 6), "notice_months": 3}


@pytest.fixture
def home(cast: Cast) -> Iterator[Organisation]:
    with open_access(access_for_work(cast.ekby.pk)):
        yield cast.ekby


def brought_in(home: Organisation, contracts: int, each: int) -> BroughtIn:
    said = [registered_said(title=f"Contract {place}", number=f"A {place}", **OPTIONS) for place in range(contracts)]
    named = [
        (f"a{place}", obligation_said(title=f"Number {number}")) for place in range(contracts) for number in range(each)
    ]
    return bring_in_contracts(home, said, named)


def told(contract: Contract) -> list[object]:
    """What stands in a contract, but for its name and keys."""
    days = (contract.first_day, contract.last_day, contract.last_possible_day, contract.state)
    parties = [(each.name, each.number, each.email) for each in contract.parties.all()]
    options = contract.options.values_list("number", "months", "notice_months", "first_day", "last_day", "notice_on")
    steps = ObligationStep.objects.filter(obligation__contract=contract).order_by("obligation__position", "number")
    of_steps = steps.values_list("obligation__title", "number", "threshold", "first_day", "last_day", "option")
    standings = ObligationStanding.objects.filter(contract=contract).order_by("obligation__position")
    return [days, parties, list(options), list(of_steps), list(standings.values_list("state", "step", "threshold"))]


@pytest.mark.parametrize(("contracts", "each"), [(1, 1), (1, 30), (12, 3)])
def test_it_takes_as_many_statements_for_few_as_for_many(home: Organisation, contracts: int, each: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        made = brought_in(home, contracts, each)

    assert (len(made.contracts), made.obligations) == (contracts, contracts * each)
    assert len(queries) == 49


def test_what_is_brought_in_is_as_if_each_had_been_typed(home: Organisation) -> None:
    typed = make_registered(home, title="Typed", number="T", **OPTIONS)
    for number in range(2):
        make_obliged(typed, title=f"Number {number}")
    brought_in(home, 2, 2)

    assert all(told(each) == told(typed) for each in Contract.objects.filter(title__startswith="Contract"))
    contract = Contract.objects.get(title="Contract 1")
    changes = Change.objects.filter(object_id=str(contract.uuid)).order_by("version")
    assert list(changes.values_list("version", "action")) == [(1, "registered"), (2, "obliged"), (3, "obliged")]
    assert [each.summary.get("what", "") for each in changes] == ["", "Number 0", "Number 1"]
    assert contract.revision == 2


def test_what_is_here_stays_and_nothing_comes_twice(home: Organisation) -> None:
    make_obliged(make_registered(home, title="Contract 0", number="A0"), title="NUMBER  0")
    made = bring_in_contracts(
        home,
        [registered_said(title="Contract 0", number="A 0")],
        [("a0", obligation_said(title=title)) for title in ("Number 0", "Number 1", "number 1")],
    )

    assert (made.contracts, made.obligations) == ((), 1)
    assert list(Obligation.objects.values_list("title", "position")) == [("NUMBER 0", 1), ("Number 1", 2)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (obligation_said(title="", wording="x"), "Give the obligation a name"),
        (obligation_said(steps=(PlannedStep(Decimal(50), months=40),)), "1 things are wrong"),
    ],
)
def test_one_that_cannot_be_keeps_all_of_the_file_out(home: Organisation, wrong: object, sentence: str) -> None:
    named = [("A1", obligation_said(title="Good")), ("A1", wrong)]
    with pytest.raises(DomainError, match=sentence):
        bring_in_contracts(home, [registered_said(number="A1")], named)  # type: ignore[arg-type]  # of either kind

    assert not Contract.objects.exists()


def test_two_of_one_number_and_too_many_obligations_are_refused(home: Organisation) -> None:
    two = [registered_said(title=title, number="A 1", parties=(PartySaid(title),)) for title in ("One", "Two")]
    make_registered(home, title="Three", number="A2")
    with pytest.raises(ContractNotPossibleError, match="has this number already"):
        bring_in_contracts(home, two, [])
    with pytest.raises(ContractNotPossibleError, match=f"at most {MOST_OBLIGATIONS} obligations"):
        brought_in(home, 1, MOST_OBLIGATIONS + 1)

    assert [each.title for each in Contract.objects.all()] == ["Three"]
    assert not ContractOption.objects.exists()
