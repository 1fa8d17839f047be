"""What a supplier is asked to report again and again: on which contract, for which periods, line by line."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from emissions.models import ActivityDimension, ActivitySeries
from foundation.scoping import OrganisationOwned
from procurement.models import Contract, ContractParty, Obligation
from procurement.models.kept_rules import in_order, one_of

LONGEST_UNTIL_DUE = 365


class ReportPeriodKind(models.TextChoices):
    """How long one report covers; the same words as calculations/report_periods.py."""

    MONTH = "month", _("Each month")
    QUARTER = "quarter", _("Each quarter")
    HALF_YEAR = "half_year", _("Each half-year")
    YEAR = "year", _("Each year")
    SEASON = "season", _("Each season")
    CONTRACT = "contract", _("The whole contract, once")


class ReportLanguage(models.TextChoices):
    """The language in which the supplier is written to."""

    BOKMAL = "nb", _("Norwegian Bokmål")
    NYNORSK = "nn", _("Norwegian Nynorsk")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class ReportRequest(OrganisationOwned):
    """What one supplier of a contract is asked to report, for every period from `first_day` on.

    Without `last_day` it is asked for as long as the contract runs. A season goes from `season_begins` to
    `season_ends`, each a month and a day such as "10-15". `ended_at` ends it; what came in stays.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(ContractParty, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(null=True, blank=True, editable=False, help_text="Of the form that made it, once")
    # To whom
    email = models.EmailField()
    language = models.CharField(max_length=2, choices=ReportLanguage, default=ReportLanguage.BOKMAL)
    # What it is about
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True, help_text="What the figures are used for")
    clause = models.CharField(max_length=300, blank=True, help_text="Where the contract asks for it")
    obligation = models.ForeignKey(Obligation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # When
    period_kind = models.CharField(max_length=10, choices=ReportPeriodKind, default=ReportPeriodKind.QUARTER)
    season_begins = models.CharField(max_length=5, blank=True)
    season_ends = models.CharField(max_length=5, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    days_until_due = models.PositiveSmallIntegerField(default=30, validators=[MaxValueValidator(LONGEST_UNTIL_DUE)])
    # Lifecycle
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, help_text="No link works, and none is sent by itself")
    made_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "form_key"], name="report_request_form_once"),
            models.CheckConstraint(
                condition=~models.Q(period_kind="season") | (~models.Q(season_begins="") & ~models.Q(season_ends="")),
                name="report_request_season_has_days",
            ),
            models.CheckConstraint(
                condition=models.Q(days_until_due__lte=LONGEST_UNTIL_DUE), name="report_request_due_within_a_year"
            ),
            in_order("report_request", "first_day", "last_day"),
            one_of("report_request", "period_kind", ReportPeriodKind),
            one_of("report_request", "language", ReportLanguage),
        ]
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class LineKind(models.TextChoices):
    """What is asked for on a line."""

    KM = "km", _("Kilometres driven")
    LITRES = "litres", _("Litres")
    KWH = "kwh", _("Kilowatt-hours")
    KG = "kg", _("Kilograms")
    SHARE = "share", _("Share in per cent")
    NUMBER = "number", _("Number")
    YES_NO = "yes_no", _("Yes or no")


class ReportLine(OrganisationOwned):
    """One figure that is asked for, in `unit`; of `dimension` where it is parted, such as by fuel.

    Without a label it is called by its kind, in the reader's language. Shares of the same `whole` come to 100 % at
    most. What is reported becomes a measurement of the obligation, and a figure of the part of an activity series.
    A line that is no longer asked for stays with the reports that it was asked in.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ReportRequest, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=LineKind)
    label = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    dimension = models.CharField(max_length=100, blank=True)
    whole = models.CharField(max_length=100, blank=True)
    is_required = models.BooleanField(default=True)
    is_asked = models.BooleanField(default=True)
    # What becomes of it
    obligation = models.ForeignKey(Obligation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    series = models.ForeignKey(ActivitySeries, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    part = models.ForeignKey(ActivityDimension, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "obligation"],
                condition=models.Q(is_asked=True),
                name="report_line_obligation_once",
            ),
            models.UniqueConstraint(
                fields=["request", "part"], condition=models.Q(is_asked=True), name="report_line_part_once"
            ),
            one_of("report_line", "kind", LineKind),
        ]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label or self.kind
