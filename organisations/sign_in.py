"""Who may sign in: people who were invited; nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from foundation.access import open_access
from foundation.outbox.send import queue_message
from foundation.scoping import access_for_work
from organisations.models import User
from organisations.queries.in_force import memberships_of

ALLAUTHS_WORDS = (gettext_noop("Forgot your password?"),)  # stands in its form; worded in our catalogues


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an organisation's administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody makes an account alone."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox of the person's organisation; a person without one is written to at once."""
        mail = self.render_mail(template_prefix, email, context)
        user = User.objects.filter(email=email.lower()).first()
        membership = memberships_of(user).first() if user else None
        if membership is None:
            mail.send()
            return
        with open_access(access_for_work(membership.organisation_id)):
            queue_message(
                organisation_id=membership.organisation_id,
                receiver=email,
                subject=mail.subject,
                body=mail.body,
                holds_secret=True,
            )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens an existing account and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 - allauth's signature
        """An identity that nobody invited gets no account."""
        return False
