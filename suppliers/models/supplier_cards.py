"""How one organisation's accounts know a supplier: the number and name as the source wrote them, and what they mean.

What the source wrote never changes. What was found out about it stands beside it: what the number is, a reviewed
correction, and the identity under which money is grouped – one for all cards of a party and all that were merged.
"""

from uuid import uuid4

from django.db import models

from foundation.scoping import SharedRows
from suppliers.calculations.number_reading import NumberKind
from suppliers.models.parties import Party


class SupplierCard(SharedRows):
    """One supplier as one organisation's sources write it; `party` is the public identity of a valid number."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField(max_length=40, blank=True, help_text="As the source wrote it, trimmed")
    name = models.CharField(max_length=300, blank=True, help_text="As the source wrote it, trimmed")
    own_numbers = models.CharField(
        max_length=200,
        blank=True,
        help_text="The ledger's own numbers of it, beside the organisation number, by commas",
    )
    is_personal = models.BooleanField(default=False, help_text="The number is a personal number and is masked")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="cards")
    created_at = models.DateTimeField(auto_now_add=True)

    # What the number is: of the correction where there is one, else as the source wrote it
    kind = models.CharField(
        max_length=10, choices=[(kind.value, kind.value) for kind in NumberKind], default=NumberKind.UNKNOWN.value
    )
    country = models.CharField(max_length=2, blank=True, help_text="Which country's number it is or would be")
    may_be = models.CharField(max_length=20, blank=True, help_text="Other countries that the digits fit, by a space")
    is_sure = models.BooleanField(default=True, help_text="Not told by the check digit alone")

    # Reviewed corrections; empty where the source is right
    right_number = models.CharField(max_length=40, blank=True)
    right_name = models.CharField(max_length=300, blank=True)

    # Under what it is grouped; kept by services/identities.py and nobody else
    identity = models.UUIDField(default=uuid4, help_text="Of the party, of the first card of a merge, or its own")
    identity_number = models.CharField(max_length=40, blank=True, help_text="Of the merge's first card, where merged")
    identity_name = models.CharField(max_length=300, blank=True, help_text="Of the merge's first card, where merged")
    revision = models.PositiveIntegerField(default=1, help_text="Counts corrections and merges")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number", "name"], name="supplier_card_once"),
        ]
        indexes = [models.Index(fields=["organisation", "identity"], name="supplier_card_identity")]

    def __str__(self) -> str:
        return self.known_name or self.known_number

    @property
    def known_number(self) -> str:
        """The number that holds: corrected, else as written."""
        return self.right_number or self.number

    @property
    def known_name(self) -> str:
        """The name that holds: corrected, else as written."""
        return self.right_name or self.name
