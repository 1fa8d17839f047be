"""Joint staircases that a procurement follows, or could: those that its lead has taken over on the same measure."""

from dataclasses import dataclass
from uuid import UUID

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.joint_staircase import Adoption, Way, adopted, steps_that_differ, within
from procurement.calculations.staircase import Staircase, Step
from procurement.models import JointAdoption, JointState, JointVersion, Procurement
from procurement.models import Staircase as StoredStaircase
from procurement.queries.joint_staircases import as_adoption, as_staircase
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
