"""Procurements as a reader looks for them: by words, stage, area, those of one's own, in an order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from organisations.models import Organisation, User
from organisations.reference.categories import category_of
from procurement.models import Participant, Procurement, Stage
from procurement.queries.begins_on import with_begins_on
from procurement.queries.categories_below import codes_below
from procurement.queries.procurements import procurements_of

OVER = (Stage.AWARDED, Stage.STOPPED)
ORDERS: dict[str, tuple[Any, ...]] = {
    "": ("-updated_at", "-pk"),
    "title": ("title", "pk"),
    "bids": (F("bids_due_on").asc(nulls_last=True), "title", "pk"),
    "begins": (F("begins_on").asc(nulls_last=True), "title", "pk"),
    "value": (F("value").desc(nulls_last=True), "title", "pk"),
}
"""By what a list is sorted; the last that was changed comes first unless another order is chosen."""
ASCENDING = frozenset({"title", "bids", "begins"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader looks for; nothing chosen shows everything."""

    words: str = ""
    stage: str = ""
    area: str = ""
    mine: bool = False
    sort: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.stage or self.area or self.mine)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many procurements there are in all, by stage, by area, and those of the reader's own."""

    stages: dict[str, int]
    areas: dict[str, int]
    mine: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.stages.values())

    @property
    def running(self) -> int:
        """Those that are neither awarded nor stopped."""
        return sum(number for stage, number in self.stages.items() if stage not in OVER)


def found_procurements(organisation: Organisation, chosen: Chosen, reader: User) -> QuerySet[Procurement]:
    """Return what the reader looks for; every word has to stand in the title, the description or the case number.

    Unless another order is chosen, what fits best comes first: the very case number, then titles, then the rest.
    """
    found = procurements_of(organisation)
    for word in chosen.words.split():
        found = found.filter(Q(title__icontains=word) | Q(description__icontains=word) | Q(case_number__icontains=word))
    if chosen.stage:
        found = found.filter(stage=chosen.stage)
    if chosen.area:
        found = found.filter(category__in=codes_below(chosen.area))
    if chosen.mine:
        found = found.filter(_taken_part_in(reader))
    by_rank = [rank_of(chosen.words, "title", numbers=("case_number",))] if chosen.words and not chosen.sort else []
    return with_begins_on(found).order_by(*by_rank, *ORDERS[chosen.sort])


def rank_of(words: str, title: str, *, numbers: Iterable[str]) -> Case:
    """Return how well words fit, 0 best: they are one of the numbers, all stand in the title, one does, or none."""
    is_number, in_title, one_in_title = Q(), Q(), Q()
    for name in numbers:
        is_number |= Q(**{f"{name}__iexact": words})
    for word in words.split():
        in_title &= Q(**{f"{title}__icontains": word})
        one_in_title |= Q(**{f"{title}__icontains": word})
    fits = (is_number, in_title, one_in_title)
    return Case(*(When(each, then=Value(rank)) for rank, each in enumerate(fits)), default=Value(len(fits)))


def numbers_of(organisation: Organisation, reader: User) -> Numbers:
    """Return how many there are of each kind, whatever is chosen."""
    stages = dict.fromkeys(Stage.values, 0)
    areas: dict[str, int] = {}
    mine = 0
    rows = procurements_of(organisation).order_by().annotate(is_mine=_taken_part_in(reader))
    for stage, category, is_mine in rows.values_list("stage", "category", "is_mine"):
        stages[stage] += 1
        mine += is_mine
        if area := area_of(category):
            areas[area] = areas.get(area, 0) + 1
    return Numbers(stages, areas, mine)


def area_of(category: str) -> str:
    """Return the area that a category belongs to, itself where it is one; nothing for an unknown code."""
    known = category_of(category) if category else None
    return (known.parent or known.code) if known else ""


def _taken_part_in(reader: User) -> Exists:
    return Exists(Participant.objects.filter(procurement=OuterRef("pk"), user=reader))
