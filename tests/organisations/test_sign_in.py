"""Signing in: by those who were invited, with mail that goes through the outbox."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from foundation.access import open_access
from foundation.models import Message
from foundation.outbox.send import send_messages
from foundation.scoping import access_for_work
from organisations.models import User
from tests.factories.cast import Cast
from tests.factories.organisations import PASSWORD, make_user

NEW_PASSWORD = "fire-ord-om-asfalt-og-epler"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def sign_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": password})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_signs_in_and_comes_to_their_organisation(cast: Cast) -> None:
    client = sign_in(cast.ada.email)

    assert (is_signed_in(client), client.get("/")["Location"]) == (True, "/o/ekby/")


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper()])
def test_a_wrong_password_lets_nobody_in(cast: Cast, password: str) -> None:
    assert not is_signed_in(sign_in(cast.ada.email, password))


def test_somebody_who_was_locked_out_cannot_sign_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)

    assert not is_signed_in(sign_in(cast.ada.email))


@pytest.mark.django_db
def test_nobody_signs_up_alone() -> None:
    told = {"email": "new@example.org", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    Client().post("/accounts/signup/", told)

    assert User.objects.count() == 0


def test_nobody_takes_the_address_of_somebody_who_may_be_invited(cast: Cast) -> None:
    client, taken = sign_in(cast.cilla.email), "new.in.ekby@example.org"
    for action in ("action_add", "action_primary"):
        answer = client.post("/accounts/email/", {"email": taken, action: ""})
        assert answer.status_code == 404

    cast.cilla.refresh_from_db()
    assert cast.cilla.email != taken
    assert not is_signed_in(sign_in(taken))


def test_too_many_attempts_are_stopped(cast: Cast) -> None:
    for _ in range(6):
        sign_in(cast.ada.email, "wrong")

    assert not is_signed_in(sign_in(cast.ada.email))


def test_a_forgotten_password_is_reset_by_mail_from_the_outbox(cast: Cast) -> None:
    Client().post("/accounts/password/reset/", {"email": cast.ada.email})
    with open_access(access_for_work(cast.ekby.pk)):
        receivers = list(Message.objects.values_list("receiver", "holds_secret"))
    send_messages()
    (path,) = re.findall(r"https?://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    client = Client()
    form = client.get(path, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert receivers == [(cast.ada.email, True)]
    assert is_signed_in(sign_in(cast.ada.email, NEW_PASSWORD))


@pytest.mark.django_db
def test_a_person_without_an_organisation_is_written_to_at_once() -> None:
    user = make_user("Olav Os", is_operator=True)
    Client().post("/accounts/password/reset/", {"email": user.email})

    assert [sent.to for sent in mail.outbox] == [[user.email]]


@pytest.mark.django_db
def test_asking_for_an_unknown_address_looks_the_same() -> None:
    user = make_user()
    known = Client().post("/accounts/password/reset/", {"email": user.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
