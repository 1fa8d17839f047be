"""What went through a contract is known once it is registered, and rows that stand as they should are left alone."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from follow_up.models import ContractSpend
from follow_up.services.refresh_spend import refresh_spend
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.services.register_contract import mend_contract, said_of
from procurement.services.registered_said import PartySaid
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample
from tests.factories.registered import make_registered
from tests.procurement.queries.test_contract_spend import ENERGY, OF_2024

pytestmark = pytest.mark.django_db
ENERGY_2024 = (2024, "SEK", Decimal("41250.00"), "by_supplier")


@pytest.fixture
def home(cast: Cast) -> Iterator[Organisation]:
    with open_access(access_for_work(cast.ekby.pk)):
        footprint_of_sample(cast.ekby)
        yield cast.ekby


def kept() -> list[tuple[object, ...]]:
    rows = ContractSpend.objects.order_by("contract", "year")
    return list(rows.values_list("year", "currency", "amount", "found_by"))


def test_spend_is_known_once_a_contract_is_registered_or_mended(home: Organisation) -> None:
    contract = make_registered(home, number="E-1", parties=(ENERGY,), **OF_2024)
    assert kept() == [ENERGY_2024]
    other = said_of(contract, parties=(PartySaid("Somebody else"),))
    mended = mend_contract(contract, other, revision=contract.revision)
    assert kept() == []
    mend_contract(mended, said_of(mended, parties=(ENERGY,)), revision=mended.revision)
    assert kept() == [ENERGY_2024]


def test_another_contract_with_the_supplier_takes_its_certainty(home: Organisation) -> None:
    make_registered(home, number="E-1", parties=(ENERGY,), **OF_2024)
    make_registered(home, number="E-2", parties=(ENERGY,), **OF_2024)
    assert kept() == []


def test_rows_that_stand_as_they_should_are_left_alone(home: Organisation) -> None:
    make_registered(home, number="E-1", parties=(ENERGY,), **OF_2024)
    (row,) = ContractSpend.objects.all()
    assert refresh_spend(home) == 1
    assert [each.pk for each in ContractSpend.objects.all()] == [row.pk]
    ContractSpend.objects.update(amount=1)
    assert refresh_spend(home) == 1
    assert kept() == [ENERGY_2024]


def test_it_waits_for_others_before_it_counts(home: Organisation) -> None:
    make_registered(home, number="E-1", parties=(ENERGY,), **OF_2024)
    with CaptureQueriesContext(connection) as queries:
        refresh_spend(home)

    said = [str(each["sql"]) for each in queries]
    held = next(place for place, each in enumerate(said) if "pg_advisory_xact_lock" in each)
    counted = next(place for place, each in enumerate(said) if "procurement_contract" in each or "spend_cell" in each)
    assert held < counted
