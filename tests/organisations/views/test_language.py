from collections.abc import Callable

import pytest
from django.conf import settings as project
from django.test import Client, modify_settings
from django.urls import reverse

from organisations.models import User
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
WITH_MIDDLEWARE = {"MIDDLEWARE": {"append": "foundation.person_language.PersonLanguageMiddleware"}}


def choose(client: Client, language: str, address: str = "/about") -> str:
    response = client.post(reverse("language"), {"language": language, "next": address})
    assert response.status_code == 302
    return response["Location"]


@pytest.mark.parametrize(("language", "word"), [("nb", 'lang="nb"'), ("sv", 'lang="sv"'), ("en", 'lang="en"')])
def test_language_is_chosen_for_all_pages(client: Client, language: str, word: str) -> None:
    assert choose(client, language) == "/about"

    assert word in client.get("/about").content.decode()


def test_language_is_remembered_with_the_person(cast: Cast, client_for: Callable[[User], Client]) -> None:
    choose(client_for(cast.ada), "sv")

    cast.ada.refresh_from_db()
    assert cast.ada.language == "sv"


def test_language_of_the_person_meets_them_on_another_machine(cast: Cast, client_for: Callable[[User], Client]) -> None:
    choose(client_for(cast.ada), "sv")

    with modify_settings(**WITH_MIDDLEWARE):
        page = client_for(cast.ada).get("/about", headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="sv">' in page


def test_unknown_language_changes_nothing(client: Client) -> None:
    choose(client, "xx")

    assert project.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_to_another_site(client: Client, address: str) -> None:
    assert choose(client, "sv", address) == reverse("front")


def test_choice_needs_a_post(client: Client) -> None:
    assert client.get(reverse("language")).status_code == 405
