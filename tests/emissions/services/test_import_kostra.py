"""A KOSTRA report imported: running and investment accounts apart, and a word when it is another municipality's."""

from collections.abc import Iterator

import pytest

from emissions.services.check_ledger import CheckedLedger, check_ledger
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.services.ledger_state import asked
from tests.factories.organisations import make_organisation

REPORT = SAMPLES / "kostra_report.dat"


@pytest.fixture
def place(db: None) -> Iterator[Organisation]:  # noqa: ARG001 - it lives in the database
    """A Norwegian municipality."""
    ours = make_organisation("fjell", country=Organisation.Country.NORWAY, chart=Organisation.Chart.KOSTRA)
    with at_work(ours):
        yield ours


def test_running_and_investment_accounts_are_places_of_their_own(place: Organisation) -> None:
    found = import_ledger(organisation=place, path=REPORT, name="0A.dat").ledger_import
    assert asked(
        "SELECT posting_key.investment, count(*), sum(amount) FROM ledger_line JOIN posting_key"
        " ON posting_key.id = key_id WHERE import_id = %s GROUP BY 1 ORDER BY 1", found.pk
    ) == [(False, 4, 42_900_000), (True, 1, 12_000_000)]  # fmt: skip
    assert (found.granularity, found.chart, str(found.period_to)) == ("year", "kostra", "2023-12-31")


def test_accounts_are_classified_as_those_of_an_account_table(place: Organisation) -> None:
    treated = {
        (row["treatment"], row["category"] or row["reason"]): row["amount"] for row in checked(place).by_treatment
    }
    assert treated == {
        ("excluded", "wages"): "40000000.0000",
        ("capital_good", "construction.buildings"): "12000000.0000",
        ("purchase", "maintenance.buildings"): "2500000.0000",
        ("purchase", "food.mixed"): "1000000.0000",
        ("excluded", "vat"): "-600000.0000",
    }


@pytest.mark.parametrize(("ours", "said"), [("9999", []), ("", []), ("4640", ["other_municipality"])])
def test_a_report_of_another_municipality_is_told(place: Organisation, ours: str, said: list[str]) -> None:
    place.municipality_code = ours
    assert [problem.code for problem in checked(place).summary.problems] == said


def checked(place: Organisation) -> CheckedLedger:
    return check_ledger(organisation=place, path=REPORT)
