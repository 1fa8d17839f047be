"""The priority list as a reader narrows it down, with what is planned and how far the month's hours reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import polars as pl

from follow_up.calculations.priority_weights import PriorityWeights
from follow_up.calculations.proposed_checks import proposed_kind, within_hours
from follow_up.models import ObligationStanding
from follow_up.queries.control_hours import (
    MonthHours,
    hours_by_kind,
    hours_of_month,
    month_of,
    next_control_months,
)
from follow_up.queries.priority import Ranked, ranked_contracts, ranked_obligations
from organisations.models import Organisation, User
from procurement.models import Contract
from procurement.queries.categories_below import codes_below

BY_OBLIGATION = "obligation"


@dataclass(frozen=True, slots=True)
class WantedPriorities:
    """What a reader looks for: `by` contract or obligation, a category or area, a manager, a theme; empty is all."""

    by: str = ""
    category: str = ""
    manager: UUID | None = None
    theme: str = ""


@dataclass(frozen=True, slots=True)
class PriorityList:
    """Rows of priority_scores that fit, with `planned_on`, `kind`, `hours` and `is_inside`; and the month's hours."""

    scores: pl.DataFrame
    total: int
    hours: MonthHours


def priority_list(
    organisation: Organisation, weights: PriorityWeights, wanted: WantedPriorities, today: date
) -> PriorityList:
    """Return the list. Ranks and the reach of the hours are of the whole list, whatever is shown of it."""
    ranked = ranking(organisation, weights, wanted.by, today)
    month = hours_of_month(organisation, month_of(today))
    planned = next_control_months(organisation)
    frame = pl.DataFrame(list(planned.items()), schema={"contract": pl.Int64, "planned_on": pl.Date}, orient="row")
    whole = ranked.scores.join(frame, on="contract", how="left", maintain_order="left").with_columns(proposed_kind())
    reached = within_hours(whole, hours_by_kind(organisation), month.left)
    return PriorityList(narrowed(reached, organisation, wanted), len(whole), month)


def ranking(organisation: Organisation, weights: PriorityWeights, by: str, today: date) -> Ranked:
    """Return contracts or obligations in order of priority."""
    rank = ranked_obligations if by == BY_OBLIGATION else ranked_contracts
    return rank(organisation, weights, today)


def narrowed(scores: pl.DataFrame, organisation: Organisation, wanted: WantedPriorities) -> pl.DataFrame:
    """Return the rows that fit what is looked for."""
    found = scores
    if wanted.category:
        found = found.filter(pl.col("category").is_in(list(codes_below(wanted.category))))
    if wanted.manager:
        person = User.objects.filter(uuid=wanted.manager).values_list("pk", flat=True).first()
        found = found.filter(pl.col("manager") == (person or -1))
    if wanted.theme:
        about = ObligationStanding.objects.filter(
            organisation=organisation, obligation__themes__contains=[wanted.theme]
        )
        if wanted.by == BY_OBLIGATION:
            keys = [str(key) for key in about.values_list("obligation__uuid", flat=True)]
            found = found.filter(pl.col("row").is_in(keys))
        else:
            found = found.filter(pl.col("contract").is_in(list(about.values_list("contract", flat=True).distinct())))
    return found


def contracts_shown(keys: Iterable[int]) -> dict[int, Contract]:
    """Return contracts by primary key with their suppliers and who looks after them."""
    found = Contract.objects.filter(pk__in=list(keys)).select_related("manager").prefetch_related("parties")
    return {contract.pk: contract for contract in found}
