"""Banks for everybody: what buyers ask for, without signing in."""

from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import NOTHING, open_access
from foundation.api.operations import OperationView, operation
from foundation.api.pagination import InMemory
from foundation.api.views import PublicView
from requirements_bank.api.content_output import ContentOutput
from requirements_bank.calculations.content_of import content_of
from requirements_bank.models import Bank
from requirements_bank.queries.public_banks import AskedFor, asked_for_by, open_bank, open_banks


class BankOutput(serializers.Serializer[Bank]):
    """A bank that is open for everybody."""

    bank = serializers.CharField(source="slug", help_text="Its place in addresses.")
    name = serializers.CharField()
    description = serializers.CharField()
    organisation = serializers.CharField(
        source="organisation.name", allow_null=True, default=None, help_text="Its owner; null for the shipped one."
    )
    published_by = serializers.CharField(source="source", help_text="Who, if it was loaded from elsewhere.")
    source_address = serializers.CharField()
    licence = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    published = serializers.IntegerField(help_text="How many requirements of its own it publishes for everybody.")


class AskedForOutput(serializers.Serializer[AskedFor]):
    """A requirement that the owner of a bank asks for."""

    code = serializers.CharField()
    requirement = serializers.UUIDField(source="version.requirement.uuid")
    version = serializers.UUIDField(source="version.uuid")
    number = serializers.IntegerField(source="version.number")
    review_on = serializers.DateField(source="version.review_on")
    published_at = serializers.DateTimeField(source="version.published_at")
    adopted_from = serializers.CharField(
        source="adopted_from.slug", allow_null=True, default=None, help_text="The bank it was taken over from."
    )
    content = serializers.SerializerMethodField()

    def get_content(self, asked: AskedFor) -> ContentOutput:
        """Return everything that the version says."""
        content = content_of(asked.version.content, asked.version.content_hash)
        return ContentOutput(content).data  # type: ignore[return-value] # described as what it is the data of


class OpenView(PublicView, OperationView):
    """A view that sees what is public, whoever asks."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """See nothing beside it until the answer is written."""
        super().initial(request, *args, **kwargs)
        self.opened.enter_context(open_access(NOTHING))


class BanksView(OpenView):
    """All open banks."""

    @operation("List open banks", output=BankOutput, many=True)
    def get(self) -> Response:
        """Those that their owners have opened for everybody. Needs no token."""
        return self.page(InMemory(list(open_banks()), lambda bank: (bank.slug,)), BankOutput)


class BankView(OpenView):
    """One open bank."""

    @operation("Read an open bank", output=BankOutput)
    def get(self, bank: str) -> Response:
        """Whose it is, what it is about and under which licence. Needs no token."""
        return Response(BankOutput(_bank(bank)).data)


class AskedForView(OpenView):
    """What the owner of a bank asks for."""

    @operation("List what a bank asks for", output=AskedForOutput, many=True)
    def get(self, bank: str) -> Response:
        """What it publishes for everybody, and what its owner has taken over from others and shows. Needs no token."""
        asked = asked_for_by(_bank(bank))
        return self.page(InMemory(asked, lambda each: (each.code, each.version.pk), (str, int)), AskedForOutput)


def _bank(slug: str) -> Bank:
    found = open_bank(slug)
    if found is None:
        raise Http404
    return found
