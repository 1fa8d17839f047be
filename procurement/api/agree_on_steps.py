"""What members and their network do with a joint staircase: vote, decide, revise, take over, and leave."""

from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import WordsText, YesOrNo
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.errors import ConflictError
from procurement.api.body_examples import OTHERWISE, shown_by
from procurement.api.fields import FreeText
from procurement.api.joint_output import JointDetail
from procurement.api.joint_staircases import LONGEST, OneJointView, joint_answer
from procurement.api.procurement_view import WRITING
from procurement.api.staircase_input import StepInput, simple_steps
from procurement.calculations.joint_staircase import Way
from procurement.calculations.staircase import OnExtension, OnLateStart
from procurement.models import JointAdoption, JointVersion, Staircase, Vote
from procurement.queries.joint_staircases import proposed_version
from procurement.services import joint_staircases as services

LATEST_MONTHS = 240


class RevisionInput(Input):
    """A new version of the steps."""

    steps = StepInput(many=True)
    note = WordsText(max_length=LONGEST, help_text="What is new, and why.")
    on_extension = serializers.ChoiceField(choices=Staircase.OnExtension.values, default="steps_go_on")
    on_late_start = serializers.ChoiceField(choices=Staircase.OnLateStart.values, default="from_actual_start")


class VoteInput(Input):
    """What the member says."""

    version = serializers.UUIDField(help_text="The proposed version that was read.")
    answer = serializers.ChoiceField(choices=Vote.Answer.values)
    comment = FreeText(max_length=LONGEST, required=False, default="")


class JointDecisionInput(Input):
    """What the network decides."""

    version = serializers.UUIDField(help_text="The proposed version that was read.")
    accepted = YesOrNo(help_text="Agreed, or else dropped.")


@shown_by(OTHERWISE)
class TakeOverInput(Input):
    """How the member follows the agreed steps."""

    way = serializers.ChoiceField(choices=JointAdoption.Way.values)
    months_later = serializers.IntegerField(
        min_value=0, max_value=LATEST_MONTHS, required=False, default=0, help_text="Where it follows later."
    )
    steps = StepInput(many=True, required=False, default=list, help_text="Its own, where it does otherwise.")
    reason = FreeText(max_length=LONGEST, required=False, default="", help_text="Neighbours see it.")


class JointVersionsView(OneJointView):
    """New versions of a joint staircase."""

    needs = {"POST": WRITING}
    of_network = True

    @operation("Propose a new version of joint steps", output=JointDetail, status=201, body=RevisionInput)
    def post(self, joint: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Only its network does. Members vote on one version at a time; what is agreed holds meanwhile."""
        services.propose_version(
            self.found,
            simple_steps(self.sent["steps"]),
            note=self.sent["note"],
            on_extension=OnExtension(self.sent["on_extension"]),
            on_late_start=OnLateStart(self.sent["on_late_start"]),
        )
        return joint_answer(self.found, status=201)


class ProposedView(OneJointView):
    """Something done with the version that is proposed."""

    def proposed(self) -> JointVersion:
        """Return the version that was read; ConflictError where another, or none, is being voted on."""
        found = proposed_version(self.found)
        if found is None or found.uuid != self.sent["version"]:
            raise ConflictError(_("This version is not being voted on. Read the joint staircase again."))
        return found


class VoteView(ProposedView):
    """A member's vote."""

    needs = {"PUT": WRITING}

    @operation("Vote on joint steps", output=JointDetail, body=VoteInput)
    def put(self, joint: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Only members of the network vote. It can be changed until the version is decided."""
        sent = self.sent
        services.vote(self.proposed(), member=self.organisation, answer=sent["answer"], comment=sent["comment"])
        return joint_answer(self.found)


class JointDecisionView(ProposedView):
    """The network's decision."""

    needs = {"POST": WRITING}
    of_network = True

    @operation("Decide about joint steps", output=JointDetail, body=JointDecisionInput)
    def post(self, joint: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Agreed where more members say yes than no; dropped, what was agreed before stays. Once and for all."""
        decide = services.agree if self.sent["accepted"] else services.drop
        decide(self.proposed())
        return joint_answer(self.found)


class JointAdoptionView(OneJointView):
    """How a member follows the agreed steps."""

    needs = {"PUT": WRITING, "DELETE": WRITING}

    @operation("Take joint steps over", output=JointDetail, body=TakeOverInput)
    def put(self, joint: UUID) -> Response:  # noqa: ARG002 - looked up already
        """As they are, later, or otherwise with a reason; it replaces what the member did before."""
        said = {**self.sent, "way": Way(self.sent["way"]), "steps": simple_steps(self.sent["steps"])}
        services.take_over(self.found, member=self.organisation, **said)
        return joint_answer(self.found)

    @operation("Follow joint steps no longer", output=JointDetail)
    def delete(self, joint: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Sent again, nothing changes."""
        services.follow_no_longer(self.found, member=self.organisation)
        return joint_answer(self.found)
