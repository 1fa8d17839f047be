"""What the API says of suppliers, proposals and merges."""

from typing import Any

from rest_framework import serializers

from suppliers.calculations.number_reading import NumberKind
from suppliers.models import MergeProposal, SupplierMerge
from suppliers.reports.supplier_words import public_number, shown_card


class CardOutput(serializers.Serializer[Any]):
    """One card: a supplier as the ledgers write it. Personal numbers are masked for most roles."""

    card = serializers.UUIDField(source="card.uuid")
    supplier = serializers.UUIDField(source="card.identity", help_text="Equal for all cards of one supplier.")
    number = serializers.CharField(help_text="As the source wrote it.")
    own_numbers = serializers.CharField(
        help_text="What the ledger itself calls it beside the organisation number, by commas; may be empty."
    )
    name = serializers.CharField(help_text="As the source wrote it.")
    corrected_number = serializers.CharField(source="right_number", help_text="Empty where nobody corrected it.")
    corrected_name = serializers.CharField(source="right_name", help_text="Empty where nobody corrected it.")
    public_number = serializers.SerializerMethodField(help_text="As its country writes it; empty where there is none.")
    kind = serializers.ChoiceField(
        source="card.kind", choices=[kind.value for kind in NumberKind], help_text="What the number that holds is."
    )
    country = serializers.CharField(source="card.country", help_text="Whose number it is or would be; may be empty.")
    may_be = serializers.SerializerMethodField(help_text="Other countries that the digits fit.")
    is_sure = serializers.BooleanField(source="card.is_sure", help_text="False: told by the check digit alone.")
    is_personal = serializers.BooleanField(source="card.is_personal")
    merged_number = serializers.CharField(help_text="Of the merge; empty without one.")
    revision = serializers.IntegerField(source="card.revision")

    def to_representation(self, instance: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Put the card into words, without what the reader may not see."""
        return super().to_representation(shown_card(instance, numbers_are_seen=self.context["numbers_are_seen"]))

    def get_public_number(self, shown: Any) -> str:  # noqa: ANN401 - a shown card
        """Return the number of its party."""
        return public_number(shown.card)

    def get_may_be(self, shown: Any) -> list[str]:  # noqa: ANN401 - a shown card
        """Return the countries."""
        return shown.card.may_be.split()  # type: ignore[no-any-return]


class DoubleProposalOutput(serializers.Serializer[MergeProposal]):
    """Two cards that may be one supplier."""

    proposal = serializers.UUIDField(source="uuid")
    one = CardOutput(source="card")
    other = CardOutput()
    reason = serializers.CharField(help_text="Code, as the page on the method lists them.")
    confidence = serializers.CharField(help_text="From 0 to 1.")
    at_stake = serializers.CharField(help_text="Money of the smaller of the two, in the organisation's currency.")
    is_personal = serializers.BooleanField(help_text="Persons are merged one by one.")
    state = serializers.ChoiceField(choices=MergeProposal.State.values)
    decided_by = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)
    revision = serializers.IntegerField()


class MergeOutput(serializers.Serializer[SupplierMerge]):
    """Two cards that somebody said are one supplier."""

    merge = serializers.UUIDField(source="uuid")
    one = serializers.UUIDField(source="card.uuid")
    other = serializers.UUIDField(source="other.uuid")
    reason = serializers.CharField()
    note = serializers.CharField()
    made_by = serializers.CharField()
    made_at = serializers.DateTimeField()
    undone_by = serializers.CharField()
    undone_at = serializers.DateTimeField(allow_null=True)
