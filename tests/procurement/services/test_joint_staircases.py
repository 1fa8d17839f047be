"""A network proposes steps, its members vote and take them over; each writes what is its own."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from foundation.access import open_access
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.calculations.joint_staircase import Way
from procurement.calculations.staircase import Step
from procurement.models import JointAdoption, JointStaircase, JointState, JointVersion, Vote
from procurement.queries.joint_staircases import (
    agreed_version,
    differences_of,
    joint_called,
    matrix_of,
    proposed_version,
)
from procurement.services.joint_staircases import (
    JointNotPossibleError,
    agree,
    drop,
    follow_no_longer,
    propose_joint_staircase,
    propose_version,
    take_over,
    vote,
)
from requirements_bank.models import RequirementVersion
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db

STEPS = (Step(Decimal(40), months=0), Step(Decimal(60), months=24))
HIGHER = (*STEPS, Step(Decimal(80), months=36))


@pytest.fixture
def requirement(cast: Cast) -> RequirementVersion:
    with open_access(access_for_work(cast.network.pk)):
        return make_published(cast.network, code="NET-010")


@pytest.fixture
def joint(cast: Cast, requirement: RequirementVersion) -> JointStaircase:
    with open_access(access_for_work(cast.network.pk)):
        return propose_joint_staircase(network=cast.network, title="Varelevering", requirement=requirement, steps=STEPS)


def votes(joint: JointStaircase, member: Organisation, answer: str) -> None:
    with open_access(access_for_work(member.pk)):
        vote(JointVersion.objects.get(joint=joint, state=JointState.PROPOSED), member=member, answer=answer)


def agreed(cast: Cast, joint: JointStaircase) -> JointVersion:
    votes(joint, cast.ekby, Vote.Answer.YES)
    with open_access(access_for_work(cast.network.pk)):
        return agree(joint.versions.get(state=JointState.PROPOSED))


def takes(
    joint: JointStaircase,
    member: Organisation,
    way: Way,
    *,
    months: int = 0,
    steps: Sequence[Step] = (),
    reason: str = "",
) -> JointAdoption:
    with open_access(access_for_work(member.pk)):
        return take_over(joint, member=member, way=way, months_later=months, steps=steps, reason=reason)


def test_members_see_vote_and_the_network_agrees(cast: Cast, joint: JointStaircase) -> None:
    votes(joint, cast.ekby, Vote.Answer.YES)
    votes(joint, cast.granby, Vote.Answer.ABSTAINS)
    with open_access(access_for_work(cast.network.pk)):
        version = agree(joint.versions.get())

    assert (version.state, version.number) == (JointState.AGREED, 1)
    with open_access(access_for_work(cast.granby.pk)):
        assert joint_called(joint.uuid) == joint
        assert agreed_version(joint) == version
        assert sorted(Vote.objects.values_list("organisation__slug", "answer")) == [
            ("ekby", "yes"),
            ("granby", "abstains"),
        ]


@pytest.mark.parametrize("answers", [(), ("yes", "no"), ("no",), ("abstains", "abstains")])
def test_nothing_is_agreed_without_more_yes_than_no(
    cast: Cast, joint: JointStaircase, answers: tuple[str, ...]
) -> None:
    for member, answer in zip((cast.ekby, cast.granby), answers, strict=False):
        votes(joint, member, answer)

    with open_access(access_for_work(cast.network.pk)), pytest.raises(JointNotPossibleError, match="say yes"):
        agree(joint.versions.get())


def test_the_last_vote_of_a_member_counts(cast: Cast, joint: JointStaircase) -> None:
    votes(joint, cast.ekby, Vote.Answer.NO)
    votes(joint, cast.ekby, Vote.Answer.YES)
    with open_access(access_for_work(cast.network.pk)):
        assert agree(joint.versions.get()).votes.count() == 1


def test_who_is_no_member_neither_sees_nor_votes(cast: Cast, joint: JointStaircase) -> None:
    stranger = make_organisation("utby", name="Utby kommun")
    version = joint.versions.model(joint=joint, pk=0)
    with open_access(access_for_work(stranger.pk)):
        assert joint_called(joint.uuid) is None
        assert not JointVersion.objects.exists()
    with open_access(access_for_work(cast.network.pk)):
        version = joint.versions.get()
        with pytest.raises(JointNotPossibleError, match="Only members of Fjordnett"):
            vote(version, member=cast.network, answer=Vote.Answer.YES)


def test_a_member_writes_no_neighbours_vote_and_changes_no_steps(cast: Cast, joint: JointStaircase) -> None:
    votes(joint, cast.granby, Vote.Answer.NO)
    with open_access(access_for_work(cast.ekby.pk)):
        assert Vote.objects.update(answer=Vote.Answer.YES) == 0
        assert JointVersion.objects.update(steps=[]) == 0
        assert JointStaircase.objects.update(title="Ours") == 0


def test_a_revision_replaces_what_was_agreed_and_leaves_adopters_where_they_are(
    cast: Cast, joint: JointStaircase
) -> None:
    first = agreed(cast, joint)
    takes(joint, cast.ekby, Way.AS_IT_IS)
    with open_access(access_for_work(cast.network.pk)):
        propose_version(joint, HIGHER, note="The market is ready")
    second = agreed(cast, joint)

    with open_access(access_for_work(cast.network.pk)):
        assert JointVersion.objects.get(pk=first.pk).state == JointState.REPLACED
        row = next(row for row in matrix_of(joint, second) if row.member == cast.ekby)
        assert (row.adoption and row.adoption.version, row.is_behind) == (first, True)
        assert [cell.threshold for cell in row.cells] == [40, 60, None], "it asks for what it took over"
    takes(joint, cast.ekby, Way.AS_IT_IS)
    with open_access(access_for_work(cast.network.pk)):
        assert JointAdoption.objects.get().version == second


def test_one_version_is_voted_on_at_a_time_and_can_be_dropped(cast: Cast, joint: JointStaircase) -> None:
    with open_access(access_for_work(cast.network.pk)):
        with pytest.raises(ConflictError, match="Decide it first"):
            propose_version(joint, HIGHER)
        drop(joint.versions.get())
        assert (proposed_version(joint), agreed_version(joint)) == (None, None)
        assert propose_version(joint, HIGHER).number == 2
        with pytest.raises(ConflictError, match="has been decided"):
            drop(joint.versions.get(number=1))


def test_a_matrix_shows_what_each_member_does(cast: Cast, joint: JointStaircase) -> None:
    version = agreed(cast, joint)
    takes(joint, cast.ekby, Way.LATER, months=6)
    own = (Step(Decimal(30), months=0),)
    takes(joint, cast.granby, Way.OTHERWISE, steps=own, reason="Few hauliers")

    with open_access(access_for_work(cast.ekby.pk)):
        rows = matrix_of(joint, version)
        assert [(row.member.slug, [cell.threshold for cell in row.cells], row.cells[0].months) for row in rows] == [
            ("ekby", [40, 60], 6),
            ("granby", [30, None], 0),
        ]
        assert [(each.first, each.spread) for each in differences_of(joint, rows, date(2027, 1, 1), 48)] == [
            (date(2027, 1, 1), Decimal(0)),
            (date(2027, 7, 1), Decimal(10)),
            (date(2029, 7, 1), Decimal(30)),
        ]


@pytest.mark.parametrize(
    ("way", "months", "steps", "reason"),
    [
        (Way.LATER, 0, (), ""),
        (Way.OTHERWISE, 0, (), "Few hauliers"),
        (Way.OTHERWISE, 0, STEPS, ""),
        (Way.OTHERWISE, 0, (Step(Decimal(400), months=0),), "Few hauliers"),
    ],
)
def test_what_lacks_is_told_and_nothing_is_taken_over(
    cast: Cast, joint: JointStaircase, way: Way, months: int, steps: Sequence[Step], reason: str
) -> None:
    agreed(cast, joint)
    with pytest.raises(JointNotPossibleError) as refused:
        takes(joint, cast.ekby, way, months=months, steps=steps, reason=reason)

    assert refused.value.problems
    with open_access(access_for_work(cast.ekby.pk)):
        assert not JointAdoption.objects.exists()


def test_nothing_is_taken_over_before_it_is_agreed(cast: Cast, joint: JointStaircase) -> None:
    with pytest.raises(JointNotPossibleError, match="Nothing is agreed"):
        takes(joint, cast.ekby, Way.AS_IT_IS)


def test_a_member_can_leave(cast: Cast, joint: JointStaircase) -> None:
    agreed(cast, joint)
    takes(joint, cast.ekby, Way.AS_IT_IS)
    with open_access(access_for_work(cast.ekby.pk)):
        follow_no_longer(joint, member=cast.ekby)
        assert not JointAdoption.objects.exists()


def test_only_networks_agree_and_only_on_what_can_rise(cast: Cast, requirement: RequirementVersion) -> None:
    with open_access(access_for_work(cast.ekby.pk)), pytest.raises(JointNotPossibleError, match="Only a purchasing"):
        propose_joint_staircase(network=cast.ekby, title="Ours", requirement=requirement, steps=STEPS)
    with open_access(access_for_work(cast.network.pk)):
        plain = make_published(cast.network, measure=None)
        with pytest.raises(JointNotPossibleError, match="no threshold"):
            propose_joint_staircase(network=cast.network, title="Varelevering", requirement=plain, steps=STEPS)


def test_steps_of_mixed_kinds_are_compared_where_they_can_be(cast: Cast, requirement: RequirementVersion) -> None:
    mixed = (Step(Decimal(40), months=0), Step(Decimal(60), day=date(2028, 1, 1)), Step(Decimal(50), months=0))
    with open_access(access_for_work(cast.network.pk)), pytest.raises(JointNotPossibleError) as refused:
        propose_joint_staircase(network=cast.network, title="Varelevering", requirement=requirement, steps=mixed)

    assert [(problem.code, problem.place) for problem in refused.value.problems] == [("not_higher", "step 3")]
