"""Counterparts: what a requirement of another source's bank corresponds to in the banks that an organisation uses."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.scoping import OrganisationOwned
from requirements_bank.models.requirements import Requirement


class Counterpart(OrganisationOwned):
    """One requirement of a loaded bank and the one of ours that it corresponds to, proposed or decided."""

    class Relation(models.TextChoices):
        """What the loaded requirement is to ours."""

        SAME = "same", _("The same")
        BROADER = "broader", _("Asks for more than ours")
        NARROWER = "narrower", _("Asks for less than ours")
        RELATED = "related", _("Related")
        NONE = "none", _("Nothing of ours")

    class Proposer(models.TextChoices):
        """Who found it."""

        MACHINE = "machine", _("Found by likeness")
        PERSON = "person", _("Chosen by a person")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="counterparts")
    ours = models.ForeignKey(Requirement, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=10, choices=Relation, blank=True, help_text="Empty until it is decided")
    likeness = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    near = models.JSONField(default=list, help_text="The nearest of ours: requirement's id, likeness; best first")
    proposed_by = models.CharField(max_length=10, choices=Proposer, default=Proposer.MACHINE)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "requirement"], name="counterpart_once"),
            models.CheckConstraint(
                condition=models.Q(relation__in=["", "none"], ours=None)
                | (models.Q(ours__isnull=False) & ~models.Q(relation="none")),
                name="counterpart_of_something_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.relation} {self.ours_id}"
