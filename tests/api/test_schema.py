"""The description of the API: the committed one is the real one, and no address is left out of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, resolve
from oauth2_provider.settings import oauth2_settings

from config import api
from foundation.api.documentation import schema_document, schema_text
from foundation.api.views import NowhereView
from foundation.audience import Audience

COMMITTED = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.yaml"
STORING_NOTHING = ("/ledger-checks/", "/filled/", "/old-wordings/", "/notice-checks/")
OPEN = {"banks/", "banks/<slug:bank>/", "banks/<slug:bank>/requirements/", "coming/"}
METHODS = ("get", "post", "put", "patch", "delete")


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in schema_document()["paths"].items():
        for method, described in methods.items():
            yield path, method, described


def views(patterns: list[Any]) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.pattern), pattern.callback


def test_committed_description_is_what_the_code_does() -> None:
    remedy = "run: manage.py spectacular --validate --fail-on-warn --file docs/api/openapi.yaml"
    assert COMMITTED.read_bytes() == schema_text(as_json=False), remedy


def test_description_is_served_for_programs_and_people() -> None:
    as_json, as_yaml = Client().get("/api/v1/openapi.json"), Client().get("/api/v1/openapi.yaml")

    assert as_json.json() == yaml.safe_load(as_yaml.content)
    assert as_json.json()["info"]["title"] == "Klimatrappa"


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_description_is_in_english_in_every_language(language: str) -> None:
    answer = Client().get("/api/v1/openapi.yaml", headers={"Accept-Language": language})

    assert answer.content == COMMITTED.read_bytes()


def test_every_address_declares_whom_it_answers() -> None:
    audiences = {pattern: getattr(view, "audience", None) for pattern, view in views(api.urlpatterns)}

    assert len(audiences) > 25
    assert {pattern for pattern, audience in audiences.items() if audience is None} == set()
    public = {pattern for pattern, audience in audiences.items() if audience is Audience.PUBLIC}
    assert public == {"openapi.json", "openapi.yaml", "docs/", "token/", "", *OPEN}


def test_every_view_for_clients_is_described() -> None:
    described = {
        (path.removeprefix("/api/v1/").translate({ord("{"): "<", ord("}"): ">"}), method)
        for path, method, _ in operations()
    }
    offered = {
        (re.sub(r"<\w+:", "<", pattern), method)
        for pattern, view in views(api.urlpatterns)
        if getattr(view, "audience", None) is Audience.CLIENT or pattern in OPEN
        for method in METHODS
        if hasattr(view.cls, method)
    }

    assert offered == described - {("token/", "post")}


def test_every_operation_needs_a_scope_that_there_is() -> None:
    for path, method, described in operations():
        if path == "/api/v1/token/" or path.startswith(("/api/v1/banks/", "/api/v1/coming/")):
            assert all(not need for need in described.get("security", ())) or path == "/api/v1/token/", path
            continue
        ((scope,),) = [next(iter(need.values())) for need in described["security"]]
        assert scope in oauth2_settings.SCOPES, (path, method)
        assert (scope == "read") == (method == "get" or path.endswith(STORING_NOTHING)), (path, method)


def test_every_operation_says_what_it_does_and_how_it_fails() -> None:
    for path, method, described in operations():
        assert described["summary"], (path, method)
        assert described["description"], (path, method)
        assert {"400", "406", "429"} <= described["responses"].keys(), (path, method)


def test_every_parameter_is_explained() -> None:
    for path, method, described in operations():
        for parameter in described.get("parameters", ()):
            assert parameter["schema"], (path, method)
            assert parameter["description"], (path, parameter["name"])


def test_addresses_that_lead_nowhere_answer_in_the_same_shape() -> None:
    for method in ("get", "post", "delete"):
        answer = getattr(Client(), method)("/api/v1/no-such-thing/")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["instance"] == f"urn:klimatrappa:request:{answer['X-Request-ID']}"


def test_no_address_below_the_api_escapes_its_collection() -> None:
    assert resolve("/api/v1/o/anything").func.cls is NowhereView  # type: ignore[attr-defined]  # put there by the framework
