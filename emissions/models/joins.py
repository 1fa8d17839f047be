"""Two ledgers of one period brought together: what the supplier ledger told the general ledger, and what differs."""

import uuid

from django.db import models

from emissions.models.imports import LedgerImport
from foundation.scoping import SharedRows


class LedgerJoin(SharedRows):
    """A general ledger with the supplier ledgers of its months. Never changed: other files make another join.

    `result` is the general ledger as it counts from then on, its postings knowing whom they paid; null where the
    supplier ledgers had nothing to tell. Beside it, in SQL: `told_line` says for each posting of the result which row
    of which supplier ledger told it, `unfound_line` which rows of supplier ledgers are not in the general ledger, each
    with its place among them: the largest money is the first.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the imports and of the method's version")
    general = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="joins")
    result = models.OneToOneField(LedgerImport, null=True, on_delete=models.PROTECT, related_name="made_by")
    # What came of it
    report = models.JSONField(help_text="Sums by currency, way and account: emissions/calculations/ledger_report.py")
    # Provenance
    actor_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "fingerprint"], name="ledger_join_once")]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.general} + {self.suppliers.count()}"


class JoinedSupplierLedger(SharedRows):
    """One of the supplier ledgers that a join rests on."""

    join = models.ForeignKey(LedgerJoin, on_delete=models.CASCADE, related_name="suppliers")
    ledger_import = models.ForeignKey(LedgerImport, on_delete=models.PROTECT, related_name="joined_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["join", "ledger_import"], name="joined_supplier_ledger_once")]

    def __str__(self) -> str:
        return str(self.ledger_import)
