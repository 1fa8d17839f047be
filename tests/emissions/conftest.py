"""Vik: a Swedish municipality with its people, its accounts and their footprint."""

from pathlib import Path

import pytest

from emissions.models import Footprint
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import calculated
from tests.factories.organisations import make_member, make_organisation


@pytest.fixture
def vik(db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_vik()


def make_vik() -> Organisation:
    return make_organisation(
        "vik", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.KOMMUN_BAS, population=1_000
    )


@pytest.fixture
def leader(vik: Organisation) -> User:
    return make_member("Lisa Ledare", vik, Role.LEADER)


@pytest.fixture
def finance(vik: Organisation) -> User:
    return make_member("Fia Finans", vik, Role.FINANCE)


@pytest.fixture
def footprint(vik: Organisation, tmp_path: Path) -> Footprint:
    """The footprint of the year of postings in footprint_cases."""
    return calculated(vik, tmp_path)
