"""No address of the accounts breaks by what somebody writes into its parameters or its form, or by its verb.

Which parameters an address has is not listed anywhere: they are what it asks for while it answers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from organisations.models import Role, User
from tests.architecture.addresses import Address
from tests.architecture.examples import Arguments
from tests.architecture.test_isolation import (
    CLIENTS_PLACES,
    PLACES,
    Callers,
    callers,
    cast,
    made,
    read,
    role_for,
    sessions,
    things,
    values,
)
from tests.factories.cast import Cast
from tests.factories.organisations import make_member
from tests.factories.sessions import browser_in, session_of

__all__ = ["callers", "cast", "made", "sessions", "things", "values"]  # fixtures

APPS = ("emissions.", "suppliers.")
MARKUP = "<script>alert('x')</script>"
DIGITS, NULL, SCRIPT = ["9" * 30], ["-1", "\ud7ff٣ a\0b"], ["1e400", MARKUP]
TAKEN = (200, 302, 303, 400, 404, 405, 409, 412, 413, 415, 422, 428)


def ours(addresses: list[Address]) -> list[Address]:
    return [address for address in addresses if str(address.view.__module__).startswith(APPS)]


@contextmanager
def asked_for() -> Iterator[set[str]]:
    """The names that are looked for in what was sent."""
    names = set[str]()
    looked_up, listed, within = MultiValueDict.__getitem__, MultiValueDict.getlist, dict.__contains__

    def noted(usual: Callable[..., Any]) -> Callable[..., Any]:
        def look(self: Any, name: str, *more: Any, **others: Any) -> Any:
            if isinstance(self, QueryDict):
                names.add(str(name))
            return usual(self, name, *more, **others)

        return look

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MultiValueDict, "__getitem__", noted(looked_up))
        patch.setattr(MultiValueDict, "getlist", noted(listed))
        patch.setattr(QueryDict, "__contains__", noted(within), raising=False)
        yield names


def survives(answer: Any) -> None:
    text = read(answer).decode(errors="replace")
    assert answer.status_code in TAKEN, (answer.status_code, text[:500])
    assert MARKUP not in text


@pytest.fixture
def everything(cast: Cast, db: None) -> User:  # noqa: ARG001 - the fixtures
    return make_member("Everything", cast.ekby, *Role)


@pytest.mark.parametrize("address", ours(PLACES), ids=lambda address: address.key)
def test_odd_parameters_break_no_page(address: Address, made: Arguments, cast: Cast, everything: User) -> None:
    path, client = address.path(organisation=cast.ekby.slug, **made), browser_in(session_of(everything))
    with asked_for() as names:
        read(client.get(path))
    for value in (DIGITS, NULL, SCRIPT):
        survives(client.get(path, dict.fromkeys(sorted(names), value)))
    with asked_for() as fields:
        read(client.post(path, {}))
    for value in (DIGITS, NULL):
        survives(client.post(path, dict.fromkeys(sorted(fields), value)))
    assert {getattr(client, verb)(path).status_code for verb in ("put", "patch", "delete")} == {405}


@pytest.mark.parametrize("address", ours(CLIENTS_PLACES), ids=lambda address: address.key)
def test_odd_parameters_break_nothing_of_the_api(
    address: Address, made: Arguments, cast: Cast, callers: Callers
) -> None:
    caller = callers[cast.ekby, role_for(address)]
    path = address.path(organisation=cast.ekby.slug, **made)
    client = Client(headers={"Authorization": f"Bearer {caller.token}"})
    with asked_for() as names:
        read(client.get(path))
    for value in (DIGITS, NULL):
        survives(client.get(path, dict.fromkeys(sorted(names), value)))
    for body in ("[]", "{", '{"year": 1e999, "name": "a\\u0000", "rules": [[]]}', "[" * 5_000):
        survives(client.post(path, body, content_type="application/json"))
