"""How one organisation's accounts know a supplier: the number and name as the source wrote them."""

import uuid

from django.db import models

from foundation.scoping import SharedRows
from suppliers.models.parties import Party


class SupplierCard(SharedRows):
    """One supplier as one organisation's sources write it; `party` is the public identity of a valid number."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=40, blank=True, help_text="As the source wrote it, trimmed")
    name = models.CharField(max_length=300, blank=True, help_text="As the source wrote it, trimmed")
    is_personal = models.BooleanField(default=False, help_text="The number is a personal number and is masked")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="cards")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number", "name"], name="supplier_card_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.number
