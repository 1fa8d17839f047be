"""General and supplier ledgers brought together: what was found, what differs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.ledger_imports import READING
from emissions.calculations.ledger_join import Way
from emissions.models import LedgerJoin
from emissions.queries.joins import unfound_sums
from foundation.api.fields import Money
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView


class FoundOutput(serializers.Serializer[Any]):
    """How much of the supplier ledgers was found, in one currency."""

    currency = serializers.CharField()
    lines = serializers.IntegerField()
    turnover = serializers.CharField(help_text="The sum of the sizes of all amounts.")
    found_lines = serializers.IntegerField()
    found_turnover = serializers.CharField()


class OutcomesOutput(serializers.Serializer[Any]):
    """What the found postings of the general ledger learned."""

    told = serializers.IntegerField(help_text="Learned whom they paid.")
    same = serializers.IntegerField(help_text="Named the same supplier already.")
    other = serializers.IntegerField(help_text="Name another supplier, and keep it.")
    nobody = serializers.IntegerField(help_text="The supplier ledger names nobody.")


class WayOutput(serializers.Serializer[Any]):
    """How postings were found."""

    way = serializers.ChoiceField(choices=[way.value for way in Way])
    lines = serializers.IntegerField()


class AccountSumsOutput(serializers.Serializer[Any]):
    """One account in both ledgers."""

    account = serializers.CharField()
    currency = serializers.CharField()
    general = serializers.CharField()
    supplier = serializers.CharField()
    found = serializers.CharField()
    difference = serializers.CharField(help_text="General less supplier ledger.")


class MissingOutput(serializers.Serializer[Any]):
    """What the supplier ledgers have and the general ledger has not."""

    currency = serializers.CharField()
    lines = serializers.IntegerField()
    amount = Money()


class LedgerJoinOutput(serializers.ModelSerializer[LedgerJoin]):
    """One join."""

    ledger_join = serializers.UUIDField(source="uuid")
    general = serializers.UUIDField(source="general.uuid", help_text="The import of the general ledger, as it came.")
    suppliers = serializers.SerializerMethodField(help_text="The imports of the supplier ledgers.")
    result = serializers.UUIDField(
        source="result.uuid",
        allow_null=True,
        default=None,
        help_text="What counts from then on; null where nothing was learned.",
    )
    currencies = FoundOutput(source="report.currencies", many=True)
    outcomes = OutcomesOutput(source="report.outcomes")

    class Meta:
        model = LedgerJoin
        fields = ["ledger_join", "general", "suppliers", "result", "currencies", "outcomes", "made_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_suppliers(self, join: LedgerJoin) -> list[str]:
        """Return the imports, oldest first."""
        return [str(each.ledger_import.uuid) for each in join.suppliers.all()]


class LedgerJoinDetail(LedgerJoinOutput):
    """One join with all that is to be said about it."""

    ways = WayOutput(source="report.ways", many=True)
    accounts = AccountSumsOutput(source="report.accounts", many=True, help_text="The largest difference first.")
    missing = serializers.SerializerMethodField(help_text="What stands in the supplier ledgers alone.")

    class Meta(LedgerJoinOutput.Meta):
        fields = [*LedgerJoinOutput.Meta.fields, "ways", "accounts", "missing"]
        read_only_fields = fields

    @extend_schema_field(MissingOutput(many=True))
    def get_missing(self, join: LedgerJoin) -> list[dict[str, Any]]:
        """Return the sums by currency."""
        return list(MissingOutput(unfound_sums(join), many=True).data)


class LedgerJoinsView(ClientView):
    """The joins of an organisation."""

    needs = {"GET": READING}

    @operation("List ledger joins", output=LedgerJoinOutput, many=True)
    def get(self) -> Response:
        """General ledgers brought together with supplier ledgers, the newest first.

        A join is made by itself once both ledgers of a period are imported. No money counts twice: the amounts are
        those of the general ledger.
        """
        return self.page(NewestFirst(_joins_of(self)), LedgerJoinOutput)


class LedgerJoinView(ClientView):
    """One join."""

    needs = {"GET": READING}

    @operation("Read a ledger join", output=LedgerJoinDetail)
    def get(self, ledger_join: UUID) -> Response:
        """How postings were found again, and where the two ledgers differ."""
        return Response(LedgerJoinDetail(get_object_or_404(_joins_of(self), uuid=ledger_join)).data)


def _joins_of(view: ClientView) -> QuerySet[LedgerJoin]:
    found = LedgerJoin.objects.filter(organisation=view.organisation).select_related("general", "result")
    return found.prefetch_related("suppliers__ledger_import")
