"""Rules of a network: the sets that it publishes, and what each member makes of them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.scoping import OrganisationOwned
from organisations.models import Organisation


class NetworkRuleSet(models.Model):
    """One published version of a network's rules. `organisation` is the network; its members read it. Append-only."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The network")
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    rules = models.JSONField(help_text="Each with its id, what it asks for, what follows and why")
    note = models.CharField(max_length=300, blank=True, help_text="What is new, and why")
    published_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="network_rule_set_once")]
        ordering = ["organisation", "-number"]

    def __str__(self) -> str:
        return f"{self.organisation_id} v{self.number}"


class Follows(models.TextChoices):
    """How a member takes over what a network publishes."""

    AUTOMATIC = "automatic", _("By itself, with the next import or calculation")
    ASKS = "asks", _("Only when we say so")


class NetworkRules(OrganisationOwned):
    """What one member makes of a network's rules: whether they hold, which version, and which of them do not."""

    network = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=False)
    follows = models.CharField(max_length=10, choices=Follows, default=Follows.AUTOMATIC)
    taken = models.PositiveIntegerField(null=True, blank=True, help_text="The version of the set that holds here")
    switched_off = models.JSONField(default=list, blank=True, help_text="Ids of rules that do not hold here")
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "network"], name="network_rules_once_for_a_member"),
            models.CheckConstraint(condition=Q(follows__in=Follows.values), name="network_rules_follow_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(is_on=False) | Q(taken__isnull=False), name="network_rules_that_hold_have_a_version"
            ),
        ]
        ordering = ["network__name"]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.network_id}"
