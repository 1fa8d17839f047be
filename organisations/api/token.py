"""The token endpoint of OAuth 2 (RFC 6749, section 4.4): a client shows its secret and gets a token for an hour.

Its answers, errors too, have the shape of that RFC, which every OAuth library expects.
"""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from oauth2_provider.views.mixins import OAuthLibMixin
from rest_framework import serializers
from rest_framework.parsers import FormParser
from rest_framework.request import Request

from foundation.api.throttling import PerTokenRequest
from foundation.api.views import PublicView
from organisations.api.oauth import CLIENT_CREDENTIALS


class TokenInput(serializers.Serializer[Any]):
    """What RFC 6749 asks for; id and secret may come in the Authorization header (Basic) instead."""

    grant_type = serializers.ChoiceField(choices=[CLIENT_CREDENTIALS])
    scope = serializers.CharField(required=False, help_text="Scopes, space between; left out, all it has.")
    client_id = serializers.CharField(required=False)
    client_secret = serializers.CharField(required=False)


class TokenOutput(serializers.Serializer[Any]):
    """A token and how long it lives."""

    access_token = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds.")
    token_type = serializers.ChoiceField(choices=["Bearer"])
    scope = serializers.CharField()


class TokenError(serializers.Serializer[Any]):
    """An error as RFC 6749, section 5.2 has it."""

    error = serializers.CharField()
    error_description = serializers.CharField(required=False)


class TokenView(OAuthLibMixin, PublicView):  # type: ignore[misc]  # the library has no types
    """Gives tokens to clients."""

    throttle_classes = (PerTokenRequest,)
    parser_classes = (FormParser,)

    @extend_schema(
        summary="Get a token",
        request=TokenInput,
        responses={
            200: TokenOutput,
            400: OpenApiResponse(TokenError, description="Another grant type, or a scope that the client may not have"),
            401: OpenApiResponse(TokenError, description="Unknown client or wrong secret"),
        },
        auth=[],
    )
    def post(self, request: Request) -> HttpResponse:
        """Exchange the client's id and secret for a token."""
        _address, headers, body, status = self.create_token_response(request._request)  # noqa: SLF001 - Django's own request
        response = HttpResponse(body, status=status, content_type="application/json")
        for name, value in headers.items():
            response[name] = value
        return response
