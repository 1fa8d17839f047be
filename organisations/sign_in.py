"""Who may sign in: people who were invited; nobody signs up by themselves."""

import logging
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from foundation.access import open_access
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address
from foundation.scoping import access_for_work
from organisations.models import User
from organisations.queries.in_force import memberships_of

logger = logging.getLogger(__name__)
ALLAUTHS_WORDS = (gettext_noop("Forgot your password?"),)  # stands in its form; worded in our catalogues


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an organisation's administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody makes an account alone."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox of the person's organisation; a person without one is written to directly.

        The answer waits for neither, so that it says nothing about who has an account.
        """
        mail = self.render_mail(template_prefix, email, context)
        user = User.objects.filter(email=email.lower()).first()
        membership = memberships_of(user).first() if user else None
        if membership is None:
            Thread(target=_send_quietly, args=[mail]).start()
            return
        with open_access(access_for_work(membership.organisation_id)):
            queue_message(
                organisation_id=membership.organisation_id,
                receiver=email,
                subject=mail.subject,
                body=mail.body,
                holds_secret=True,
            )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of a reset at our own address, whatever host the request names."""
        return absolute_address(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return how a person shows once more who they are: by the second factor where they have one."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"].startswith("mfa")] or methods


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens an existing account and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 - allauth's signature
        """An identity that nobody invited gets no account."""
        return False


@receiver(authenticator_added)
def end_other_sessions(request: HttpRequest, user: User, **_: Any) -> None:  # noqa: ANN401 - a signal's arguments
    """End the sessions that were opened without the second factor that a person has just switched on."""
    for session in Session.objects.exclude(session_key=request.session.session_key):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def _send_quietly(mail: EmailMessage) -> None:
    try:
        mail.send()
    except OSError:  # SMTPException is one
        logger.exception("a mail to a person without an organisation could not be sent")
