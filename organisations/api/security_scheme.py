"""How the schema describes getting in: the client credentials flow, and the scope that each operation needs."""

from typing import TYPE_CHECKING, cast

from django.urls import reverse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from oauth2_provider.scopes import get_scopes_backend

if TYPE_CHECKING:
    from organisations.api.permissions import NeedingView


class ClientScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the client credentials flow, with the scope that each operation needs."""

    target_class = "organisations.api.authentication.ClientAuthentication"
    name = "client_credentials"

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[str]]:
        """Return the scope of the operation."""
        return {self.name: [cast("NeedingView", auto_schema.view).needs[auto_schema.method].scope]}

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, object]:  # noqa: ARG002 - same for all
        """Return the flow."""
        scopes = {name: str(meaning) for name, meaning in get_scopes_backend().get_all_scopes().items()}
        flow = {"tokenUrl": reverse("api_token"), "scopes": scopes}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}
