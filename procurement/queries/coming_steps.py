"""What public buyers will ask for in a category, where and when: what anyone may see, for suppliers that plan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procurement.calculations.joint_staircase import adopted
from procurement.calculations.staircase import StepInForce
from procurement.models import JointAdoption, JointState, JointVersion, ShownStaircase
from procurement.queries.joint_staircases import as_adoption, as_staircase
from procurement.queries.staircases import held_steps
from requirements_bank.models import RequirementVersion, SeenBy, State


@dataclass(frozen=True, slots=True)
class Coming:
    """What one buyer asks for on one requirement: steps with days in a planned contract, or months in any other."""

    buyer: str
    country: str
    category: str
    code: str
    topic: str
    unit: str
    direction: str
    dated: tuple[StepInForce, ...] = ()
    by_month: tuple[tuple[Decimal, int | None, date | None], ...] = ()
    network: str = ""

    def is_over(self, today: date) -> bool:
        """Whether the contract has ended."""
        return bool(self.dated) and self.dated[-1].last < today


def coming_steps(category: str = "", today: date | None = None) -> list[Coming]:
    """Return what is shown to everybody in a category, all of them where none is named, by requirement and buyer."""
    everything = [*_planned(), *_joint()]
    area = category.partition(".")[0]
    fitting = (
        each
        for each in everything
        if not category or each.category == category or (category == area and each.category.startswith(f"{area}."))
    )
    running = (each for each in fitting if today is None or not each.is_over(today))
    return sorted(
        running, key=lambda each: (each.code, each.buyer, each.network, each.dated[:1] and each.dated[0].first)
    )


def categories_coming(those: Iterable[Coming]) -> dict[str, int]:
    """Return how many are shown in each category, by code."""
    found: dict[str, int] = {}
    for each in those:
        if each.category:
            found[each.category] = found.get(each.category, 0) + 1
    return dict(sorted(found.items()))


def titles_of(codes: Iterable[str]) -> dict[str, RequirementVersion]:
    """Return by code the published requirement in sight; the shipped one first."""
    known = RequirementVersion.objects.filter(requirement__code__in=set(codes), state=State.PUBLISHED)
    ordered = known.select_related("requirement").order_by("requirement__organisation_id")
    return {version.requirement.code: version for version in reversed(list(ordered))}


def _planned() -> Iterator[Coming]:
    for shown in ShownStaircase.objects.filter(seen_by=SeenBy.PUBLIC).select_related("organisation"):
        yield Coming(
            buyer=shown.organisation.name,
            country=shown.country,
            category=shown.category,
            code=shown.code,
            topic=shown.topic,
            unit=shown.unit,
            direction=shown.direction,
            dated=tuple(held_steps(shown)),
        )


def _joint() -> Iterator[Coming]:
    agreed = {
        version.joint_id: version
        for version in JointVersion.objects.filter(state=JointState.AGREED, seen_by=SeenBy.PUBLIC)
    }
    adoptions = JointAdoption.objects.filter(seen_by=SeenBy.PUBLIC, joint__in=agreed)
    for each in adoptions.select_related("joint__organisation", "organisation", "version"):
        steps = adopted(as_staircase(each.version, each.joint), as_adoption(each)).steps
        yield Coming(
            buyer=each.organisation.name,
            country=each.organisation.country,
            category=each.joint.category,
            code=each.joint.code,
            topic=each.joint.topic,
            unit=each.joint.unit,
            direction=each.joint.direction,
            by_month=tuple((step.threshold, step.months, step.day) for step in steps),
            network=each.joint.organisation.name,
        )
