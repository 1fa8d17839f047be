"""Baskets of the organisation whose access is open, and what lies in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from organisations.models import Organisation
from requirements_bank.calculations.basket_relations import Related
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Kind, RequirementContent
from requirements_bank.calculations.variable_values import typed_values
from requirements_bank.calculations.wording import Value
from requirements_bank.models import Basket, BasketItem, Relation, RequirementVersion, State

ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its version, None where its owner took it out of sight, and the published one where it is newer."""

    item: BasketItem
    version: RequirementVersion | None
    newer: RequirementVersion | None = None

    @property
    def content(self) -> RequirementContent | None:
        """What the version says."""
        return content_of(self.version.content, self.version.content_hash) if self.version else None

    @property
    def values(self) -> dict[str, Value]:
        """The values of its variables that were chosen."""
        return typed_values(self.content.variables, self.item.values) if self.content else {}


def baskets_of(organisation: Organisation) -> QuerySet[Basket]:
    """Return the organisation's baskets with the number of items in each, the last changed first."""
    held = Count("items", filter=Q(items__removed_at=None))
    return Basket.objects.filter(organisation=organisation).annotate(held=held).order_by("-updated_at", "-pk")


def basket_called(organisation: Organisation, uuid: UUID) -> Basket | None:
    """Return the organisation's basket with this id."""
    return Basket.objects.filter(organisation=organisation, uuid=uuid).first()


def current_basket(organisation: Organisation, user_id: int | None) -> Basket | None:
    """Return the basket that the person's additions land in."""
    if user_id is None:
        return None
    return Basket.objects.filter(organisation=organisation, current_of_id=user_id).first()


def versions_in(basket: Basket) -> frozenset[int]:
    """Return the keys of the versions in a basket."""
    return frozenset(basket.items.filter(removed_at=None).values_list("version_id", flat=True))


def lines_of(basket: Basket) -> list[Line]:
    """Return what lies in the basket by kind in the order of a procurement; what is out of sight stands last."""
    items = list(BasketItem.objects.filter(basket=basket, removed_at=None))
    known = RequirementVersion.objects.select_related("requirement__bank").in_bulk([item.version_id for item in items])
    newest = _published([version.requirement_id for version in known.values()])
    lines = [_line(item, known.get(item.version_id), newest) for item in items]
    return sorted(lines, key=lambda line: ORDER.index(Kind(line.version.kind)) if line.version else len(ORDER))


def removed_items(basket: Basket, most: int = 20) -> list[BasketItem]:
    """Return what was taken out, the last first."""
    return list(BasketItem.objects.filter(basket=basket).exclude(removed_at=None).order_by("-removed_at")[:most])


def relations_of(versions: Sequence[RequirementVersion]) -> list[Related]:
    """Return by requirement what these versions say of others, and what replaces what in their topics."""
    topics = {version.topic for version in versions}
    around = Q(kind__in=("replaces", "includes"), version__state=State.PUBLISHED, version__topic__in=topics)
    found = Relation.objects.filter(Q(version__in=[version.pk for version in versions]) | around)
    rows = found.values_list("version__requirement_id", "kind", "other_id").distinct()
    return [Related(one, kind, other) for one, kind, other in rows.order_by("pk")]


def _line(item: BasketItem, version: RequirementVersion | None, newest: dict[int, RequirementVersion]) -> Line:
    newer = newest.get(version.requirement_id) if version else None
    return Line(item, version, newer if newer and version and newer.number > version.number else None)


def _published(requirements: list[int]) -> dict[int, RequirementVersion]:
    found = RequirementVersion.objects.filter(requirement__in=requirements, state=State.PUBLISHED)
    return {version.requirement_id: version for version in found.select_related("requirement__bank")}
