"""What an organisation's people were told by mail, so that nobody is told twice."""

from django.db import models

from foundation.scoping import OrganisationOwned
from requirements_bank.models.proposals import Proposal
from requirements_bank.models.requirements import RequirementVersion


class Told(OrganisationOwned):
    """A proposal that came in, or a newer version of what the organisation uses, that a mail has told of."""

    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(RequirementVersion, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "proposal"], name="told_of_proposal_once"),
            models.UniqueConstraint(fields=["organisation", "version"], name="told_of_version_once"),
            models.CheckConstraint(
                condition=models.Q(proposal__isnull=True) ^ models.Q(version__isnull=True), name="told_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.proposal_id or self.version_id}"
