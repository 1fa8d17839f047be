"""Agree on steps in a network: propose, vote, decide, and take over."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError
from foundation.problems import Problem
from foundation.typed_reasons import reason_of
from organisations.models import Organisation
from organisations.queries.networks import members_of
from procurement.calculations.joint_staircase import Way, problems_of_adoption
from procurement.calculations.staircase import OnExtension, OnLateStart, Staircase, Step
from procurement.calculations.staircase_check import problems_of_steps
from procurement.models import JointAdoption, JointStaircase, JointState, JointVersion, Vote
from procurement.queries.joint_staircases import as_adoption, steps_to_store
from procurement.queries.staircases import bounds_of, unit_of
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Direction
from requirements_bank.models import RequirementVersion, SeenBy, State


class JointNotPossibleError(DomainError):
    """Something cannot be done with a joint staircase; `problems` say what is wrong with its steps, if that is it."""

    def __init__(self, message: object, *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@transaction.atomic
def propose_joint_staircase(
    *,
    network: Organisation,
    title: str,
    requirement: RequirementVersion,
    steps: Sequence[Step],
    description: str = "",
    category: str = "",
    seen_by: str = SeenBy.NETWORK,
) -> JointStaircase:
    """Return a new joint staircase of the network with its first version proposed.

    Raises JointNotPossibleError for who is no network, without a name, and for a requirement without a threshold or
    steps that do not rise.
    """
    if not network.is_network:
        raise JointNotPossibleError(_("Only a purchasing network agrees on joint staircases."))
    if not title.strip():
        raise JointNotPossibleError(_("Give the joint staircase a name."))
    content = content_of(requirement.content, requirement.content_hash)
    if requirement.state != State.PUBLISHED or content.measure is None or content.measure.direction is None:
        sentence = _("%(code)s has no threshold that could rise.")
        raise JointNotPossibleError(sentence % {"code": requirement.requirement.code})
    joint = JointStaircase.objects.create(
        organisation=network,
        title=title.strip(),
        description=description.strip(),
        requirement=requirement,
        code=content.code,
        topic=content.topic,
        unit=unit_of(content.measure),
        direction=content.measure.direction.value,
        category=category,
        seen_by=seen_by,
        made_by=current_actor().name,
    )
    propose_version(joint, steps)
    return joint


@transaction.atomic
def propose_version(
    joint: JointStaircase,
    steps: Sequence[Step],
    *,
    note: str = "",
    on_extension: OnExtension = OnExtension.STEPS_GO_ON,
    on_late_start: OnLateStart = OnLateStart.FROM_ACTUAL_START,
) -> JointVersion:
    """Return a new version to vote on. Raises JointNotPossibleError with what is wrong with its steps.

    Raises ConflictError while another is voted on: there is one at a time.
    """
    _hold(joint)
    if joint.versions.filter(state=JointState.PROPOSED).exists():
        raise ConflictError(_("A version is being voted on already. Decide it first."))
    _check_steps(joint, steps)
    version = JointVersion.objects.create(
        organisation_id=joint.organisation_id,
        joint=joint,
        number=(joint.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        steps=steps_to_store(steps),
        on_extension=on_extension,
        on_late_start=on_late_start,
        note=note.strip(),
        seen_by=joint.seen_by,
        proposed_by=current_actor().name,
    )
    record_change(kind="procurement.joint_staircase", action="proposed", **_about(joint, version=version.number))
    return version


@transaction.atomic
def vote(version: JointVersion, *, member: Organisation, answer: str, comment: str = "") -> Vote:
    """Return what the member says of a proposed version; voted again, the last counts.

    Raises JointNotPossibleError for who is no member, and ConflictError where the version is decided already.
    """
    joint = _hold(version.joint)
    if JointVersion.objects.get(pk=version.pk).state != JointState.PROPOSED:
        raise ConflictError(_("This version has been decided. Load the page again."))
    _check_member(joint, member)
    given, _made = Vote.objects.update_or_create(
        version=version,
        organisation=member,
        defaults={
            "answer": answer,
            "comment": comment.strip(),
            "seen_by": _within_the_network(joint),
            "voted_by": current_actor().name,
        },
    )
    about = _about(joint, version=version.number) | {"organisation_id": member.pk}
    record_change(kind="procurement.joint_staircase", action="voted", **about)
    return given


@transaction.atomic
def agree(version: JointVersion) -> JointVersion:
    """Return the version, agreed: more members said yes than no. The one before is replaced.

    Raises JointNotPossibleError where no more said yes than no, and ConflictError where the version is decided
    already.
    """
    joint = _hold(version.joint)
    version = JointVersion.objects.select_related("joint").get(pk=version.pk)
    if version.state != JointState.PROPOSED:
        raise ConflictError(_("This version has been decided. Load the page again."))
    answers = list(version.votes.values_list("answer", flat=True))
    yes, no = answers.count(Vote.Answer.YES), answers.count(Vote.Answer.NO)
    if yes <= no:
        sentence = _("More members have to say yes than no: %(yes)s say yes, %(no)s say no.")
        raise JointNotPossibleError(sentence % {"yes": yes, "no": no})
    joint.versions.filter(state=JointState.AGREED).update(state=JointState.REPLACED)
    return _decided(version, JointState.AGREED, "agreed")


@transaction.atomic
def drop(version: JointVersion) -> JointVersion:
    """Return the proposed version, dropped; what was agreed before stays.

    Raises ConflictError where the version is decided already.
    """
    _hold(version.joint)
    version = JointVersion.objects.select_related("joint").get(pk=version.pk)
    if version.state != JointState.PROPOSED:
        raise ConflictError(_("This version has been decided. Load the page again."))
    return _decided(version, JointState.DROPPED, "dropped")


@transaction.atomic
def take_over(
    joint: JointStaircase,
    *,
    member: Organisation,
    way: Way,
    months_later: int = 0,
    steps: Sequence[Step] = (),
    reason: str = "",
) -> JointAdoption:
    """Return how the member takes the agreed version over, from now on; JointNotPossibleError tells what lacks."""
    joint = _hold(joint)
    _check_member(joint, member)
    version = joint.versions.filter(state=JointState.AGREED).first()
    if version is None:
        raise JointNotPossibleError(_("Nothing is agreed yet. Vote first."))
    if way is Way.OTHERWISE and steps:
        _check_steps(joint, steps)
    taken = JointAdoption(
        organisation=member,
        joint=joint,
        version=version,
        way=way,
        months_later=months_later if way is Way.LATER else 0,
        steps=steps_to_store(steps) if way is Way.OTHERWISE else [],
        reason=reason_of(reason),
        seen_by=joint.seen_by,
        decided_by=current_actor().name,
    )
    if problems := tuple(problems_of_adoption(as_adoption(taken))):
        sentence = _("Say how much later, or which steps instead and why.")
        raise JointNotPossibleError(sentence, problems=problems)
    JointAdoption.objects.filter(joint=joint, organisation=member).delete()
    taken.save()
    record_change(
        kind="procurement.joint_staircase", action="taken_over", **_about(joint) | {"organisation_id": member.pk}
    )
    return taken


@transaction.atomic
def follow_no_longer(joint: JointStaircase, *, member: Organisation) -> None:
    """Let the member follow the joint steps no longer."""
    gone, _kinds = JointAdoption.objects.filter(joint=joint, organisation=member).delete()
    if gone:
        record_change(
            kind="procurement.joint_staircase", action="left", **_about(joint) | {"organisation_id": member.pk}
        )


def _decided(version: JointVersion, state: JointState, action: str) -> JointVersion:
    version.state, version.decided_by, version.decided_at = state, current_actor().name, timezone.now()
    version.save()
    record_change(kind="procurement.joint_staircase", action=action, **_about(version.joint, version=version.number))
    return version


def _hold(joint: JointStaircase) -> JointStaircase:
    """Return the joint staircase, locked where it may be written: a member reads it only."""
    locked = JointStaircase.objects.select_for_update(of=("self",)).filter(pk=joint.pk).first()
    return locked or JointStaircase.objects.select_related("organisation").get(pk=joint.pk)


def _check_member(joint: JointStaircase, member: Organisation) -> None:
    if member.pk not in {each.organisation.pk for each in members_of(joint.organisation)}:
        sentence = _("Only members of %(network)s do this.")
        raise JointNotPossibleError(sentence % {"network": joint.organisation.name})


def _check_steps(joint: JointStaircase, steps: Sequence[Step]) -> None:
    low, high = bounds_of(content_of(joint.requirement.content, joint.requirement.content_hash))
    planned = Staircase(Direction(joint.direction), tuple(steps), low=low, high=high)
    if wrong := tuple(problem for problem in problems_of_steps(planned) if problem.is_error):
        sentence = _("The steps cannot stand like this: %(count)s things are wrong.")
        raise JointNotPossibleError(sentence % {"count": len(wrong)}, problems=wrong)


def _within_the_network(joint: JointStaircase) -> str:
    """Return who sees a vote: the network, also where everybody sees the steps."""
    return SeenBy.NETWORK if joint.seen_by != SeenBy.OWN else SeenBy.OWN


def _about(joint: JointStaircase, **summary: object) -> dict[str, Any]:
    return {
        "organisation_id": joint.organisation_id,
        "object_id": joint.uuid,
        "summary": {"title": joint.title, **summary},
    }
