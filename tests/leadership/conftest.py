"""A network of two Norwegian neighbours and a Swedish one, with the accounts of some years."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, calculated
from tests.factories.organisations import join_network, make_member, make_organisation, share


@dataclass(frozen=True, slots=True)
class Region:
    """The network and its members; vik and nes share, stille does not."""

    network: Organisation
    vik: Organisation
    nes: Organisation
    stille: Organisation


@pytest.fixture
def region(db: None) -> Region:  # noqa: ARG001 - it lives in the database
    return make_region()


def make_region() -> Region:
    network = make_organisation("natverk", kind=Organisation.Kind.NETWORK, population=None)
    swedish = {"country": Organisation.Country.SWEDEN, "chart": Organisation.Chart.KOMMUN_BAS}
    members = [make_organisation(slug, population=1_000, **swedish) for slug in ("vik", "nes", "stille")]
    for member in members:
        join_network(member, network)
    for member in members[:2]:
        share(member, network)
    return Region(network, *members)


@pytest.fixture(scope="module")
def accounts(module_transaction: None, tmp_path_factory: pytest.TempPathFactory) -> Region:  # noqa: ARG001 - undone with it
    """Two years of the same postings everywhere, calculated, once for a module whose tests all undo their own."""
    region, folder = make_region(), tmp_path_factory.mktemp("ledgers")
    for member in (region.vik, region.nes, region.stille):
        for year in (2023, 2024):
            calculated(member, folder, year, YEAR_OF_POSTINGS)
    return region


@pytest.fixture
def person_in(client_for: Callable[[User], Client]) -> Callable[..., Client]:
    """A browser, in English, of somebody with a role in an organisation."""

    def sign_in(organisation: Organisation, role: Role = Role.LEADER) -> Client:
        client = client_for(make_member(f"{role} {organisation.slug}", organisation, role))
        client.cookies["django_language"] = "en"
        return client

    return sign_in
