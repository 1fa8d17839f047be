"""API clients of the tests: real service accounts that get real tokens at the token endpoint."""

from base64 import b64encode
from dataclasses import dataclass
from time import sleep
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, ServiceAccount
from organisations.services.api_clients import make_client

ALL_SCOPES = ("read", "ledger:write", "footprint:write", "bank:write", "procurement:write", "follow_up:write")
TOKEN = "/api/v1/token/"


@dataclass
class Caller:
    """One API client; `get` and `post` carry its token, paths are relative to /api/v1/."""

    account: ServiceAccount
    secret: str
    token: str = ""

    @property
    def credentials(self) -> str:
        pair = f"{self.account.application.client_id}:{self.secret}"
        return "Basic " + b64encode(pair.encode()).decode()

    def ask_for_token(self, **fields: str) -> Any:
        data = {"grant_type": "client_credentials", **fields}
        return Client().post(TOKEN, data, headers={"Authorization": self.credentials})

    def sign_in(self, **fields: str) -> "Caller":
        answer = self.ask_for_token(**fields)
        assert answer.status_code == 200, answer.content
        self.token = answer.json()["access_token"]
        return self

    def get(self, path: str, **headers: str) -> Any:
        return Client().get(address(path), headers=self.headers(headers))

    def post(self, path: str, data: Any = None, *, content_type: str = "application/json", **headers: str) -> Any:
        return Client().post(address(path), data, content_type=content_type, headers=self.headers(headers))

    def upload(self, path: str, data: dict[str, Any], **headers: str) -> Any:
        return Client().post(address(path), data, headers=self.headers(headers))

    def send(self, method: str, path: str, data: Any = None) -> Any:
        """Put, patch or delete."""
        send = getattr(Client(), method)
        return send(address(path), data, content_type="application/json", headers=self.headers({}))

    def headers(self, others: dict[str, str]) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            **{name.replace("_", "-"): text for name, text in others.items()},
        }


def feed(caller: Caller, query: str, *, holding: int) -> list[dict[str, Any]]:
    """The change feed once it holds so many changes; a transaction elsewhere on the server may hold them back."""
    slug = caller.account.organisation.slug
    for _ in range(600):
        rows: list[dict[str, Any]] = caller.get(f"organisations/{slug}/changes/?{query}").json()["results"]
        if len(rows) >= holding:
            return rows
        sleep(0.2)
    pytest.fail("the change feed was held back for two minutes")


def address(path: str) -> str:
    return path if path.startswith(("/", "http")) else f"/api/v1/{path}"


def make_caller(
    organisation: Organisation, role: Role = Role.FINANCE, *, scopes: tuple[str, ...] = ALL_SCOPES, name: str = "ERP"
) -> Caller:
    with open_access(access_for_work(organisation.pk)):
        made = make_client(organisation=organisation, name=name, role=role, scopes=list(scopes))
    return Caller(made.account, made.secret)
