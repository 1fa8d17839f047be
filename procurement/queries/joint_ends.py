"""Joint steps that come after the end of a contract of those who follow, for each member: nothing asks for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from procurement.calculations.joint_staircase import LateStep, Way
from procurement.calculations.obligation_steps import ContractDays
from procurement.models import JointAdoption, JointStaircase, JointVersion, Procurement, ShownStaircase, Stage
from procurement.models import Staircase as StoredStaircase
from procurement.queries.joint_followed import Followed
from procurement.queries.signed_steps import longest_days, signed_steps
from procurement.queries.staircases import period_of


@dataclass(frozen=True, slots=True)
class _Ends:
    """What a staircase in sight follows, and the first (and planned) and last possible day of its contract."""

    member: int
    version: JointVersion
    months_later: int
    first: date
    last: date
    planned_first: date | None = None

    @property
    def late(self) -> list[LateStep]:
        return Followed(self.version, self.months_later).late(self.first, self.last, self.planned_first)


def late_by_member(
    joint: JointStaircase, taken: Iterable[JointAdoption | None], today: date
) -> dict[int, list[LateStep]]:
    """Return by member the joint steps that come after the end of one of its contracts in sight, each once.

    `taken` says how each member follows; of a neighbour's staircase nothing more is seen.
    """
    later = {each.organisation_id: each.months_later for each in taken if each and each.way == Way.LATER}
    found: dict[int, set[LateStep]] = {}
    for each in {**_shown(joint, later), **_own(joint, today)}.values():
        found.setdefault(each.member, set()).update(each.late)
    return {member: sorted(late, key=lambda each: (each.number, each.day)) for member, late in found.items() if late}


def _shown(joint: JointStaircase, later: Mapping[int, int]) -> dict[int, _Ends]:
    """Return by staircase what others show of theirs."""
    return {
        each.staircase_id: _Ends(
            each.organisation_id,
            each.joint_version,
            later.get(each.organisation_id, 0),
            each.first_day,
            each.last_day,
            each.planned_first_day,
        )
        for each in ShownStaircase.objects.filter(joint_version__joint=joint).select_related("joint_version__joint")
        if each.joint_version
    }


def _own(joint: JointStaircase, today: date) -> dict[int, _Ends]:
    """Return by staircase what stands in procurements in sight; once a contract is signed, its days count."""
    rising = StoredStaircase.objects.filter(joint_version__joint=joint, asked__removed_at=None)
    there = list(
        rising.exclude(asked__procurement__stage=Stage.STOPPED).select_related(
            "asked__procurement", "joint_version__joint"
        )
    )
    signed = signed_steps((each.asked_id for each in there), today)
    found = {}
    for each in there:
        days = longest_days(signed.get(each.asked_id, ())) or _planned(each.asked.procurement)
        if days and each.joint_version:
            period = days.period
            found[each.pk] = _Ends(
                each.organisation_id,
                each.joint_version,
                each.joint_months_later,
                period.first,
                period.last_possible,
                days.planned_first,
            )
    return found


def _planned(procurement: Procurement) -> ContractDays | None:
    return ContractDays(period) if (period := period_of(procurement)) else None
