"""What was found in the lines of an import, kept so that no page reads them again; and what finance answered to it."""

import uuid

from django.conf import settings
from django.db import models

from emissions.models.imports import LedgerImport
from foundation.scoping import OrganisationOwned, SharedRows


class ImportQuality(SharedRows):
    """What the lines of one import say and lack, counted once: derived, and independent of any rule.

    Beside it stand the rows of `quality_cell` (in SQL): the money of conspicuous lines by month and posting key.
    """

    ledger_import = models.OneToOneField(LedgerImport, on_delete=models.CASCADE, related_name="quality")
    version = models.PositiveSmallIntegerField(help_text="Of how lines are looked at; an older one is looked at anew")
    found = models.JSONField(help_text="Numbers of lines and vouchers, and which facts can be told at all")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.ledger_import_id}"


class FixAnswer(OrganisationOwned):
    """One answer of the finance office to a row of the fix list. Append-only: the newest of a row holds."""

    class Kind(models.TextChoices):
        """What the row was about."""

        DUPLICATE = "duplicate"
        ACCOUNT_NAME = "account_name"
        COMMENT = "comment"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    reference = models.CharField(max_length=200, help_text="The row: an account, some lines, a supplier card")
    said = models.JSONField(help_text="verdict; name; comment")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind", "reference", "-id"], name="fix_answer_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
