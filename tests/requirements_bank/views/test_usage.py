"""The pages of uses: versions with their users, the whole bank, files; a missing share is a dash."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import RequirementVersion
from requirements_bank.services.adopt import adopt
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db

In = Callable[[User], Client]


@pytest.fixture
def used(cast: Cast) -> RequirementVersion:
    with open_access(access_for_work(cast.network.pk)):
        version = make_published(cast.network, code="NET-001")
        make_published(cast.network, code="NET-002")
    for organisation in (cast.ekby, cast.granby):
        with open_access(access_for_work(organisation.pk)):
            adopt(organisation=organisation, version=version)
    return version


def test_a_requirement_shows_its_users_and_a_dash_where_nobody_has_told(
    cast: Cast, client_for: In, used: RequirementVersion
) -> None:
    page = client_for(cast.nils).get(f"/o/fjordnett/requirements/{used.requirement.uuid}/usage/").content.decode()

    assert "2 organisasjoner som dere ser, bruker det" in page
    assert all(name in page for name in ("Versjon 1", cast.ekby.name, cast.granby.name))
    assert page.count('class="missing"') >= 4 or page.count("mangler") >= 4
    assert "0 %" not in page


@pytest.mark.usefixtures("used")
def test_the_whole_bank_lists_the_most_used_first_and_what_nobody_uses(cast: Cast, client_for: In) -> None:
    client = client_for(cast.nils)
    rows = {
        show: [row["code"] for row in client.get(f"/o/fjordnett/requirements/usage/?show={show}").context["rows"]]
        for show in ("used", "unused", "retired", "all", "nonsense")
    }

    assert rows == {
        "used": ["NET-001"],
        "unused": ["NET-002"],
        "retired": [],
        "all": ["NET-001", "NET-002"],
        "nonsense": ["NET-001"],
    }


@pytest.mark.usefixtures("used")
def test_the_list_goes_out_as_files_with_empty_cells_for_what_is_not_known(cast: Cast, client_for: In) -> None:
    client = client_for(cast.nils)
    table = b"".join(client.get("/o/fjordnett/requirements/usage.csv?show=all")).decode("utf-8-sig").splitlines()
    book = openpyxl.load_workbook(BytesIO(client.get("/o/fjordnett/requirements/usage.xlsx").content))

    assert [line.split(";")[0] for line in table] == ["Kode", "NET-001", "NET-002"]
    assert [line.split(";")[6:9] for line in table[1:]] == [["2", "0", ""], ["0", "0", ""]]
    assert [cell.value for cell in book.worksheets[0][2]][:3] == ["NET-001", "Egne leveranser", "Fjordnett"]


def test_readers_are_not_offered_the_overview(cast: Cast, client_for: In) -> None:
    assert client_for(cast.bo).get("/o/ekby/requirements/usage/").status_code == 404
