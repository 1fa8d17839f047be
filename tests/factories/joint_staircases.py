"""Joint staircases of the tests' networks; each function opens the access that it needs."""

from collections.abc import Sequence
from decimal import Decimal

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.calculations.staircase import Step
from procurement.models import JointStaircase, JointState, Vote
from procurement.services.joint_staircases import agree, propose_joint_staircase, vote
from tests.factories.bank import make_published

STEPS = (Step(Decimal(40), months=0), Step(Decimal(60), months=24))


def make_joint(
    network: Organisation, *, seen_by: str = "network", steps: Sequence[Step] = STEPS, code: str | None = None
) -> JointStaircase:
    """A joint staircase whose first version is proposed."""
    with open_access(access_for_work(network.pk)):
        requirement = make_published(network, code=code)
        return propose_joint_staircase(
            network=network, title="Varelevering", requirement=requirement, steps=steps, seen_by=seen_by
        )


def agree_on(joint: JointStaircase, *members: Organisation) -> None:
    """Let these members say yes, and the network agree."""
    for member in members:
        with open_access(access_for_work(member.pk)):
            vote(joint.versions.get(state=JointState.PROPOSED), member=member, answer=Vote.Answer.YES)
    with open_access(access_for_work(joint.organisation_id)):
        agree(joint.versions.get(state=JointState.PROPOSED))
