"""Activity series as programs read them: parts with their factors, periods with figures, totals and what is missing."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from emissions.calculations.activity_based import Emission, NoChange
from emissions.models import ActivityDimension, ActivitySeries, MethodBreak
from emissions.queries.activity import PeriodFigures, SeriesFigures


def _exact(number: object) -> str | None:
    return None if number is None else format(number, "f")


class SeriesOutput(serializers.ModelSerializer[ActivitySeries]):
    """One series without its figures."""

    series = serializers.UUIDField(source="uuid")

    class Meta:
        model = ActivitySeries
        fields = [
            "series", "title", "activity", "unit", "dimension_label", "period_kind", "boundary", "method",
            "method_version", "source", "source_kind", "source_id", "revision", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class SeriesPartOutput(serializers.ModelSerializer[ActivityDimension]):
    """One part of a series with its factor as it was when it was chosen; empty texts where none is."""

    kg = serializers.DecimalField(
        max_digits=24, decimal_places=12, allow_null=True, help_text="Per unit of the factor, direct."
    )
    per_unit = serializers.DecimalField(
        max_digits=18, decimal_places=9, allow_null=True, help_text="How much of the factor's unit one unit is."
    )

    class Meta:
        model = ActivityDimension
        fields = [
            "name", "factor_set", "factor_version", "factor_code", "factor_name", "factor_unit", "factor_gases",
            "factor_covers", "kg", "indirect_kg", "with_indirect", "per_unit", "per_unit_source",
        ]  # fmt: skip
        read_only_fields = fields


class BreakOutput(serializers.ModelSerializer[MethodBreak]):
    """From when on, and why, figures are counted in another way."""

    class Meta:
        model = MethodBreak
        fields = ["first_day", "reason", "made_by", "made_at"]
        read_only_fields = fields


class FigureOutput(serializers.Serializer[Any]):
    """One part in one period; null is not known."""

    part = serializers.CharField()
    amount = serializers.CharField(allow_null=True)
    kg = serializers.CharField(allow_null=True)
    biogenic_kg = serializers.CharField(allow_null=True, help_text="Biogenic CO2, which is not in kg; null: none.")
    gap = serializers.CharField(
        allow_null=True, help_text="Why there is no kg: no_amount, no_factor, units_differ or no_indirect."
    )


class SeriesPeriodOutput(serializers.Serializer[PeriodFigures]):
    """One period with its figures; a total that is not complete is the sum of what is known."""

    label = serializers.CharField(source="period.label")  # type: ignore[assignment] # a name of a field, too
    first_day = serializers.DateField(source="period.first_day")
    last_day = serializers.DateField(source="period.last_day")
    figures = serializers.SerializerMethodField()
    amount = serializers.SerializerMethodField()
    kg = serializers.SerializerMethodField()
    low_kg = serializers.SerializerMethodField()
    high_kg = serializers.SerializerMethodField()
    biogenic_kg = serializers.SerializerMethodField(help_text="Biogenic CO2, which is not in kg; null: none.")
    is_complete = serializers.BooleanField(source="total.is_complete")
    gases = serializers.ListField(source="total.gases", child=serializers.CharField(), help_text="CO2e, CO2 or both.")
    change = serializers.SerializerMethodField(help_text="From the same period a year before, as a share.")
    not_compared = serializers.SerializerMethodField(help_text="Why no change is told.")

    @extend_schema_field(FigureOutput(many=True))
    def get_figures(self, each: PeriodFigures) -> Any:  # noqa: ANN401 - JSON
        """Return the figures by part."""
        return [self._figure(each, part) for part in self.context["parts"]]

    def get_amount(self, each: PeriodFigures) -> str | None:
        """Return the sum of what is known, in the unit of the series."""
        return _exact(each.total.amount)

    def get_kg(self, each: PeriodFigures) -> str | None:
        """Return the sum of what has a figure."""
        return _exact(each.total.kg)

    def get_low_kg(self, each: PeriodFigures) -> str | None:
        """Return the lower bound."""
        return _exact(each.total.low_kg)

    def get_high_kg(self, each: PeriodFigures) -> str | None:
        """Return the upper bound."""
        return _exact(each.total.high_kg)

    def get_biogenic_kg(self, each: PeriodFigures) -> str | None:
        """Return what is kept apart."""
        return _exact(each.total.biogenic_kg)

    def get_change(self, each: PeriodFigures) -> str | None:
        """Return the change, None where it is not told."""
        return None if isinstance(each.change, NoChange) else _exact(each.change)

    def get_not_compared(self, each: PeriodFigures) -> str | None:
        """Return the reason: not_complete, method_break or from_zero."""
        return each.change.value if isinstance(each.change, NoChange) else None

    def _figure(self, each: PeriodFigures, part: ActivityDimension) -> dict[str, str | None]:
        value, emission = each.values.get(part.pk), each.emissions[part.pk]
        is_known = isinstance(emission, Emission)
        return {
            "part": part.name,
            "amount": _exact(value.amount) if value else None,
            "kg": _exact(emission.kg) if isinstance(emission, Emission) else None,
            "biogenic_kg": _exact(emission.biogenic_kg) if isinstance(emission, Emission) else None,
            "gap": None if is_known else str(emission),
        }


class SeriesDetail(serializers.Serializer[SeriesFigures]):
    """One series with everything that its page shows."""

    series = SeriesOutput()
    parts = SeriesPartOutput(source="dimensions", many=True)
    breaks = BreakOutput(many=True)
    periods = serializers.SerializerMethodField()

    @extend_schema_field(SeriesPeriodOutput(many=True))
    def get_periods(self, found: SeriesFigures) -> Any:  # noqa: ANN401 - JSON
        """Return the periods, the earliest first."""
        return [SeriesPeriodOutput(each, context={"parts": found.dimensions}).data for each in found.periods]


class EnteredOutput(serializers.Serializer[Any]):
    """What came of sent figures."""

    new = serializers.IntegerField()
    same = serializers.IntegerField(help_text="There already with the same amount.")
