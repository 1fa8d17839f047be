"""The 24-month plan: which contracts end, when buying anew has to begin, and what is planned already."""

from dataclasses import dataclass
from datetime import date

from organisations.models import Organisation
from procurement.calculations.plan_ahead import Ending, next_ending
from procurement.models import Procurement, Stage
from procurement.queries.procurements import procurements_of
from procurement.queries.staircases import period_of


@dataclass(frozen=True, slots=True)
class PlannedEnd:
    """One contract that ends, and what was planned to follow it, None where nothing is in sight.

    What follows a procurement that another organisation leads may be there and out of sight.
    """

    procurement: Procurement
    ending: Ending
    follower: Procurement | None
    is_led: bool = True

    def is_urgent(self, today: date) -> bool:
        """Whether buying anew should have begun, and has not; only the lead can know."""
        return self.is_led and self.follower is None and self.ending.begin_by <= today

    def has_ended(self, today: date) -> bool:
        """Whether the contract is over."""
        return self.ending.ends < today


@dataclass(frozen=True, slots=True)
class Plan:
    """What ends, the earliest to begin with first, and the awarded procurements that do not say when they end."""

    ends: tuple[PlannedEnd, ...]
    without_end: tuple[Procurement, ...]


def plan_of(organisation: Organisation, today: date) -> Plan:
    """Return what ends within the horizon among awarded procurements; what ended stays until something follows."""
    awarded = list(procurements_of(organisation).filter(stage=Stage.AWARDED).order_by("title", "pk"))
    endings = {each: next_ending(period, today) for each in awarded if (period := period_of(each))}
    near = {each: ending for each, ending in endings.items() if ending.is_in_plan(today)}
    followers = _followers(list(near))
    rows = [
        PlannedEnd(each, ending, followers.get(each.pk), each.organisation_id == organisation.pk)
        for each, ending in near.items()
    ]
    shown = [row for row in rows if not (row.has_ended(today) and row.follower)]
    return Plan(
        tuple(sorted(shown, key=lambda row: row.ending.begin_by)),
        tuple(each for each in awarded if each not in endings),
    )


def _followers(those: list[Procurement]) -> dict[int | None, Procurement]:
    """Return by procurement what follows it and is not stopped, the newest where there are several."""
    found = Procurement.objects.filter(follows__in=those).exclude(stage=Stage.STOPPED).order_by("pk")
    return {each.follows_id: each for each in found}
