"""What takes forms alone is a page in words when it is opened, with the way to the page that the form stands on."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from foundation.showable_pages import nearest_page
from organisations.models import User
from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
HOURS = "/o/ekby/follow-up/hours/"
ID = UUID(int=7)


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        (f"{HOURS}say/", HOURS),
        (f"{HOURS}say/?year=2027", HOURS),
        (f"{HOURS}?year=2027", f"{HOURS}?year=2027"),
        (f"/o/ekby/follow-up/risk/{ID}/approve/", f"/o/ekby/follow-up/risk/{ID}/"),
        (f"/o/ekby/follow-up/register/views/{ID}/remove/", "/o/ekby/follow-up/register/"),
        (f"/o/ekby/follow-up/evidence/{ID}/file", f"/o/ekby/follow-up/evidence/{ID}/file"),
        ("/language", "/"),
        ("/no/such/page/", "/no/such/page/"),
        ("/accounts/login/", "/accounts/login/"),
    ],
)
def test_what_takes_forms_alone_has_a_page_near_by(address: str, nearest: str) -> None:
    assert nearest_page(address) == nearest


def test_loading_an_address_of_forms_again_shows_a_page_with_the_way_back(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).get(f"{HOURS}say/")
    page = answer.content.decode()

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is nothing to read at this address" in page
    assert f'href="{HOURS}"' in page


def test_choosing_a_language_after_an_error_leads_to_the_page_with_the_form(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    answer = client.post("/language", {"language": "sv", "next": f"{HOURS}say/"})

    assert answer["Location"] == HOURS
    assert client.get(answer["Location"]).status_code == 200


def test_programs_that_want_no_page_get_none(client: Client) -> None:
    refused = client.get("/language", headers={"Accept": "application/json"})
    of_api = client.get(reverse("api_token"))

    assert (refused.status_code, refused.content) == (405, b"")
    assert (of_api.status_code, of_api["Content-Type"]) == (405, "application/problem+json")
