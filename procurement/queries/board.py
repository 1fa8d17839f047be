"""Procurements by stage, the most pressing first, as many as a board can show."""

from dataclasses import dataclass

from django.db.models import Case, Count, DateField, F, QuerySet, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from organisations.models import Organisation
from procurement.models import Procurement, Stage
from procurement.queries.begins_on import with_begins_on
from procurement.queries.procurements import procurements_of

MOST_CARDS = 20
NEXT_DAY = {
    Stage.IDEA: F("next_on").asc(nulls_last=True),
    Stage.MARKET_DIALOGUE: F("next_on").asc(nulls_last=True),
    Stage.TENDER: F("bids_due_on").asc(nulls_last=True),
    Stage.EVALUATION: F("awarded_on").asc(nulls_last=True),
    Stage.AWARDED: F("begins_on").desc(nulls_last=True),
}
"""By what the cards of a stage are ordered: the day that they wait for, and what begins last first once awarded."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One stage: its first cards, and how many there are in all."""

    stage: Stage
    procurements: tuple[Procurement, ...]
    number: int

    @property
    def hidden(self) -> int:
        """How many the board does not show."""
        return self.number - len(self.procurements)


def columns_of(organisation: Organisation) -> list[BoardColumn]:
    """Return all stages in order; of those that are stopped the number alone."""
    everything = procurements_of(organisation).select_related("organisation", "dialogue")
    numbers = dict(
        everything.order_by().values("stage").annotate(number=Count("pk", distinct=True)).values_list("stage", "number")
    )
    return [
        BoardColumn(
            stage,
            tuple(_with_days(everything.filter(stage=stage)).order_by(NEXT_DAY[stage], "title", "pk")[:MOST_CARDS])
            if stage in NEXT_DAY and numbers.get(stage)
            else (),
            numbers.get(stage, 0),
        )
        for stage in Stage
    ]


def _with_days(procurements: QuerySet[Procurement]) -> QuerySet[Procurement]:
    """Return them with the days to sort by: what lies ahead of the talks with the market, else the notice."""
    today = timezone.localdate()
    coming = [
        Case(When(**{f"{day}__gte": today}, then=F(day)), output_field=DateField())
        for day in ("dialogue_on", "dialogue__closes_on")
    ]
    return with_begins_on(procurements).alias(next_on=Coalesce(Least(*coming), F("announced_on")))
