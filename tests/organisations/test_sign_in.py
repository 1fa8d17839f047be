"""Signing in: by those who were invited, with mail that goes through the outbox."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    SECRET_SESSION_KEY,
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings

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
    ask_for_a_new_password(user.email)

    assert [sent.to for sent in mail.outbox] == [[user.email]]


@pytest.mark.django_db
def test_asking_for_an_unknown_address_looks_the_same_and_mails_no_stranger() -> None:
    user = make_user()
    known, unknown = (ask_for_a_new_password(email) for email in (user.email, "nobody@example.org"))

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [sent.to for sent in mail.outbox] == [[user.email]]


@pytest.mark.django_db
@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1)
def test_a_mail_server_that_is_away_does_not_tell_who_has_an_account(caplog: pytest.LogCaptureFixture) -> None:
    assert ask_for_a_new_password(make_user().email).status_code == 302
    assert "could not be sent" in caplog.text


@override_settings(PUBLIC_URL="https://klimatrappa.example.org", ALLOWED_HOSTS=["*"])
def test_the_link_of_a_reset_leads_to_our_own_address(cast: Cast) -> None:
    Client().post("/accounts/password/reset/", {"email": cast.ada.email}, headers={"Host": "testserver:6666"})

    with open_access(access_for_work(cast.ekby.pk)):
        body = Message.objects.get().body
    assert re.findall(r"https?://[^/]+", body) == ["https://klimatrappa.example.org"]


def test_a_closed_account_answers_the_right_password_like_a_wrong_one(cast: Cast) -> None:
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    right, wrong = (
        Client().post("/accounts/login/", {"login": cast.ada.email, "password": password})
        for password in (PASSWORD, "wrong")
    )

    assert right.status_code == wrong.status_code == 200
    assert right.context["form"].errors == wrong.context["form"].errors


def test_capitals_in_an_address_do_not_matter(cast: Cast) -> None:
    assert is_signed_in(sign_in(cast.ada.email.upper()))


def test_the_second_factor_is_not_switched_off_with_the_password_alone(cast: Cast) -> None:
    client = sign_in(cast.ada.email)
    secret = generate_totp_secret()
    TOTP.activate(cast.ada, secret)
    led = client.post("/accounts/2fa/totp/deactivate/")
    by_password = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert led["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert by_password["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert Authenticator.objects.filter(user=cast.ada).exists()

    client.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret)})
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=cast.ada).exists()


def test_switching_the_second_factor_on_ends_other_sessions(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    ours, elsewhere, somebody = sign_in(cast.ada.email), sign_in(cast.ada.email), sign_in(cast.bo.email)
    ours.post("/accounts/reauthenticate/", {"password": PASSWORD})
    ours.get("/accounts/2fa/totp/activate/")
    with django_capture_on_commit_callbacks(execute=True):
        ours.post("/accounts/2fa/totp/activate/", {"code": code_of(ours.session[SECRET_SESSION_KEY])})

    assert Authenticator.objects.filter(user=cast.ada).exists()
    assert [is_signed_in(each) for each in (ours, elsewhere, somebody)] == [True, False, True]


def ask_for_a_new_password(email: str) -> HttpResponse:
    """Ask, and wait for what goes on after the answer."""
    before = set(threading.enumerate())
    answer: HttpResponse = Client().post("/accounts/password/reset/", {"email": email})  # type: ignore[assignment]
    for thread in set(threading.enumerate()) - before:
        thread.join()
    return answer


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
