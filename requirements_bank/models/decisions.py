"""The decision log of a bank: what was decided about its requirements, by whom, when and why. Lines are only added."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements_bank.models.banks import Bank
from requirements_bank.models.comments import Comment
from requirements_bank.models.proposals import Proposal
from requirements_bank.models.requirements import Requirement, RequirementVersion


class Decision(models.Model):
    """One decision of a bank's owner.

    Whoever sees what it is about sees it: the comment or version that it names, else the requirement; and who made the
    proposal.
    """

    class Verdict(models.TextChoices):
        """What was decided."""

        PROPOSAL_ACCEPTED = "proposal_accepted", _("Proposal accepted")
        PROPOSAL_DECLINED = "proposal_declined", _("Proposal declined")
        SENT_TO_REVIEW = "sent_to_review", _("Sent to review")
        SENT_BACK = "sent_back", _("Sent back")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")
        STILL_GOOD = "still_good", _("Still good")
        SHOWN = "shown", _("Who sees it changed")
        COMMENT_HIDDEN = "comment_hidden", _("Comment hidden")

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="The bank's owner"
    )
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="decisions")
    requirement = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    version = models.ForeignKey(
        RequirementVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["bank", "-decided_at"], name="decision_newest_first")]
        ordering = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.requirement_id or self.proposal_id}"
