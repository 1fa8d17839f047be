"""From a bearer token to the API client behind it.

The framework imports this module while its own are being loaded, so it imports neither views nor the schema.
"""

from hashlib import sha256

from django.utils.translation import gettext as _
from oauth2_provider.models import AccessToken
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from organisations.api.clients import ApiClient, client_of
from organisations.models import ServiceAccount

SCHEME = "bearer"


class ClientAuthentication(BaseAuthentication):
    """Takes the token from the Authorization header only, and never reads the body before it is known to be good."""

    def authenticate(self, request: Request) -> tuple[ApiClient, AccessToken] | None:
        """Return the client and its token, None without a bearer token; AuthenticationFailed for a bad one."""
        scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        token = _token_called(value.strip())
        account = _account_of(token)
        if token is None or account is None or token.is_expired():
            raise AuthenticationFailed(_("The token is unknown, expired or revoked. Ask for a new one."))
        return client_of(account, frozenset(token.scope.split())), token

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        offered = request.headers.get("Authorization", "").lower().startswith(SCHEME)
        return 'Bearer realm="klimatrappa"' + (', error="invalid_token"' if offered else "")


def _token_called(value: str) -> AccessToken | None:
    checksum = sha256(value.encode("utf-8", "surrogateescape")).hexdigest()
    tokens = AccessToken.objects.select_related("application__account__organisation")
    return tokens.filter(token_checksum=checksum).first()


def _account_of(token: AccessToken | None) -> ServiceAccount | None:
    account = getattr(token.application, "account", None) if token else None
    return account if account and account.revoked_at is None else None
