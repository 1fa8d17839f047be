"""What public buyers will ask for in a category, where and when: what anyone may see, for suppliers that plan."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from procurement.calculations.joint_staircase import Way, adopted
from procurement.calculations.staircase import StepInForce
from procurement.calculations.steps_as_written import same_step
from procurement.models import JointAdoption, JointState, JointVersion, ShownStaircase
from procurement.queries.joint_staircases import as_adoption, as_staircase
from procurement.queries.staircases import held_steps
from requirements_bank.models import RequirementVersion, SeenBy, State

SHOWN = ("country", "category", "code", "topic", "unit", "direction", "steps", "differs")
ADOPTED = (
    *("way", "months_later", "steps", "reason", "organisation__name", "organisation__country"),
    *("version__steps", "version__on_extension", "version__on_late_start", "joint__organisation__name"),
    *(f"joint__{name}" for name in ("category", "code", "topic", "unit", "direction")),
)


@dataclass(frozen=True, slots=True)
class Coming:
    """What one buyer asks for on one requirement: steps with days in a planned or signed contract, or months otherwise.

    `differs` where its contracts ask for different steps; shown is what all of them ask for. `way` says how joint steps
    of a network were taken over, `months_later` how much later than agreed.
    """

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
    differs: bool = False
    way: str = ""
    months_later: int = 0


def coming_steps(category: str, codes: Collection[str], today: date) -> list[Coming]:
    """Return what is shown to everybody in a category on requirements of these codes, by requirement and buyer."""
    found = [*_planned(category, codes, today), *_joint(category, codes)]
    return sorted(found, key=lambda each: (each.code, each.buyer, each.network, each.dated[:1] and each.dated[0].first))


def codes_coming(category: str, today: date) -> list[str]:
    """Return the codes of the requirements that rise for somebody in a category, in their order."""
    planned = _shown(today).filter(_in(category)).values_list("code", flat=True)
    joint = _adoptions().filter(_in(category, "joint__")).values_list("joint__code", flat=True)
    return sorted({*planned.distinct(), *joint.distinct()})


def buyers_coming(category: str, today: date) -> int:
    """Return how many organisations show steps to everybody in a category."""
    planned = _shown(today).filter(_in(category)).values_list("organisation", flat=True)
    joint = _adoptions().filter(_in(category, "joint__")).values_list("organisation", flat=True)
    return len({*planned.distinct(), *joint.distinct()})


def categories_coming(today: date) -> dict[str, int]:
    """Return how many staircases are shown to everybody in each category, by code."""
    found: Counter[str] = Counter()
    for rows, name in ((_shown(today), "category"), (_adoptions(), "joint__category")):
        counted = rows.exclude(**{name: ""}).order_by().values_list(name).annotate(number=Count("pk"))
        found.update(dict(counted))
    return dict(sorted(found.items()))


def titles_of(codes: Iterable[str]) -> dict[str, RequirementVersion]:
    """Return by code the published requirement in sight; the shipped one first."""
    known = RequirementVersion.objects.filter(requirement__code__in=set(codes), state=State.PUBLISHED)
    ordered = known.select_related("requirement").order_by("requirement__organisation_id")
    return {version.requirement.code: version for version in reversed(list(ordered))}


def _shown(today: date) -> QuerySet[ShownStaircase]:
    """Return the staircases for everybody whose contracts have not ended; a signed one ends unless it is extended."""
    return ShownStaircase.objects.filter(seen_by=SeenBy.PUBLIC, last_day__gte=today).exclude(ends_on__lt=today)


def _adoptions() -> QuerySet[JointAdoption]:
    """Return how members follow joint staircases for everybody of which a version is agreed."""
    agreed = JointVersion.objects.filter(state=JointState.AGREED, seen_by=SeenBy.PUBLIC)
    return JointAdoption.objects.filter(seen_by=SeenBy.PUBLIC, joint__in=agreed.values("joint"))


def _in(category: str, prefix: str = "") -> Q:
    """Return the condition that something is in a category; an area holds its leaves, and no name stands for all."""
    if not category:
        return Q()
    fits = Q(**{f"{prefix}category": category})
    return fits if "." in category else fits | Q(**{f"{prefix}category__startswith": f"{category}."})


def _planned(category: str, codes: Collection[str], today: date) -> Iterator[Coming]:
    fitting = _shown(today).filter(_in(category), code__in=codes).select_related("organisation")
    for shown in fitting.only(*SHOWN, "organisation__name"):
        yield Coming(
            buyer=shown.organisation.name,
            country=shown.country,
            category=shown.category,
            code=shown.code,
            topic=shown.topic,
            unit=shown.unit,
            direction=shown.direction,
            dated=tuple(held_steps(shown)),
            differs=shown.differs,
        )


def _joint(category: str, codes: Collection[str]) -> Iterator[Coming]:
    adoptions = _adoptions().filter(_in(category, "joint__"), joint__code__in=codes)
    for each in adoptions.select_related("joint__organisation", "organisation", "version").only(*ADOPTED):
        steps = adopted(as_staircase(each.version, each.joint), as_adoption(each)).steps
        yield Coming(
            buyer=each.organisation.name,
            country=each.organisation.country,
            category=each.joint.category,
            code=each.joint.code,
            topic=each.joint.topic,
            unit=each.joint.unit,
            direction=each.joint.direction,
            by_month=tuple(same_step(step) for step in steps),
            network=each.joint.organisation.name,
            way=each.way,
            months_later=each.months_later if each.way == Way.LATER else 0,
        )
