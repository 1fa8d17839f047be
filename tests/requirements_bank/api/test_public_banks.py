"""Open banks for programs without a token: what is public and nothing else."""

from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from requirements_bank.models import Bank, SeenBy
from requirements_bank.services.adopt import adopt
from tests.factories.bank import make_bank, make_draft, make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(cast: Cast) -> Bank:
    with open_access(access_for_work(cast.network.pk)):
        make_bank(cast.network, slug="nett")
        shared = make_published(cast.network, code="NET-001")
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_bank(cast.ekby, slug="ekbys", name="Ekbys krav")
        make_published(cast.ekby, code="EKB-001")
        make_published(cast.ekby, code="EKB-002", visibility=SeenBy.NETWORK)
        make_draft(cast.ekby, code="EKB-003")
        adopt(organisation=cast.ekby, version=shared, seen_by=SeenBy.PUBLIC)
    return bank


def get(path: str) -> Any:
    return Client().get(f"/api/v1/banks/{path}")


def test_anyone_reads_open_banks_and_what_they_ask_for(opened: Bank) -> None:
    banks = {bank["bank"]: bank["published"] for bank in get("").json()["results"]}
    asked = [(each["code"], each["adopted_from"]) for each in get("ekbys/requirements/").json()["results"]]

    assert banks == {"ekbys": 1, "nett": 1}
    assert get("ekbys/").json()["name"] == opened.name
    assert asked == [("EKB-001", None), ("NET-001", "nett")]
    assert get("ekbys/requirements/").json()["results"][0]["content"]["title"]["nb"] == "Egne leveranser"


def test_a_bank_that_is_not_open_is_not_there(opened: Bank, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Bank.objects.filter(pk=opened.pk).update(seen_by=SeenBy.NETWORK)

    assert {get(path).status_code for path in ("ekbys/", "ekbys/requirements/", "nowhere/")} == {404}
    assert [bank["bank"] for bank in get("").json()["results"]] == ["nett"]
