"""Frozen footprints: what was computed, from what, and how sure it is. Never changed."""

import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from foundation.scoping import SharedTotals


def money(help_text: str = "") -> "models.DecimalField[Any, Any]":
    """Return a field for a sum of money."""
    return models.DecimalField(max_digits=24, decimal_places=4, help_text=help_text)


def kilograms(help_text: str = "", *, missing: bool = False) -> "models.DecimalField[Any, Any]":
    """Return a field for kg CO2e, to the milligram; with `missing`, null says that there is no figure."""
    return models.DecimalField(max_digits=24, decimal_places=6, null=missing, help_text=help_text)


class IntensitySet(models.Model):
    """The intensities of one country and year under pinned factor sets, indices and rates; shared by footprints.

    Made of published figures only it belongs to nobody; where sets of one's own took part, to the organisation.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content_hash = models.CharField(max_length=64, unique=True)
    country = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    factor_sets = models.JSONField(help_text="Code, version and checksum, in order of preference")
    price_data = models.JSONField(help_text="Versions of price indices and exchange rates")
    method_version = models.CharField(max_length=20)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.country} {self.year} {self.content_hash[:8]}"


class Intensity(models.Model):
    """kg CO2e per unit of money for one category and currency, or the reason why there is none."""

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    intensity_set = models.ForeignKey(IntensitySet, on_delete=models.CASCADE, related_name="intensities")
    category = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    kg_per_unit = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    gap_reason = models.CharField(max_length=60, blank=True)
    derivation = models.JSONField(help_text="Factors, index and rate, each with its source; or what the gap lacks")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intensity_set", "category", "currency"], name="intensity_once"),
            models.CheckConstraint(
                condition=models.Q(kg_per_unit__isnull=False) ^ ~models.Q(gap_reason=""), name="intensity_or_gap"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.currency}"


class Footprint(SharedTotals):
    """One calculation for one organisation and year, pinned by the hash of everything it used."""

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    basis = models.JSONField(help_text="Imports, mapping version, factor set, price indices, rates and method")
    basis_hash = models.CharField(max_length=64)
    imports = models.JSONField(help_text="The pinned imports with their ids: import, sha256, investment, months")
    mapping_number = models.PositiveIntegerField()
    supplier_revision = models.PositiveIntegerField(
        default=0, help_text="Of the supplier register: which cards were one supplier then"
    )
    factor_set = models.CharField(max_length=60)
    intensity_set = models.ForeignKey(IntensitySet, on_delete=models.PROTECT, related_name="footprints")
    method_version = models.CharField(max_length=20)
    # Result; kg CO2e of counted purchases, energy apart
    currency = models.CharField(max_length=3)
    total_kg = kilograms()
    low_kg = kilograms("Nothing where the sum has no interval", missing=True)
    high_kg = kilograms(missing=True)
    energy_kg = kilograms()
    money_in = money("Costs in `currency`: money counted, energy, and what is left out for reasons that are costs")
    money_counted = money("Purchases, capital goods and what has no category yet")
    money_covered = money("Counted lines that have a factor")
    result = models.JSONField(help_text="Uncertainty, flags and exclusions as the pages show them")
    # Provenance
    calculated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    calculated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "basis_hash"], name="footprint_basis_once"),
            models.UniqueConstraint(fields=["id", "organisation"], name="footprint_with_owner"),  # parts refer to both
        ]
        indexes = [models.Index(fields=["organisation", "year", "-calculated_at"], name="footprint_newest_of_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.total_kg} kg"

    @property
    def known_kg(self) -> Decimal | None:
        """The total; nothing where money counts and none of it has a factor, since that is no zero."""
        return None if self.money_counted and not self.money_covered and not self.total_kg else self.total_kg

    @property
    def known_energy_kg(self) -> Decimal | None:
        """Energy by spend; nothing where the year's money meets no factor at all."""
        return None if self.known_kg is None and not self.energy_kg else self.energy_kg


class PartOfFootprint(SharedTotals):
    """A row of a footprint, of the same organisation.

    PostgreSQL checks both at once, `(footprint, organisation)` against the footprint: thousands of rows are written
    with each calculation. What makes a row unique begins with the footprint and serves as its index.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_constraint=False
    )

    class Meta:
        abstract = True


class Dimension(models.TextChoices):
    """What the frozen totals are broken down by."""

    CATEGORY = "category"
    SUPPLIER = "supplier"
    UNIT = "unit"
    ACCOUNT = "account"
    MONTH = "month"
    GHG_CATEGORY = "ghg_category"


class FootprintPart(PartOfFootprint):
    """One row of one breakdown: money by currency and kg of all of it, with an interval where it is a category."""

    Dimension = Dimension

    footprint = models.ForeignKey(
        Footprint, on_delete=models.CASCADE, related_name="parts", db_constraint=False, db_index=False
    )
    dimension = models.CharField(max_length=12, choices=Dimension)
    key = models.CharField(max_length=80)
    label = models.CharField(max_length=300, blank=True, help_text="As the source names it; blank where we do")
    is_energy = models.BooleanField(default=False, help_text="Screening of energy by spend, in no total")
    amount = money("In the footprint's currency")
    other_money = models.JSONField(default=dict, help_text="Sums in other currencies: decimal texts by currency")
    lines = models.PositiveIntegerField(null=True, help_text="Number of ledger lines, where it is counted")
    kg = kilograms("Nothing where no factor covers any of it", missing=True)
    low_kg = kilograms(missing=True)
    high_kg = kilograms(missing=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["footprint", "dimension", "key", "is_energy"], name="footprint_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.key}: {self.kg} kg"


class FootprintGap(PartOfFootprint):
    """Money that counts, or energy, without a figure, with the reason; a row per currency."""

    footprint = models.ForeignKey(
        Footprint, on_delete=models.CASCADE, related_name="gaps", db_constraint=False, db_index=False
    )
    category = models.CharField(max_length=60, blank=True)
    treatment = models.CharField(max_length=20)
    reason = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    amount = money()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "category", "treatment", "reason", "currency"], name="footprint_gap_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.reason}: {self.amount}"
