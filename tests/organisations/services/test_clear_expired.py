from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from organisations.queries.clients import clients_of
from organisations.services.clear_expired import clear_expired
from tests.api.callers import make_caller
from tests.factories.cast import Cast

LONG_AGO = timezone.now() - timedelta(days=90)


def last_tokens(cast: Cast) -> dict[str, Any]:
    rows: Any = clients_of(cast.ekby)  # annotated, which the types do not know
    return {row.name: row.last_token_at for row in rows}


def test_sessions_and_tokens_that_let_nobody_in_are_removed(cast: Cast) -> None:
    client = Client()
    for person in (cast.ada, cast.bo):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        client.cookies.clear()
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=LONG_AGO)  # type: ignore[union-attr]
    weekly, busy = (make_caller(cast.ekby, name=name).sign_in() for name in ("Weekly", "Busy"))
    AccessToken.objects.update(expires=LONG_AGO)
    busy.sign_in()
    last = last_tokens(cast)

    clear_expired()

    assert (Session.objects.count(), AccessToken.objects.count()) == (1, 2)
    assert last_tokens(cast) == last
    assert busy.get("organisations/").status_code == 200
    assert weekly.get("organisations/").status_code == 401
