"""Who may sign in: people who were invited; nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an organisation's administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody makes an account alone."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens an existing account and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 - allauth's signature
        """An identity that nobody invited gets no account."""
        return False
