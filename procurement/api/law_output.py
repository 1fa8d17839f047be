"""What the law asks of a procurement as programs read it: the answers, and what was found."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.problems import Severity
from procurement.calculations.law_judgement import Finding, Outcome
from procurement.calculations.law_rules import VehicleClass
from procurement.models import ClimateBy, LawAnswers
from procurement.queries.law_facts import PRICE
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.law_sentences import law_sentence, mend

Output = serializers.Serializer[Any]
RANKS = {"type": "object", "additionalProperties": {"type": "integer"}}


class FindingOutput(serializers.Serializer[Finding]):
    """One thing that the law guard found."""

    code = serializers.CharField(help_text="Stable and machine-readable.")
    outcome = serializers.ChoiceField(choices=[each.value for each in Outcome])
    severity = serializers.ChoiceField(choices=[each.value for each in Severity])
    message = serializers.SerializerMethodField(help_text="A sentence in the language asked for.")
    remedy = serializers.SerializerMethodField(help_text="What would mend it; empty where nothing has to be mended.")
    rule = serializers.CharField(help_text="Its id; empty where no rule was reached.")
    reference = serializers.SerializerMethodField(help_text="The text of law.")
    address = serializers.SerializerMethodField(help_text="Where the law is published.")

    def get_message(self, finding: Finding) -> str:
        """Word what was found."""
        return law_sentence(finding, shipped_law_rules())

    def get_remedy(self, finding: Finding) -> str:
        """Word what would mend it."""
        return mend(finding, shipped_law_rules())

    def get_reference(self, finding: Finding) -> str:
        """Return the reference of the rule."""
        return shipped_law_rules().rule(finding.rule).reference if finding.rule else ""

    def get_address(self, finding: Finding) -> str:
        """Return the address of the rule's source."""
        return shipped_law_rules().rule(finding.rule).source.url if finding.rule else ""


class JudgedLotOutput(Output):
    """The judgement of one lot, or of the whole."""

    lot = serializers.CharField(source="part", help_text="The title of the lot; empty for the whole.")
    is_complete = serializers.BooleanField(
        source="judgement.is_complete", help_text="Whether no duty is missing and none is left unjudged."
    )
    findings = FindingOutput(source="judgement.findings", many=True)


class VehiclesOutput(Output):
    """Vehicles of one class."""

    vehicle_class = serializers.ChoiceField(choices=[each.value for each in VehicleClass])
    number = serializers.IntegerField(allow_null=True, default=None)
    clean = serializers.IntegerField(allow_null=True, default=None)
    zero_emission = serializers.IntegerField(allow_null=True, default=None)
    ground = serializers.CharField(allow_blank=True, default="")
    reason = serializers.CharField(allow_blank=True, default="")


class CheckedOutput(Output):
    """An answer to a question of a checklist."""

    says_yes = serializers.BooleanField(allow_null=True, default=None)
    reason = serializers.CharField(allow_blank=True, default="")


class LawGuardOutput(serializers.ModelSerializer[LawAnswers]):
    """What was answered, and the judgement by the rules of the day."""

    revision = serializers.IntegerField(help_text="Of the answers; 0 where nobody answered yet.")
    day = serializers.SerializerMethodField(help_text="Whose law holds: of the notice, else of the first day.")
    contract = serializers.ChoiceField(choices=["", *LawAnswers.Contract.values])
    climate_by = serializers.ChoiceField(choices=["", *ClimateBy.values])
    ranks = serializers.SerializerMethodField(
        help_text="Places of award criteria by their ids (asked), and of the price under price."
    )
    requirements = serializers.ListField(child=serializers.CharField(), help_text="Codes of those that do it.")
    vehicles = VehiclesOutput(many=True)
    checklist = serializers.DictField(child=CheckedOutput(), help_text="By question.")
    judgement = serializers.SerializerMethodField(help_text="For each lot where lots ask for something of their own.")

    class Meta:
        model = LawAnswers
        fields = [
            "revision", "day", "contract", "is_above_eu_threshold", "climate_by", "ranks", "requirements", "ground",
            "reason", "vehicles", "checklist", "judgement",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(RANKS)
    def get_ranks(self, answers: LawAnswers) -> dict[str, int]:
        """Return the places."""
        return {key if key == PRICE else str(UUID(key)): rank for key, rank in answers.ranks.items()}

    @extend_schema_field({"type": "string", "format": "date", "nullable": True})
    def get_day(self, answers: LawAnswers) -> Any:  # noqa: ANN401, ARG002 - a day; of the judgement
        """Return the day whose rules were asked."""
        days = {each.judgement.day for each in self.context["judged"]}
        return next((day.isoformat() for day in days if day), None)

    @extend_schema_field(JudgedLotOutput(many=True))
    def get_judgement(self, answers: LawAnswers) -> Any:  # noqa: ANN401, ARG002 - JSON; of the procurement
        """Return what was found."""
        return JudgedLotOutput(self.context["judged"], many=True).data
