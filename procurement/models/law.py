"""What somebody answered so that the law guard can judge a procurement."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from procurement.models.procurements import Procurement


class ClimateBy(models.TextChoices):
    """How climate and environment are taken care of in the award."""

    WEIGHT = "weight", _("By the weights of the award criteria")
    RANKS = "ranks", _("By the order of the award criteria, without weights")
    REQUIREMENTS = "requirements", _("By requirements, instead of an award criterion or beside it")
    EXEMPTION = "exemption", _("Not at all: the procurement is exempt")


class LawAnswers(models.Model):
    """What the law guard has to know of a procurement beside what is said of it and asked for; empty is not answered.

    `ranks` has the place of each award criterion by the id of what is asked, and that of the price under "price".
    """

    class Contract(models.TextChoices):
        """What the contract is about."""

        GOODS = "goods", _("Goods")
        SERVICES = "services", _("Services")
        WORKS = "works", _("Works")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.OneToOneField(Procurement, on_delete=models.CASCADE, related_name="law")
    contract = models.CharField(max_length=10, choices=Contract, blank=True)
    is_above_eu_threshold = models.BooleanField(null=True, blank=True)
    # Climate and environment in the award
    climate_by = models.CharField(max_length=20, choices=ClimateBy, blank=True)
    ranks = models.JSONField(default=dict, blank=True)
    requirements = ArrayField(models.CharField(max_length=30), default=list, blank=True, help_text="By their codes")
    ground = models.CharField(max_length=60, blank=True, help_text="Of an exemption, by its code in the rules of law")
    reason = models.TextField(blank=True, help_text="Stands in the documents")
    # Beside the award
    vehicles = models.JSONField(
        default=list, blank=True, help_text="By class: vehicle_class, number, clean, zero_emission, ground, reason"
    )
    checklist = models.JSONField(default=dict, blank=True, help_text="By question: says_yes and reason")
    # Lifecycle
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    updated_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "law answers"

    def __str__(self) -> str:
        return f"{self.procurement_id}"
