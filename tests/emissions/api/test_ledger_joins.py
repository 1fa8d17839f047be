"""Two ledgers together over the API: the list, and one with its differences."""

import pytest

from organisations.models import Organisation
from tests.api.callers import Caller
from tests.emissions.footprint_cases import at_work
from tests.factories.ledgers import joined_samples

JOINS = "organisations/vik/ledger-joins/"


@pytest.fixture(autouse=True)
def joined(vik: Organisation) -> None:
    with at_work(vik):
        joined_samples(vik)


def test_a_join_is_listed_and_read(erp: Caller) -> None:
    (listed,) = erp.get(JOINS).json()["results"]
    read = erp.get(f"{JOINS}{listed['ledger_join']}/").json()

    assert {name: read[name] for name in listed} == listed
    assert listed["outcomes"] == {"told": 9, "same": 0, "other": 0, "nobody": 1}
    assert read["ways"] == [{"way": "voucher", "lines": 8}, {"way": "split", "lines": 2}]
    assert read["accounts"][0] == {
        "account": "61700",
        "currency": "SEK",
        "general": "1234567.89",
        "supplier": "1200000.00",
        "found": "1234567.89",
        "difference": "34567.89",
    }
    assert read["missing"] == [{"currency": "SEK", "lines": 1, "amount": "-34567.8900"}]


def test_the_imports_of_a_join_are_imports(erp: Caller) -> None:
    (listed,) = erp.get(JOINS).json()["results"]

    for uuid in (listed["general"], listed["result"], *listed["suppliers"]):
        assert erp.get(f"organisations/vik/ledger-imports/{uuid}/").status_code == 200
