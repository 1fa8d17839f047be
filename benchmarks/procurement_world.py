"""A network of 50 members, each with 200 steps on 20 requirements of the bank, shown to everybody; the same every time.

Twenty joint staircases are agreed, and every member has taken each of them over: as it is, later, or otherwise.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from foundation.postgres.owner import as_owner
from organisations.models import Membership, NetworkMembership, Organisation, Role, User
from procurement.calculations.contract_period import ContractPeriod, months_later
from procurement.models import (
    AskedRequirement,
    JointAdoption,
    JointStaircase,
    JointState,
    JointVersion,
    Procurement,
    ShownStaircase,
    Staircase,
    StaircaseStep,
)
from procurement.queries.staircases import dated_steps, unit_of
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Direction, RequirementContent
from requirements_bank.models import RequirementVersion, SeenBy, State
from requirements_bank.services.load_shipped import load_shipped_bank

MEMBERS, REQUIREMENTS, STEPS = 50, 20, 10
CATEGORY = "transport.passenger"
FIRST, MONTHS = date(2027, 1, 1), 120


@dataclass(frozen=True, slots=True)
class ProcurementWorld:
    """Whose pages are opened: a member with its officer, its procurement, and one joint staircase of its network."""

    member: Organisation
    officer: User
    procurement: Procurement
    joint: JointStaircase


def make_procurement_world() -> ProcurementWorld:
    """Fill the database with the network, its joint staircases, and what its members ask for."""
    load_shipped_bank()
    with as_owner(), transaction.atomic():
        network = _organisation("steps-network", "Trappenettverket", Organisation.Kind.NETWORK, 0)
        members = [
            _organisation(f"steps-{number}", f"Kommune {number:02}", Organisation.Kind.MUNICIPALITY, number)
            for number in range(1, MEMBERS + 1)
        ]
        NetworkMembership.objects.bulk_create([NetworkMembership(network=network, member=each) for each in members])
        asked = _requirements()
        joints = [_joint(network, version, content) for version, content in asked]
        procurements = [_procurement(member, place, asked, joints) for place, member in enumerate(members)]
        officer = User.objects.create_user("steps@bench.example", "Officer", None)
        Membership.objects.create(user=officer, organisation=members[0], role=Role.OFFICER)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return ProcurementWorld(members[0], officer, procurements[0], joints[0])


def _organisation(slug: str, name: str, kind: str, number: int) -> Organisation:
    return Organisation.objects.create(
        slug=slug,
        name=name,
        kind=kind,
        country=Organisation.Country.NORWAY,
        chart=Organisation.Chart.KOSTRA,
        number=f"8{number:08d}",
    )


def _requirements() -> list[tuple[RequirementVersion, RequirementContent]]:
    """Return the first requirements of the shipped bank that can rise."""
    published = RequirementVersion.objects.filter(state=State.PUBLISHED, organisation=None).select_related(
        "requirement"
    )
    read = ((each, content_of(each.content, each.content_hash)) for each in published.order_by("requirement__code"))
    rising = [(version, content) for version, content in read if content.measure and content.measure.direction]
    return [rising[place % len(rising)] for place in range(REQUIREMENTS)]


def _thresholds(content: RequirementContent, delay: int = 0) -> list[tuple[Decimal, int]]:
    """Return rising thresholds and their months; `delay` makes them later."""
    rises = content.measure is None or content.measure.direction is Direction.AT_LEAST
    return [
        (Decimal(5 + 9 * step) if rises else Decimal(95 - 9 * step), delay + 11 * step if step else delay)
        for step in range(STEPS)
    ]


def _joint(network: Organisation, version: RequirementVersion, content: RequirementContent) -> JointStaircase:
    measure = content.measure
    joint = JointStaircase.objects.create(
        organisation=network,
        title=f"Felles {content.code}",
        requirement=version,
        code=content.code,
        topic=content.topic,
        unit=unit_of(measure) if measure else "",
        direction=measure.direction.value if measure and measure.direction else "",
        category=CATEGORY,
        seen_by=SeenBy.PUBLIC,
    )
    JointVersion.objects.create(
        organisation=network,
        joint=joint,
        number=1,
        state=JointState.AGREED,
        steps=[{"threshold": str(share), "months": months} for share, months in _thresholds(content)],
        on_extension=Staircase.OnExtension.STEPS_GO_ON,
        on_late_start=Staircase.OnLateStart.FROM_ACTUAL_START,
        seen_by=SeenBy.PUBLIC,
    )
    return joint


def _procurement(
    member: Organisation,
    place: int,
    asked: list[tuple[RequirementVersion, RequirementContent]],
    joints: list[JointStaircase],
) -> Procurement:
    """Return a member's procurement that asks for everything, each in ten steps, half of the members later."""
    procurement = Procurement.objects.create(
        organisation=member,
        title=f"Transport {place}",
        country="NO",
        category=CATEGORY,
        first_day=months_later(FIRST, place % 12),
        months=MONTHS,
    )
    delay = 6 * (place % 2)
    for number, ((version, content), joint) in enumerate(zip(asked, joints, strict=True)):
        _rise(procurement, number, version, content, joint, delay)
        JointAdoption.objects.create(
            organisation=member,
            joint=joint,
            version=joint.versions.get(),
            way=JointAdoption.Way.LATER if delay else JointAdoption.Way.AS_IT_IS,
            months_later=delay,
            seen_by=SeenBy.PUBLIC,
        )
    return procurement


def _rise(
    procurement: Procurement,
    number: int,
    version: RequirementVersion,
    content: RequirementContent,
    joint: JointStaircase,
    delay: int,
) -> None:
    asked = AskedRequirement.objects.create(
        organisation=procurement.organisation,
        procurement=procurement,
        version=version,
        code=content.code,
        title=f"{content.code} {number}",
        position=number,
    )
    stairs = Staircase.objects.create(
        organisation=procurement.organisation,
        asked=asked,
        seen_by=SeenBy.PUBLIC,
        joint_version=joint.versions.get(),
        joint_months_later=delay,
    )
    StaircaseStep.objects.bulk_create(
        StaircaseStep(
            organisation=procurement.organisation, staircase=stairs, position=place, threshold=share, months=months
        )
        for place, (share, months) in enumerate(_thresholds(content, delay), start=1)
    )
    _show(procurement, stairs, content, joint)


def _show(procurement: Procurement, stairs: Staircase, content: RequirementContent, joint: JointStaircase) -> None:
    period = ContractPeriod(procurement.first_day or FIRST, MONTHS)
    ShownStaircase.objects.create(
        organisation=procurement.organisation,
        staircase=stairs,
        seen_by=SeenBy.PUBLIC,
        code=content.code,
        topic=content.topic,
        category=CATEGORY,
        country="NO",
        unit=joint.unit,
        direction=joint.direction,
        first_day=period.first,
        last_day=period.last,
        joint_version_id=stairs.joint_version_id,
        steps=[
            {
                "number": step.number,
                "threshold": str(step.threshold),
                "first": step.first.isoformat(),
                "last": step.last.isoformat(),
                "option": step.option,
            }
            for step in dated_steps(stairs, content, period)
        ],
    )
