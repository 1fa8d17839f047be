"""What an organisation spent through its contracts, from a real ledger to kilograms."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from follow_up.models import ContractSpend
from follow_up.services.refresh_spend import refresh_spend
from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.calculations.contract_spend import Found, Why
from procurement.models import Contract
from procurement.queries.contract_spend import spend_of_contracts
from procurement.services.registered_said import PartySaid
from suppliers.models import SupplierCard
from suppliers.services.merge_suppliers import Pair, merge_suppliers, undo_merges
from tests.emissions.footprint_cases import SOLE_TRADER, imported
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample, import_sample
from tests.factories.registered import make_registered

pytestmark = pytest.mark.django_db
GREENS = PartySaid("Ekby Grönsaker AB", "559900-0011")
ENERGY = PartySaid("Energibolaget i Ekby AB", "559900-0033")
OF_2024 = {"signed_on": date(2023, 12, 1), "first_day": date(2024, 1, 1), "months": 12, "currency": "SEK"}


@pytest.fixture(autouse=True)
def _in_ekby(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)):
        yield


def made(cast: Cast, number: str, *parties: PartySaid) -> Contract:
    return make_registered(cast.ekby, number=number, parties=parties, **OF_2024)


def test_money_is_found_by_agreement_and_by_supplier_and_has_kg_of_the_footprint(cast: Cast) -> None:
    footprint_of_sample(cast.ekby)
    greens, energy = made(cast, "a-12", PartySaid("Somebody else")), made(cast, "", ENERGY)
    found = spend_of_contracts(cast.ekby, [greens, energy], 2024, sees_numbers=False)
    assert found.has_footprint
    by_number, by_supplier = found.by_contract[greens.pk], found.by_contract[energy.pk]
    assert (by_number.found, dict(by_number.amounts)) == (Found.BY_AGREEMENT, {"SEK": Decimal("12000.2500")})
    assert (by_supplier.found, dict(by_supplier.amounts)) == (Found.BY_SUPPLIER, {"SEK": Decimal("41250.0000")})
    assert by_number.kg is not None
    assert by_number.kg > 0


def test_without_a_footprint_there_is_money_and_no_kg(cast: Cast) -> None:
    import_sample(cast.ekby)
    energy = made(cast, "", ENERGY)
    found = spend_of_contracts(cast.ekby, [energy], 2024, sees_numbers=False)
    assert (found.has_footprint, found.by_contract[energy.pk].kg) == (False, None)
    assert found.by_contract[energy.pk].amounts == {"SEK": Decimal(41250)}


def test_two_contracts_with_a_supplier_share_it(cast: Cast) -> None:
    import_sample(cast.ekby)
    first, second = made(cast, "", ENERGY), made(cast, "E-1", ENERGY)
    found = spend_of_contracts(cast.ekby, [first], 2024, sees_numbers=False).by_contract
    assert set(found) == {first.pk}
    assert (found[first.pk].found, found[first.pk].why, found[first.pk].shared_by) == (
        Found.NOT_KNOWN,
        Why.SHARED,
        2,
    )
    assert second.pk != first.pk


def test_a_year_without_accounts_says_so(cast: Cast) -> None:
    energy = made(cast, "", ENERGY)
    assert (
        spend_of_contracts(cast.ekby, [energy], 2019, sees_numbers=False).by_contract[energy.pk].why is Why.NO_ACCOUNTS
    )


def test_many_contracts_take_as_many_statements_as_one(cast: Cast) -> None:
    import_sample(cast.ekby)
    several = [made(cast, "", ENERGY), *(made(cast, f"N-{number}", GREENS) for number in range(4))]
    numbers = []
    for contracts in (several[:1], several):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            spend_of_contracts(cast.ekby, contracts, 2024, sees_numbers=False)
        numbers.append(len([each for each in asked.captured_queries if each["sql"].startswith(("SELECT", "--"))]))
    assert numbers == [8, 8]


@pytest.mark.parametrize("party", [GREENS, ENERGY], ids=["first number", "second number"])
def test_a_contract_with_any_number_of_a_merged_supplier_has_the_money_of_all(cast: Cast, party: PartySaid) -> None:
    import_sample(cast.ekby)
    contract = made(cast, "", party)
    first, second = (SupplierCard.objects.get(organisation=cast.ekby, name=each.name) for each in (GREENS, ENERGY))
    apart = spend_of_contracts(cast.ekby, [contract], 2024, sees_numbers=False).by_contract[contract.pk]
    (merge,) = merge_suppliers(organisation=cast.ekby, pairs=[Pair(first, second)])
    together = spend_of_contracts(cast.ekby, [contract], 2024, sees_numbers=False).by_contract[contract.pk]
    assert together.amounts["SEK"] > apart.amounts["SEK"] > 0
    undo_merges(organisation=cast.ekby, merges=[merge])
    assert spend_of_contracts(cast.ekby, [contract], 2024, sees_numbers=False).by_contract[contract.pk] == apart


@pytest.mark.parametrize(
    ("written", "guessed", "why"),
    [
        ("850709-9805", "8507099805", Why.PERSONAL),
        ("131052-308T", "131052-308T", Why.PERSONAL),
        ("131052-308T", "131052308", Why.NO_MONEY),
    ],
    ids=["Swedish", "Finnish", "digits of a Finnish one"],
)
def test_a_guessed_number_of_a_person_tells_nothing(
    cast: Cast, tmp_path: Path, written: str, guessed: str, why: Why
) -> None:
    imported(cast.ekby, tmp_path, 2024, (replace(SOLE_TRADER, number=written),))
    right, wrong = made(cast, "", PartySaid("A", guessed)), made(cast, "W", PartySaid("B", "850709-9813"))
    hidden = spend_of_contracts(cast.ekby, [right, wrong], 2024, sees_numbers=False).by_contract
    assert [(each.amounts, each.found) for each in hidden.values()] == [({}, Found.NOT_KNOWN)] * 2
    assert [hidden[right.pk].why, hidden[wrong.pk].why] == [why, Why.PERSONAL]
    seen = spend_of_contracts(cast.ekby, [right, wrong], 2024, sees_numbers=True).by_contract
    assert seen[right.pk].amounts == {"SEK": Decimal(60000)}
    assert ContractSpend.objects.count() == 0, "What is kept is for everybody."


def test_a_neighbour_who_names_us_as_a_buyer_does_not_touch_our_figures(cast: Cast) -> None:
    import_sample(cast.ekby)
    ours = made(cast, "E-1", ENERGY)
    alone = spend_of_contracts(cast.ekby, [ours], 2024, sees_numbers=False).by_contract
    kept = list(ContractSpend.objects.values_list("amount", "found_by"))
    with open_access(access_for_work(cast.granby.pk)):
        said: dict[str, Any] = {**OF_2024, "parties": (ENERGY,), "buyers": (cast.ekby,)}
        theirs = [make_registered(cast.granby, number=number, title=number, **said) for number in ("E-1", "G-1")]
    found = spend_of_contracts(cast.ekby, [ours, *theirs], 2024, sees_numbers=False).by_contract
    refresh_spend(cast.ekby)
    assert found[ours.pk] == alone[ours.pk]
    assert found[ours.pk].amounts == {"SEK": Decimal(41250)}
    assert [found[each.pk].why for each in theirs] == [Why.OWN_FIRST] * 2
    assert list(ContractSpend.objects.values_list("amount", "found_by")) == kept != []
