"""What is refused before a view, a form or the check of the token reads a byte, and what no cache keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.client import FakePayload

from organisations.models import User
from tests.factories.cast import Cast

TOO_MUCH = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1


class Untouched(FakePayload):
    """A body that must not be read."""

    def read(self, *_args: Any, **_kwargs: Any) -> bytes:
        pytest.fail("the body was read")


def send(path: str, content_type: str = "multipart/form-data; boundary=x") -> Any:
    stream = {"wsgi.input": Untouched(), "CONTENT_LENGTH": str(TOO_MUCH)}
    return Client(enforce_csrf_checks=True).post(path, content_type=content_type, **stream)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/language", "/o/ekby/people/invite/"])
def test_a_body_that_is_too_large_is_refused_unread(path: str) -> None:
    assert send(path).status_code == 413


@pytest.mark.django_db
def test_the_api_says_so_in_its_own_shape() -> None:
    answer = send("/api/v1/token/", "application/json")

    assert (answer.status_code, answer.json()["type"]) == (413, "urn:klimatrappa:problem:too-large")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/oidc/%00/login/callback/", "/invitation/a%00b/", "/api/v1/x%00/"])
def test_a_path_that_the_database_cannot_take_leads_nowhere(path: str) -> None:
    answer = Client().get(path)

    assert (answer.status_code, answer["Content-Type"].startswith("text/html")) == (404, "/api/" not in path)


def test_signs_that_no_text_has_are_taken_out_of_what_pages_are_sent(
    cast: Cast, client_for: Callable[[User], Client]
) -> None:
    person = client_for(cast.eva)
    person.post("/o/ekby/requirements/bank/", {"name": "Ekbys\0 krav", "languages": ["nb\0"], "seen_by": "network"})

    assert 'value="Ekbys krav"' in person.get("/o/ekby/requirements/bank/").content.decode()
    assert person.get("/o/ekby/requirements/?q=\0bil").status_code == 200


def test_no_cache_keeps_pages(cast: Cast, client_for: Callable[[User], Client]) -> None:
    ours, stranger = client_for(cast.eva), Client()

    for path in ("/o/ekby/people/", "/", "/accounts/2fa/", "/o/ekby/people/export-that-is-not/"):
        assert "no-store" in ours.get(path)["Cache-Control"], path
    assert "no-store" in stranger.get("/accounts/login/")["Cache-Control"]
    assert ours.get("/o/ekby/accent.css")["Cache-Control"] == "private, max-age=3600"
