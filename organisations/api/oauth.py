"""How the token endpoint treats clients: client credentials only, and no more scopes than the service account has."""

from typing import Any

from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import SettingsScopes

from organisations.models import ServiceAccount

CLIENT_CREDENTIALS = "client_credentials"


class ClientScopes(SettingsScopes):  # type: ignore[misc]  # the library has no types
    """A client may ask for the scopes of its service account, and gets all of them if it asks for none."""

    def get_available_scopes(self, application: Application | None = None, *args: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Return the scopes that the application's account has, in the order of the settings."""
        account = account_in_force(application)
        return [name for name in self.get_all_scopes() if account and name in account.scopes]

    def get_default_scopes(self, application: Application | None = None, *args: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Return the same."""
        return self.get_available_scopes(application)


class ClientValidator(OAuth2Validator):  # type: ignore[misc]  # the library has no types
    """Lets only applications in that stand behind a service account in force."""

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - the library's
        """Check the secret, and that the account was not revoked."""
        known = super().authenticate_client(request, *args, **kwargs)
        return bool(known) and account_in_force(request.client) is not None

    def _load_application(self, client_id: str | None, request: Any) -> Application | None:  # noqa: ANN401
        """Find the application; PostgreSQL takes no NUL in a text, and no client has one in its name."""
        return None if "\x00" in (client_id or "") else super()._load_application(client_id, request)

    def validate_scopes(self, client_id: str, scopes: list[str], *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401
        """Take each scope once, so that no token carries more of them than there are."""
        return len(set(scopes)) == len(scopes) and bool(super().validate_scopes(client_id, scopes, *args, **kwargs))

    def validate_grant_type(self, client_id: str, grant_type: str, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401
        """Take client credentials and nothing else."""
        known = super().validate_grant_type(client_id, grant_type, *args, **kwargs)
        return bool(known) and grant_type == CLIENT_CREDENTIALS


def account_in_force(application: Application | None) -> ServiceAccount | None:
    """Return the service account of an application unless it was revoked."""
    return ServiceAccount.objects.filter(application=application, revoked_at__isnull=True).first()
