"""Factor sets of an organisation's own as clients see them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from emissions.models import OwnCategoryFactors, OwnFactor, OwnFactorSet, OwnSetVersion
from emissions.queries.own_sets import versions_of
from foundation.personal_numbers import without_personal_numbers

FACTS_SCHEMA = {
    "type": "object",
    "nullable": True,
    "additionalProperties": True,
    "description": "What was said of the figures when the file was read; null before.",
}


class OwnVersionOutput(serializers.ModelSerializer[OwnSetVersion]):
    """One version of a set."""

    version = serializers.IntegerField(source="number")
    facts = serializers.SerializerMethodField()
    factors = serializers.SerializerMethodField(help_text="How many figures.")
    left_to_review = serializers.SerializerMethodField(help_text="Categories that nobody has looked at.")
    file_name = serializers.SerializerMethodField(help_text="For those alone who keep the organisation's sets.")

    class Meta:
        model = OwnSetVersion
        fields = [
            "version", "state", "revision", "file_name", "facts", "factors", "left_out", "left_to_review",
            "content_hash", "made_by", "made_at", "published_by", "published_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_file_name(self, version: OwnSetVersion) -> str | None:
        """Return the name of the file, which may name a person."""
        keeps = self.context.get("keeps") == version.organisation_id
        return without_personal_numbers(version.file_name) if keeps else None

    @extend_schema_field(FACTS_SCHEMA)
    def get_facts(self, version: OwnSetVersion) -> dict[str, Any] | None:
        """Return currency, units, years and source."""
        return version.facts

    def get_factors(self, version: OwnSetVersion) -> int:
        """Return how many figures were read."""
        return version.factors.count()

    def get_left_to_review(self, version: OwnSetVersion) -> int:
        """Return how many categories are left."""
        return version.categories.filter(is_reviewed=False).count()


class OwnSetOutput(serializers.ModelSerializer[OwnFactorSet]):
    """A set of one's own, or of a network that lets its members use it."""

    own_set = serializers.UUIDField(source="uuid")
    factor_set = serializers.CharField(source="code", help_text="What calculations call it.")
    organisation = serializers.CharField(source="organisation.slug")
    place = serializers.IntegerField(allow_null=True, help_text="Order among the sets that help out; null: none.")
    is_withdrawn = serializers.SerializerMethodField(help_text="Nothing new is calculated with it.")

    class Meta:
        model = OwnFactorSet
        fields = ["own_set", "factor_set", "organisation", "title", "place", "is_published", "is_withdrawn"]
        read_only_fields = fields

    def get_is_withdrawn(self, own_set: OwnFactorSet) -> bool:
        """Return whether it was taken out of use."""
        return own_set.withdrawn_at is not None


class OwnSetDetail(OwnSetOutput):
    """A set with its versions, the newest first; the context `keeps` says whose sets the reader keeps."""

    versions = serializers.SerializerMethodField()

    class Meta(OwnSetOutput.Meta):
        fields = [*OwnSetOutput.Meta.fields, "versions"]
        read_only_fields = fields

    @extend_schema_field(OwnVersionOutput(many=True))
    def get_versions(self, own_set: OwnFactorSet) -> list[dict[str, Any]]:
        """Return the versions."""
        return list(OwnVersionOutput(versions_of(own_set), many=True, context=self.context).data)


class OwnFactorOutput(serializers.ModelSerializer[OwnFactor]):
    """One figure, as written and in kg CO2e per unit of money without VAT."""

    kg_per_unit = serializers.DecimalField(max_digits=24, decimal_places=12)
    gsd2 = serializers.DecimalField(max_digits=12, decimal_places=6, allow_null=True)

    class Meta:
        model = OwnFactor
        fields = ["row", "code", "name", "written", "kg_per_unit", "price_year", "ghg_year", "gsd2"]
        read_only_fields = fields


class OwnWeightOutput(serializers.Serializer[Any]):
    """One factor of a category."""

    code = serializers.CharField()
    weight = serializers.CharField()


class OwnCategoryOutput(serializers.ModelSerializer[OwnCategoryFactors]):
    """What stands for one category."""

    factors = serializers.SerializerMethodField()
    how = serializers.CharField(
        help_text="code, groups, words or before for what was proposed; chosen; empty: nothing."
    )

    class Meta:
        model = OwnCategoryFactors
        fields = ["category", "factors", "how", "is_reviewed", "reviewed_by"]
        read_only_fields = fields

    @extend_schema_field(OwnWeightOutput(many=True))
    def get_factors(self, entry: OwnCategoryFactors) -> list[dict[str, str]]:
        """Return codes and weights."""
        return [{"code": code, "weight": weight} for code, weight in entry.weights]
