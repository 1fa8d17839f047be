"""What one organisation lets another see. Nothing crosses organisations without a row here."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models.organisations import Organisation


class Area(models.TextChoices):
    """Which part is shared."""

    FOOTPRINT = "footprint", _("Footprint")
    LEDGER = "ledger", _("Accounts")


class Depth(models.TextChoices):
    """How deep one may look."""

    TOTALS = "totals", _("Totals only")
    ROWS = "rows", _("Down to the single line")


class Share(models.Model):
    """The owner lets the receiver see one area, as totals or down to the rows, from a day to a day.

    Not fenced: the access is built from it.
    """

    Area = Area
    Depth = Depth

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="shares_given")
    receiver = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="shares_received")
    area = models.CharField(max_length=20, choices=Area)
    depth = models.CharField(max_length=10, choices=Depth)
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(owner=models.F("receiver")), name="share_with_another"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="share_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["owner", "receiver", "area"],
                condition=models.Q(valid_to__isnull=True),
                name="share_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} → {self.receiver}: {self.area} ({self.depth})"
