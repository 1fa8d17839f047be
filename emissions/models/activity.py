"""Activity series: what was counted in litres, kilometres or kilograms, period by period, and the factors behind it."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.scoping import SharedTotals


class PeriodKind(models.TextChoices):
    """How long the periods of a series are."""

    MONTH = "month", _("Months")
    QUARTER = "quarter", _("Quarters")
    SEASON = "season", _("Seasons, such as autumn and spring")
    YEAR = "year", _("Years")


class Boundary(models.TextChoices):
    """Whose emissions a series counts."""

    TERRITORY = "territory", _("What happens in our area")
    CONSUMPTION = "consumption", _("What inhabitants consume")
    SCOPE_1 = "scope_1", _("Our organisation, direct (Scope 1)")
    SCOPE_2 = "scope_2", _("Our organisation, bought energy (Scope 2)")
    SCOPE_3 = "scope_3", _("Our organisation, other indirect (Scope 3)")
    PURCHASES = "purchases", _("What we buy")


class ActivitySeries(SharedTotals):
    """One statistic: `activity` says what is counted, `unit` in what, `dimension_label` what it is parted by.

    `source_kind` and `source_id` name what of another app it belongs to, such as a contract.
    """

    PeriodKind, Boundary = PeriodKind, Boundary

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    form_key = models.UUIDField(null=True, blank=True, editable=False, help_text="Of the form that made it, once")
    # What is counted
    activity = models.CharField(max_length=200)
    unit = models.CharField(max_length=30)
    dimension_label = models.CharField(max_length=60, blank=True)
    period_kind = models.CharField(max_length=10, choices=PeriodKind)
    boundary = models.CharField(max_length=20, choices=Boundary)
    # How it is counted
    method = models.TextField(blank=True)
    method_version = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    # Lifecycle
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title"], name="activity_series_title_once"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="activity_series_form_once"),
        ]
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class ActivityDimension(SharedTotals):
    """What a series is parted by (a fuel, a leg), with its factor as it was when it was chosen; empty: none yet.

    `per_unit` says how much of the factor's unit one unit of the series is, where no unit alone tells: kg per litre of
    milk, litres per kilometre of a bus. It never stands without `per_unit_source`.
    """

    series = models.ForeignKey(ActivitySeries, on_delete=models.CASCADE, related_name="dimensions")
    name = models.CharField(max_length=100, blank=True, help_text="Empty where a series is not parted")
    position = models.PositiveSmallIntegerField(default=0)
    # The factor
    factor_set = models.CharField(max_length=60, blank=True)
    factor_version = models.CharField(max_length=40, blank=True)
    factor_code = models.CharField(max_length=60, blank=True)
    factor_name = models.CharField(max_length=300, blank=True)
    factor_unit = models.CharField(max_length=30, blank=True)
    factor_gases = models.CharField(max_length=4, blank=True)
    factor_covers = models.CharField(max_length=10, blank=True)
    kg = models.DecimalField(max_digits=24, decimal_places=12, null=True, blank=True)
    indirect_kg = models.DecimalField(max_digits=24, decimal_places=12, null=True, blank=True)
    gsd2 = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    with_indirect = models.BooleanField(default=False)
    per_unit = models.DecimalField(max_digits=18, decimal_places=9, null=True, blank=True)
    per_unit_source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "name"], name="activity_dimension_once"),
            models.CheckConstraint(
                condition=models.Q(per_unit__isnull=True) | ~models.Q(per_unit_source=""),
                name="activity_conversion_has_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(factor_code="") ^ models.Q(kg__isnull=False), name="activity_factor_has_a_figure"
            ),
        ]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or str(self.series_id)


class ActivityPeriod(SharedTotals):
    """One period of a series, told by its first and last day; `label` is what people call it."""

    series = models.ForeignKey(ActivitySeries, on_delete=models.CASCADE, related_name="periods")
    label = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "first_day"], name="activity_period_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="activity_period_in_order"
            ),
        ]
        ordering = ["first_day"]

    def __str__(self) -> str:
        return self.label


class ActivityValue(SharedTotals):
    """What was counted; a row never changes. A correction is a new row that names the one it replaces, and why.

    None takes a figure back: it is not known after all.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(ActivitySeries, on_delete=models.CASCADE, related_name="values")
    period = models.ForeignKey(ActivityPeriod, on_delete=models.PROTECT, related_name="values")
    dimension = models.ForeignKey(ActivityDimension, on_delete=models.PROTECT, related_name="values")
    amount = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    entered_by = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "dimension"], condition=models.Q(replaces__isnull=True), name="activity_value_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="activity_value_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True, amount__isnull=False)
                | models.Q(replaces__isnull=False) & ~models.Q(reason=""),
                name="activity_correction_has_a_reason",
            ),
        ]
        ordering = ["period__first_day", "dimension__position", "pk"]

    def __str__(self) -> str:
        return f"{self.period_id} {self.dimension_id}: {self.amount}"


class MethodBreak(SharedTotals):
    """From this day on figures are counted in another way, so nothing is compared across it."""

    series = models.ForeignKey(ActivitySeries, on_delete=models.CASCADE, related_name="breaks")
    first_day = models.DateField()
    reason = models.CharField(max_length=500)
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "first_day"], name="activity_break_once")]
        ordering = ["first_day"]

    def __str__(self) -> str:
        return f"{self.first_day}: {self.reason}"
