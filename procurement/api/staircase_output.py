"""Staircases as programs read them: steps with their days, rules, findings, and what each step is believed to save."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.wording import ProblemRowOutput
from procurement.api.fields import Figure
from procurement.calculations.saving_basis import QUANTITIES
from procurement.calculations.staircase import StepInForce
from procurement.calculations.step_saving import Assumption, StepSaving
from procurement.models import ShownStaircase, Staircase, StaircaseStep
from procurement.reports.rising import Rising
from requirements_bank.calculations.requirement import Direction
from requirements_bank.models import SeenBy

DIRECTIONS = [each.value for each in Direction]


class StepInForceOutput(serializers.Serializer[StepInForce]):
    """A step with its days in the contract."""

    number = serializers.IntegerField(help_text="As it was written, from 1.")
    threshold = Figure()
    first = serializers.DateField()
    last = serializers.DateField()
    option = serializers.IntegerField(help_text="0 in the agreed time, else the extension that it holds in.")
    notice = serializers.DateField(allow_null=True, help_text="By when it is told; null where no notice is promised.")


class PlannedStepOutput(serializers.ModelSerializer[StaircaseStep]):
    """A step as it was written: some months after the start or on a day."""

    threshold = Figure()
    bonus = serializers.ChoiceField(choices=StaircaseStep.PriceEffect.values)
    bonus_amount = Figure(allow_null=True)
    penalty = serializers.ChoiceField(choices=StaircaseStep.PriceEffect.values)
    penalty_amount = Figure(allow_null=True)
    market_note = serializers.SerializerMethodField(help_text="For colleagues at the lead; null for others.")

    class Meta:
        model = StaircaseStep
        fields = [
            "threshold", "months", "day", "notice_months", "proof", "bonus", "bonus_amount", "penalty",
            "penalty_amount", "market_note", "goal",
        ]  # fmt: skip
        read_only_fields = fields

    def get_market_note(self, step: StaircaseStep) -> str | None:
        """Return the note to those who run the procurement."""
        return step.market_note if self.context["runs_it"] else None


class StepSavingOutput(serializers.Serializer[StepSaving]):
    """What a step is believed to save: a projection, never subtracted from a footprint. Tonnes CO2e."""

    number = serializers.IntegerField(help_text="Of the step.")
    a_year = Figure()
    a_year_low = Figure()
    a_year_high = Figure()
    in_all = Figure(help_text="Over all its days in the contract.")
    in_all_low = Figure()
    in_all_high = Figure()


class AssumptionOutput(serializers.Serializer[Assumption]):
    """One quantity that somebody believes, and where it comes from."""

    value = Figure()
    low = Figure()
    high = Figure()
    source = serializers.CharField()  # type: ignore[assignment]  # a declared field hides it


class StaircaseOutput(serializers.Serializer[Rising]):
    """How one requirement rises."""

    asked = serializers.UUIDField(source="asked.uuid")
    code = serializers.CharField(source="asked.code")
    title = serializers.CharField(help_text="In the language asked for.")
    unit = serializers.CharField(help_text="Of the thresholds.")
    direction = serializers.ChoiceField(choices=DIRECTIONS, help_text="Which side of a threshold is kept.")
    revision = serializers.IntegerField(
        source="stored.revision", allow_null=True, default=None, help_text="Null where it does not rise."
    )
    seen_by = serializers.ChoiceField(
        source="stored.seen_by", choices=SeenBy.values, allow_null=True, default=None, help_text="Who sees the steps."
    )
    frozen_at = serializers.DateTimeField(
        source="stored.frozen_at", allow_null=True, default=None, help_text="At signature; it changes no more."
    )
    steps = StepInForceOutput(
        source="plan.steps",
        many=True,
        allow_null=True,
        default=None,
        help_text="Those that ever hold, in order of their days; null where there are none, or the days are unknown.",
    )


class StaircaseDetail(StaircaseOutput):
    """One staircase whole."""

    written = PlannedStepOutput(source="stored.steps.all", many=True, help_text="The steps as they were written.")
    on_extension = serializers.ChoiceField(source="stored.on_extension", choices=Staircase.OnExtension.values)
    on_late_start = serializers.ChoiceField(source="stored.on_late_start", choices=Staircase.OnLateStart.values)
    on_partial_proof = serializers.ChoiceField(
        source="stored.on_partial_proof", choices=Staircase.OnPartialProof.values
    )
    days_to_complete = serializers.IntegerField(source="stored.days_to_complete", allow_null=True)
    problems = serializers.SerializerMethodField(help_text="What is worth a thought, step by step.")
    assumptions = serializers.SerializerMethodField(help_text="Emissions in tonnes CO2e a year, shares from 0 to 1.")
    savings = serializers.SerializerMethodField(help_text="Null where something is missing to tell.")
    savings_missing = serializers.SerializerMethodField(help_text="Why nobody can tell; empty where there are figures.")

    @extend_schema_field(ProblemRowOutput(many=True))
    def get_problems(self, rising: Rising) -> Any:  # noqa: ANN401 - JSON
        """Return what is wrong or worth a thought."""
        return [ProblemRowOutput(problem.as_json()).data for problem in rising.problems]

    @extend_schema_field(serializers.DictField(child=AssumptionOutput(allow_null=True)))
    def get_assumptions(self, rising: Rising) -> Any:  # noqa: ANN401 - JSON
        """Return the four assumptions by name; null for each that nobody has said."""
        known = {name: getattr(rising.plan.basis, name) if rising.plan else None for name in QUANTITIES}
        return {name: AssumptionOutput(each).data if each else None for name, each in known.items()}

    @extend_schema_field(StepSavingOutput(many=True, allow_null=True))
    def get_savings(self, rising: Rising) -> Any:  # noqa: ANN401 - JSON
        """Return what each step saves."""
        if rising.plan is None or rising.plan.savings.gaps:
            return None
        return [StepSavingOutput(each).data for each in rising.plan.savings.steps.values()]

    def get_savings_missing(self, rising: Rising) -> str:
        """Return why there is no figure."""
        return rising.plan.gaps if rising.plan else ""


class ShownStepOutput(serializers.Serializer[Any]):
    """A step that a neighbour shows."""

    number = serializers.IntegerField()
    threshold = Figure()
    first = serializers.DateField()
    last = serializers.DateField()
    option = serializers.IntegerField()


class ShownStaircaseOutput(serializers.ModelSerializer[ShownStaircase]):
    """What a neighbour asks for and when, and nothing else of its procurement."""

    organisation = serializers.CharField(source="organisation.slug")
    name = serializers.CharField(source="organisation.name")
    direction = serializers.ChoiceField(choices=DIRECTIONS)
    steps = ShownStepOutput(many=True, help_text="Planned, and once contracts are signed theirs.")
    differs = serializers.BooleanField(
        help_text="Whether its contracts differ; the steps are then what all of them ask for."
    )

    class Meta:
        model = ShownStaircase
        fields = [
            "organisation", "name", "code", "topic", "category", "country", "unit", "direction", "first_day",
            "last_day", "steps", "differs", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
