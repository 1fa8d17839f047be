"""What a version of a requirement says, typed out for machines; fields as in docs/bank_format.md."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.fields import Names
from requirements_bank.calculations.requirement import (
    Area,
    Direction,
    Evidence,
    Kind,
    Level,
    Maturity,
    Measure,
    MeasureType,
    Period,
    Phase,
    RequirementContent,
    Theme,
    Variable,
    VariableType,
)

Output = serializers.Serializer[Any]


def _word(words: Any, **options: Any) -> serializers.ChoiceField:  # noqa: ANN401 - an enumeration; passed on
    return serializers.ChoiceField(choices=[word.value for word in words], **options)


def _number(**options: Any) -> serializers.DecimalField:  # noqa: ANN401 - passed on
    return serializers.DecimalField(max_digits=None, decimal_places=None, **options)


class VariableOutput(Output):
    """A place in the wording that the buyer fills."""

    name = serializers.CharField()
    type = _word(VariableType)
    names = Names()
    suggested = serializers.SerializerMethodField(help_text="A number, an ISO date or an option's code, as text.")
    unit = serializers.CharField(help_text="Of a number, or what a duration counts.")
    min = _number(source="low", allow_null=True)
    max = _number(source="high", allow_null=True)
    options = serializers.DictField(child=Names(), allow_null=True, help_text="By code; choices only.")

    def get_suggested(self, variable: Variable) -> str | None:
        """Return what stands there until somebody fills it."""
        return None if variable.default is None else str(variable.default)


class MeasureOutput(Output):
    """How a machine tells whether it is kept."""

    type = _word(MeasureType)
    what = Names()
    period = _word(Period)
    unit = serializers.CharField()
    direction = _word(Direction, allow_null=True)
    variable = serializers.SerializerMethodField(help_text="The variable that holds the threshold.")
    threshold = serializers.SerializerMethodField(help_text="The threshold itself, where it is fixed.")

    def get_variable(self, measure: Measure) -> str | None:
        """Return the variable's name."""
        return measure.threshold if isinstance(measure.threshold, str) else None

    def get_threshold(self, measure: Measure) -> str | None:
        """Return the fixed threshold."""
        return None if measure.threshold is None or isinstance(measure.threshold, str) else str(measure.threshold)


class StepOutput(Output):
    """From so many months into the contract, this threshold."""

    month = serializers.IntegerField()
    threshold = _number()


class SourceOutput(Output):
    """Where something was published."""

    title = serializers.CharField()
    publisher = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    url = serializers.CharField(help_text="Empty where it is not on the web.")


class LawOutput(Output):
    """What allows or demands it in one country."""

    country = serializers.CharField()
    reference = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    note = Names()


class EffectOutput(Output):
    """What it is known to bring."""

    low = _number()
    high = _number()
    unit = serializers.CharField()
    note = Names()
    published_in = SourceOutput(source="source")


class RelationsOutput(Output):
    """Codes of other requirements."""

    replaces = serializers.ListField(child=serializers.CharField())
    includes = serializers.ListField(child=serializers.CharField())
    conflicts_with = serializers.ListField(child=serializers.CharField())


class ContentOutput(Output):
    """Everything that one version says."""

    kind = _word(Kind)
    level = _word(Level)
    phase = _word(Phase)
    area = _word(Area)
    topic = serializers.CharField()
    themes = serializers.ListField(child=_word(Theme))
    categories = serializers.ListField(child=serializers.CharField())
    cpv = serializers.ListField(child=serializers.CharField())
    countries = serializers.ListField(child=serializers.CharField())
    valid_from = serializers.DateField()
    title = Names()
    wording = Names(help_text="With variables in braces.")
    variables = serializers.SerializerMethodField()
    motive = Names()
    proof = Names()
    evidence = serializers.ListField(child=_word(Evidence))
    follow_up = Names()
    checklist = serializers.ListField(child=Names())
    maturity = _word(Maturity)
    market_note = Names()
    measure = MeasureOutput(allow_null=True)
    staircase = StepOutput(many=True)
    law = LawOutput(many=True)
    effect = EffectOutput(allow_null=True)
    sources = SourceOutput(many=True)
    relations = RelationsOutput()

    @extend_schema_field(VariableOutput(many=True))
    def get_variables(self, content: RequirementContent) -> list[dict[str, Any]]:
        """Return the variables in the order in which they are declared."""
        return list(VariableOutput(list(content.variables.values()), many=True).data)
