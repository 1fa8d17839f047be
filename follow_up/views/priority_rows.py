"""Rows of the priority list as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.urls import reverse

from follow_up.calculations.priority_weights import PriorityWeights
from follow_up.queries.priority_list import BY_OBLIGATION, contracts_shown
from follow_up.reports.priority_words import ShownPart, parts_of, score_in_words, what_is_missing, why
from organisations.models import Organisation
from procurement.models import Contract


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """One row: its place, what it is, why it stands there, and what is planned."""

    rank: int
    title: str
    address: str
    sub: str
    score: str | None
    share: float | None
    why: str
    missing: str
    parts: Sequence[ShownPart]
    hours: float | None
    planned_on: date | None
    plan_address: str
    is_first_outside: bool
    is_first_little_known: bool


def priority_rows(
    organisation: Organisation, scores: pl.DataFrame, weights: PriorityWeights, by: str, *, follows_inside: bool
) -> list[PriorityRow]:
    """Return the rows of one page; `follows_inside` says that the row before this page is within the hours, or none is.

    One query for the contracts and one for their suppliers.
    """
    contracts = contracts_shown(scores["contract"].unique().to_list())
    shown: list[PriorityRow] = []
    before, little_known = follows_inside, False
    for row in scores.iter_rows(named=True):
        is_inside, is_little = bool(row["is_inside"]), bool(row["little_known"])
        lines = {
            "is_first_outside": before and not is_inside,
            "is_first_little_known": is_little and not little_known,
        }
        shown.append(_row(organisation, row, contracts[row["contract"]], weights, by, lines))
        before, little_known = before and is_inside, is_little
    return shown


def _row(
    organisation: Organisation,
    row: dict[str, Any],
    contract: Contract,
    weights: PriorityWeights,
    by: str,
    lines: dict[str, bool],
) -> PriorityRow:
    home = organisation.slug
    suppliers = ", ".join(party.name for party in contract.parties.all())
    is_obligation = by == BY_OBLIGATION
    name, uuid = ("followed_obligation", row["row"]) if is_obligation else ("contract", contract.uuid)
    plan = reverse("contract_priority", args=[home, contract.uuid])
    return PriorityRow(
        rank=row["rank"],
        title=row["title"],
        address=reverse(name, args=[home, uuid]),
        sub=" · ".join(filter(None, [contract.title if is_obligation else "", suppliers])),
        score=score_in_words(row["score"]),
        share=row["score"],
        why=why(row, weights, organisation.currency),
        missing=what_is_missing(row, weights),
        parts=parts_of(row, weights),
        hours=row["hours"],
        planned_on=row["planned_on"],
        plan_address=f"{plan}?obligation={row['row']}" if is_obligation else plan,
        **lines,
    )
