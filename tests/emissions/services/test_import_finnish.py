"""A Finnish municipality hands over its purchase invoices: suppliers, categories, a footprint in euro."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.check_ledger import check_ledger
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from suppliers.models import SupplierCard
from tests.emissions.footprint_cases import at_work
from tests.emissions.importers.ledgers import SAMPLES
from tests.factories.organisations import make_organisation

INVOICES = SAMPLES / "suokunta_purchase_invoices.csv"


@pytest.fixture
def suokunta(db: None) -> Iterator[Organisation]:  # noqa: ARG001 - it lives in the database
    """A municipality in Finland."""
    place = make_organisation("suokunta", country="FI", chart=Organisation.Chart.FI_KUNTA, number="99999108")
    with at_work(place):
        yield place


def test_the_check_says_what_counts_and_as_what(suokunta: Organisation) -> None:
    checked = check_ledger(organisation=suokunta, path=INVOICES)
    assert [problem.code for problem in checked.summary.problems if problem.severity != "notice"] == []
    assert {(row["treatment"], row["category"] or row["reason"]) for row in checked.by_treatment} == {
        ("capital_good", "construction.roads"),
        ("excluded", "transfers"),
        ("purchase", "food.mixed"),
        ("purchase", "it.services"),
        ("purchase", "services.consulting"),
        ("purchase", "services.other"),
        ("purchase", "transport.passenger"),
    }
    assert {row["currency"] for row in checked.by_treatment} == {"EUR"}


def test_two_ways_to_write_a_business_id_are_one_company(suokunta: Organisation) -> None:
    import_ledger(organisation=suokunta, path=INVOICES, name="ostolaskut.csv")
    cards = SupplierCard.objects.filter(name="Pohjolan Ruoka Oy")
    assert sorted(card.number for card in cards) == ["9999911-6", "FI99999116"]
    assert len({card.party_id for card in cards}) == 1
    assert SupplierCard.objects.filter(is_personal=True).count() == 0


def test_its_footprint_is_calculated(suokunta: Organisation) -> None:
    import_ledger(organisation=suokunta, path=INVOICES, name="ostolaskut.csv")
    footprint = calculate_footprint(organisation=suokunta, year=2024)
    assert (footprint.currency, footprint.money_counted, footprint.money_covered) == (
        "EUR", Decimal("89008.25"), Decimal("89008.25"),
    )  # fmt: skip
    assert Decimal("0.1") < footprint.total_kg / footprint.money_counted < Decimal("0.4")  # kg per euro
