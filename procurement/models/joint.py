"""Joint staircases: steps that a network agrees on, in versions, with votes, and how its members take them over."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from procurement.models.kept_rules import one_of
from requirements_bank.models import RequirementVersion, SeenBy


class JointState(models.TextChoices):
    """Where a version of a joint staircase stands. What is agreed never changes."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    REPLACED = "replaced", _("Replaced")
    DROPPED = "dropped", _("Dropped")


class JointStaircase(models.Model):
    """What a network wants its members to ask for together, on one requirement of the bank. `organisation` owns it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The network")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    # What it is about
    requirement = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    topic = models.CharField(max_length=80)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10)
    category = models.CharField(max_length=60, blank=True)
    # Who sees it
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.NETWORK)
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["category"], name="joint_staircase_category")]
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class JointVersion(models.Model):
    """One version of the steps. A new one is proposed, voted on and agreed; it touches future procurements alone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The network")
    joint = models.ForeignKey(JointStaircase, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=JointState, default=JointState.PROPOSED)
    steps = models.JSONField(help_text="In order: threshold as text, and months or an ISO day")
    on_extension = models.CharField(max_length=20)
    on_late_start = models.CharField(max_length=20)
    note = models.TextField(blank=True, help_text="What is new, and why")
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.NETWORK)
    proposed_by = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["joint", "number"], name="joint_version_once"),
            models.UniqueConstraint(
                fields=["joint"], condition=models.Q(state="agreed"), name="joint_version_agreed_once"
            ),
            models.UniqueConstraint(
                fields=["joint"], condition=models.Q(state="proposed"), name="joint_version_proposed_once"
            ),
            one_of("joint_version", "state", JointState),
        ]
        ordering = ["joint", "number"]

    def __str__(self) -> str:
        return f"{self.joint_id} v{self.number}"


class Vote(models.Model):
    """What one member says of a proposed version; it can be changed until the version is decided."""

    class Answer(models.TextChoices):
        """How a member votes."""

        YES = "yes", _("Yes")
        NO = "no", _("No")
        ABSTAINS = "abstains", _("Abstains")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The member")
    version = models.ForeignKey(JointVersion, on_delete=models.CASCADE, related_name="votes")
    answer = models.CharField(max_length=10, choices=Answer)
    comment = models.TextField(blank=True)
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.NETWORK)
    voted_by = models.CharField(max_length=200, blank=True)
    voted_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="vote_once_for_a_member")]
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.answer}"


class JointAdoption(models.Model):
    """How a member takes a joint staircase over: as it is, so many months later, or otherwise with a reason."""

    class Way(models.TextChoices):
        """How it is taken over."""

        AS_IT_IS = "as_it_is", _("As it is")
        LATER = "later", _("Later")
        OTHERWISE = "otherwise", _("Otherwise")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The member")
    joint = models.ForeignKey(JointStaircase, on_delete=models.CASCADE, related_name="adoptions")
    version = models.ForeignKey(JointVersion, on_delete=models.PROTECT, related_name="adoptions")
    way = models.CharField(max_length=10, choices=Way, default=Way.AS_IT_IS)
    months_later = models.PositiveSmallIntegerField(default=0)
    steps = models.JSONField(default=list, blank=True, help_text="Own steps, where it is done otherwise")
    reason = models.TextField(blank=True)
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.NETWORK)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["joint", "organisation"], name="joint_adoption_once_for_a_member")
        ]
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.way}"
