"""Contracts of the samples that the Open Contracting Partnership publishes, and of our own releases."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.access import open_access
from foundation.problems import Problem
from foundation.scoping import access_for_work
from procurement.importers.contract_rows import Table
from procurement.importers.ocds_contracts import TITLES, read_ocds_contracts
from procurement.queries.published_terms import published_terms
from procurement.reports.ocds_package import ocds_package
from procurement.reports.ocds_release import ocds_release
from tests.factories.contracts import BUSES, make_award, make_signed
from tests.factories.organisations import make_organisation
from tests.factories.publishing import PRICE, make_ready

pytestmark = pytest.mark.real_files
NOW = datetime(2027, 7, 1, 12, tzinfo=UTC)
CYCLE_LANES = "Contract to build new cycle lanes in the centre of town."


@pytest.mark.parametrize(
    ("name", "months", "options", "signed_on"),
    [
        ("ocds-213czf-000-00001-05-contract.json", "12", "6", "2010-06-10"),
        ("record_ocds-213czf-000-00001.json", "12", "6", "2010-06-10"),
        ("release_package.json", "", "", "2015-06-10"),
    ],
)
def test_a_published_sample_is_read(shared: Path, name: str, months: str, options: str, signed_on: str) -> None:
    found = read_ocds_contracts((shared / "samples" / "ocds" / name).read_bytes())
    assert isinstance(found, Table)
    row = dict(zip(TITLES, found.rows[0][1], strict=True))
    assert (row["title"], row["supplier"], row["first_day"]) == (CYCLE_LANES, "AnyCorp Cycle Provision", "2010-07-01")
    assert (row["months"], row["options"], row["signed_on"], row["currency"]) == (months, options, signed_on, "GBP")


def test_samples_without_contracts_say_so(shared: Path) -> None:
    for name in ("ocds-213czf-000-00001-01-planning.json", "framework_closed_single_award.json"):
        found = read_ocds_contracts((shared / "samples" / "ocds" / name).read_bytes())
        assert isinstance(found, Problem)
        assert found.code == "no_contracts"


@pytest.mark.django_db
def test_our_own_release_is_read_back() -> None:
    lead = make_organisation("vik", name="Vik kommune")
    with open_access(access_for_work(lead.pk)):
        procurement, _asked = make_ready(lead)
        signed = make_signed(make_award(procurement, BUSES).contracts.get())
        procurement.refresh_from_db()
        terms = published_terms(procurement, language="nb", others=(PRICE,))
    release = ocds_release(terms, prefix="ocds-abc123", released_at=NOW)
    package = ocds_package([release], uri="https://vik.example/ocds", publisher=terms.lead, published_at=NOW)
    found = read_ocds_contracts(json.dumps(package).encode())
    assert isinstance(found, Table)
    row = dict(zip(TITLES, found.rows[0][1], strict=True))
    assert (row["title"], row["supplier"], row["supplier_number"]) == (signed.title, "Buss AS", "974760673")
    assert (row["first_day"], row["signed_on"]) == (str(signed.first_day), str(signed.signed_on))
    assert row["months"] == str(signed.months)
