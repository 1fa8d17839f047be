"""Joint staircases in sight, their versions as the calculations take them, and the matrix of members and steps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from organisations.models import Organisation
from organisations.queries.networks import members_of
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.joint_staircase import Adoption, Cell, Difference, Way, adopted, row_of, times_apart
from procurement.calculations.staircase import OnExtension, OnLateStart, Staircase, Step, steps_in_force
from procurement.models import JointAdoption, JointStaircase, JointState, JointVersion, ShownStaircase, Stage
from procurement.models import Staircase as StoredStaircase
from requirements_bank.calculations.requirement import Direction


@dataclass(frozen=True, slots=True)
class Row:
    """One member of the matrix: what it has taken over, if anything, and its steps beside the joint ones.

    `procurements` holds the number of the version for each staircase in sight that follows the joint one.
    """

    member: Organisation
    adoption: JointAdoption | None
    cells: list[Cell]
    procurements: tuple[int, ...] = ()

    @property
    def is_behind(self) -> bool:
        """Whether it stands on a version that another has replaced."""
        return self.adoption is not None and self.adoption.version.state == JointState.REPLACED


def joint_staircases() -> QuerySet[JointStaircase]:
    """Return the joint staircases in sight."""
    return JointStaircase.objects.select_related("organisation").order_by("title", "pk")


def joint_called(uuid: UUID) -> JointStaircase | None:
    """Return the joint staircase with this id, if the reader sees it."""
    return joint_staircases().filter(uuid=uuid).first()


def versions_of(joint: JointStaircase) -> list[JointVersion]:
    """Return its versions, the newest first, each with its votes."""
    return list(joint.versions.prefetch_related("votes__organisation").order_by("-number"))


def agreed_version(joint: JointStaircase) -> JointVersion | None:
    """Return the version that is agreed."""
    return joint.versions.filter(state=JointState.AGREED).first()


def proposed_version(joint: JointStaircase) -> JointVersion | None:
    """Return the version that is being voted on."""
    return joint.versions.filter(state=JointState.PROPOSED).first()


def steps_said(said: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Return stored steps as the calculations take them."""
    return tuple(
        Step(
            Decimal(step["threshold"]),
            months=step.get("months"),
            day=date.fromisoformat(step["day"]) if step.get("day") else None,
        )
        for step in said
    )


def steps_to_store(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return steps as they are stored."""
    return [
        {
            "threshold": format(step.threshold.normalize(), "f"),
            **({"months": step.months} if step.day is None else {"day": step.day.isoformat()}),
        }
        for step in steps
    ]


def as_staircase(version: JointVersion, joint: JointStaircase) -> Staircase:
    """Return a version of a joint staircase as the calculations take it."""
    return Staircase(
        direction=Direction(joint.direction),
        steps=steps_said(version.steps),
        on_extension=OnExtension(version.on_extension),
        on_late_start=OnLateStart(version.on_late_start),
    )


def as_adoption(adoption: JointAdoption) -> Adoption:
    """Return what a member does as the calculations take it."""
    return Adoption(Way(adoption.way), adoption.months_later, steps_said(adoption.steps), adoption.reason)


def matrix_of(joint: JointStaircase, version: JointVersion) -> list[Row]:
    """Return a row for each of the network's members of today by name, whether it has taken the steps over or not."""
    known = {
        each.organisation_id: each
        for each in JointAdoption.objects.filter(joint=joint).select_related("version", "organisation")
    }
    staircase = as_staircase(version, joint)
    procurements = versions_followed(joint)
    return [
        Row(
            each.organisation,
            taken := known.get(each.organisation.pk),
            _cells(staircase, joint, taken),
            tuple(procurements.get(each.organisation.pk, ())),
        )
        for each in members_of(joint.organisation)
    ]


def _cells(staircase: Staircase, joint: JointStaircase, taken: JointAdoption | None) -> list[Cell]:
    """Return a member's steps, of the version that it has taken over, beside those of the version shown."""
    if taken is None:
        return row_of(staircase, None)
    return row_of(staircase, as_adoption(taken), as_staircase(taken.version, joint))


def differences_of(joint: JointStaircase, rows: Sequence[Row], first: date, months: int) -> list[Difference]:
    """Return when members that have taken the steps over ask different things in contracts that begin on one day."""
    period = ContractPeriod(first, months)
    asked = {
        row.member.name: steps_in_force(
            adopted(as_staircase(row.adoption.version, joint), as_adoption(row.adoption)), period
        )
        for row in rows
        if row.adoption
    }
    return times_apart(asked, period.first, period.last) if len(asked) > 1 else []


def versions_followed(joint: JointStaircase) -> dict[int, list[int]]:
    """Return by member the numbers of the versions that its procurements follow, one for each staircase in sight."""
    own = StoredStaircase.objects.filter(joint_version__joint=joint, asked__removed_at=None)
    shown = ShownStaircase.objects.filter(joint_version__joint=joint)
    of_neighbours = shown.values_list("staircase_id", "organisation_id", "joint_version__number")
    of_own = own.exclude(asked__procurement__stage=Stage.STOPPED)
    found = {pk: (member, number) for pk, member, number in of_neighbours}
    found |= {
        pk: (member, number)
        for pk, member, number in of_own.values_list("pk", "organisation_id", "joint_version__number")
    }
    by_member: dict[int, list[int]] = {}
    for member, number in found.values():
        by_member.setdefault(member, []).append(number)
    return by_member
