"""Joint staircases that a procurement follows, or could: those that its lead has taken over on the same measure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.joint_staircase import Adoption, LateStep, Way, adopted, beyond, steps_that_differ, within
from procurement.calculations.staircase import OnLateStart, Staircase, Step
from procurement.models import Contract, JointAdoption, JointState, JointVersion, Procurement
from procurement.models import Staircase as StoredStaircase
from procurement.queries.contracts import days_of
from procurement.queries.joint_staircases import as_adoption, as_staircase
from procurement.queries.signed_contracts import OF_AWARD
from procurement.queries.staircases import period_of, unit_of
from requirements_bank.calculations.requirement import RequirementContent


@dataclass(frozen=True, slots=True)
class Followed:
    """How a staircase follows a version of a joint one: so many months later, and why it differs where it does."""

    version: JointVersion
    months_later: int = 0
    reason: str = ""

    @property
    def agreed(self) -> Staircase:
        """The joint steps as they are agreed, so many months later."""
        joint = as_staircase(self.version, self.version.joint)
        return adopted(joint, Adoption(Way.LATER, self.months_later)) if self.months_later else joint

    def differing(self, steps: tuple[Step, ...], period: ContractPeriod) -> list[int]:
        """Return the numbers of the steps that are not as agreed, in a contract that may be too short for all."""
        return steps_that_differ(within(self.agreed, period), steps)

    def late(self, first: date, last_possible: date, planned_first: date | None = None) -> list[LateStep]:
        """Return the joint steps that come after the last possible day of a contract, which they do not bind."""
        is_planned = self.agreed.on_late_start is OnLateStart.FROM_PLANNED_START
        return beyond(self.agreed, (is_planned and planned_first) or first, last_possible)


@dataclass(frozen=True, slots=True)
class Offered:
    """A joint staircase to begin with: how its organisation follows it, and with which steps of those that fit in."""

    followed: Followed
    steps: tuple[Step, ...]


def version_called(uuid: UUID) -> JointVersion | None:
    """Return the version with this id, if the reader sees it."""
    return JointVersion.objects.filter(uuid=uuid).select_related("joint__organisation").first()


def followed_by(stairs: StoredStaircase) -> Followed | None:
    """Return what a stored staircase follows; nothing where that is out of the reader's sight."""
    if stairs.joint_version_id is None:
        return None
    found = JointVersion.objects.filter(pk=stairs.joint_version_id).select_related("joint__organisation").first()
    return Followed(found, stairs.joint_months_later, stairs.joint_reason) if found else None


def late_steps(contract: Contract, asked: Iterable[int | None]) -> dict[int, list[LateStep]]:
    """Return by the key of what is asked the joint steps in sight that come after the end of the contract."""
    days = days_of(contract) if contract.kind in OF_AWARD else None
    if days is None:
        return {}
    rising = StoredStaircase.objects.filter(asked__in=[key for key in asked if key]).exclude(joint_version=None)
    found = {each.asked_id: followed_by(each) for each in rising}
    first, last = days.period.first, days.period.last_possible
    late = {key: each.late(first, last, days.planned_first) for key, each in found.items() if each}
    return {key: steps for key, steps in late.items() if steps}


def offered_to(procurement: Procurement, content: RequirementContent) -> list[Offered]:
    """Return the joint staircases on the same measure that the procurement's lead has taken over, by title."""
    measure, period = content.measure, period_of(procurement)
    if measure is None or measure.direction is None or period is None:
        return []
    taken = JointAdoption.objects.filter(
        organisation=procurement.organisation_id,
        joint__topic=content.topic,
        joint__unit=unit_of(measure),
        joint__direction=measure.direction.value,
    )
    return [
        Offered(
            Followed(each.version, each.months_later, each.reason),
            within(adopted(as_staircase(each.version, each.joint), as_adoption(each)), period).steps,
        )
        for each in taken.select_related("joint", "version__joint__organisation").order_by("joint__title", "pk")
    ]


def newer_agreed(version: JointVersion) -> JointVersion | None:
    """Return the version that is agreed since, None where this one still is, or nothing newer."""
    newer = JointVersion.objects.filter(joint=version.joint_id, state=JointState.AGREED, number__gt=version.number)
    return newer.first()
