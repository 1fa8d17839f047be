"""Sessions of people who have signed in, as a sign-in leaves them, without its fifteen statements."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from organisations.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def session_of(user: User) -> str:
    """Make the person's session and return its key."""
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
    )
    session.save()
    assert session.session_key
    return session.session_key


def browser_in(session: str) -> Client:
    """A browser that carries the key of a session."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client
