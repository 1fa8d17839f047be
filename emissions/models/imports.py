"""Ledger imports: which file became which lines, and which import is current for a month."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import StoredFile
from foundation.scoping import SharedRows, SharedTotals


class Ledger(models.TextChoices):
    """Which book a file comes from."""

    GENERAL = "general", _("General ledger")
    SUPPLIER = "supplier", _("Supplier ledger")


class Granularity(models.TextChoices):
    """How finely the file says when."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class LedgerImport(SharedRows):
    """One accepted file. Never changed: a corrected file is a new import, and the old one stays readable."""

    Ledger = Ledger
    Granularity = Granularity

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the file and of how it was read")
    # What the file is
    format = models.CharField(max_length=30)
    encoding = models.CharField(max_length=20)
    mapping = models.JSONField(null=True, blank=True, help_text="What was said of its columns; null where nothing was")
    ledger = models.CharField(max_length=10, choices=Ledger)
    chart = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    granularity = models.CharField(max_length=5, choices=Granularity)
    period_from = models.DateField()
    period_to = models.DateField()
    # What it holds
    lines = models.PositiveIntegerField()
    accounts = models.PositiveIntegerField()
    debit = models.DecimalField(max_digits=22, decimal_places=4)
    credit = models.DecimalField(max_digits=22, decimal_places=4)
    summary = models.JSONField(help_text="What read_ledger prints about the file")
    problems = models.JSONField(default=list, help_text="code, place, field, severity, values – worded when shown")
    # Provenance
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "fingerprint"], name="ledger_import_once"),
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")), name="ledger_import_period_forward"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-imported_at"], name="ledger_import_newest")]

    def __str__(self) -> str:
        return f"{self.file} ({self.period_from}–{self.period_to})"


class PeriodSource(SharedTotals):
    """Which import is current for one month of one ledger; replacing a period moves this pointer.

    `investment` tells the running accounts from the investment accounts, which Norwegian municipalities hand over as
    two tables; a whole ledger is the source of both.
    """

    month = models.DateField(help_text="First day of the month; of the year where the file knows the year only")
    ledger = models.CharField(max_length=10, choices=Ledger)
    investment = models.BooleanField()
    ledger_import = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="current_for")
    granularity = models.CharField(max_length=5, choices=Granularity)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "ledger", "investment"], name="period_source_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.ledger}"
