"""The tenant: a municipality, a region, a municipal company or a purchasing network."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.colours import readable_colour


class Kind(models.TextChoices):
    """What sort of organisation it is."""

    MUNICIPALITY = "municipality", _("Municipality")
    REGION = "region", _("Region")
    COMPANY = "company", _("Municipal company")
    NETWORK = "network", _("Purchasing network")


class Country(models.TextChoices):
    """Where its number and its accounts come from."""

    NORWAY = "NO", _("Norway")
    SWEDEN = "SE", _("Sweden")
    DENMARK = "DK", _("Denmark")
    FINLAND = "FI", _("Finland")


class Chart(models.TextChoices):
    """The chart of accounts that its ledgers follow; nothing is read from an account's digits without it."""

    KOSTRA = "kostra", "KOSTRA"
    KOMMUN_BAS = "kommun_bas", "Kommun-Bas"
    BAS = "bas", "BAS"
    FI_KUNTA = "fi_kunta", "Kuntien tililuettelo"


CURRENCIES = {"NO": "NOK", "SE": "SEK", "DK": "DKK", "FI": "EUR"}


class Organisation(models.Model):
    """One tenant. Everything that belongs to it carries its id. Not fenced itself: names are shown to partners."""

    Kind = Kind
    Country = Country
    Chart = Chart

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True, help_text="Its place in addresses: /o/<slug>/…")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    country = models.CharField(max_length=2, choices=Country)
    number = models.CharField(max_length=20, help_text="Organisation number, digits only")
    municipality_code = models.CharField(max_length=6, blank=True)
    chart = models.CharField(max_length=20, choices=Chart, default=Chart.KOSTRA)
    population = models.PositiveIntegerField(null=True, blank=True, help_text="Inhabitants, where it has any")
    # Look
    accent_colour = models.CharField(
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, such as #1b5e44."))],
    )
    logo = models.ForeignKey(
        "foundation.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Lifecycle
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "number"], name="organisation_number_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def currency(self) -> str:
        """The currency of its accounts."""
        return CURRENCIES[self.country]

    @property
    def is_network(self) -> bool:
        """Whether it gathers members rather than having accounts of its own."""
        return self.kind == Kind.NETWORK

    @property
    def colour(self) -> str:
        """Its accent colour if white text can be read on it, else our own green."""
        return readable_colour(self.accent_colour)


class NetworkMembership(models.Model):
    """An organisation's membership in a purchasing network, from a day to a day; many to many."""

    network = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="member_links")
    member = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="network_links")
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "member", "valid_from"], name="network_membership_once"),
            models.CheckConstraint(
                condition=~models.Q(network=models.F("member")), name="network_is_not_its_own_member"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="network_membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.network}"
