"""What is ranked: running contracts and what they oblige to, with all that a priority is made of.

A handful of statements whatever there is; the frames have the columns of PRIORITY_INPUT and what names a row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from follow_up.calculations.priority import priority_scores, scales_of
from follow_up.calculations.priority_parts import PRIORITY_INPUT, STEP_WINDOW_DAYS, PriorityScales
from follow_up.calculations.priority_weights import PriorityWeights
from follow_up.queries.own_priorities import own_sector_risks
from follow_up.queries.sector_risks import shipped_sector_risks
from follow_up.queries.supplier_history import suppliers_history
from foundation.named_sql import rows, set_wise
from organisations.models import Organisation

NAMES = {"contract": pl.Int64, "title": pl.String, "category": pl.String, "manager": pl.Int64}
COUNTS = {"obligations": pl.Int64, "in_force": pl.Int64, "without_evidence": pl.Int64}
OF_THE_CONTRACT = (
    *("category", "manager", "spend", "tonnes", "controls", "past_deviations", "open_deviations"),
    *("risk_climate", "risk_social", "risk_wage", "market", "criticality", "worry", "dependence", "knowledge"),
)
"""What an obligation has from its contract."""


@dataclass(frozen=True, slots=True)
class ContractsToRank:
    """Running contracts with the columns of PRIORITY_INPUT, `row` the uuid, and what they are held against."""

    rows: pl.DataFrame
    scales: PriorityScales


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows of priority_scores in order, and what they are held against.

    Each has `contract`, `title`, `category` and `manager` beside; `row` is the uuid of what is ranked.
    """

    scores: pl.DataFrame
    scales: PriorityScales


def ranked_contracts(organisation: Organisation, weights: PriorityWeights, today: date) -> Ranked:
    """Return the organisation's running contracts in order of priority."""
    contracts = contracts_to_rank(organisation, today)
    return Ranked(priority_scores(contracts.rows, weights, scales=contracts.scales), contracts.scales)


def ranked_obligations(organisation: Organisation, weights: PriorityWeights, today: date) -> Ranked:
    """Return what running contracts oblige to in order of priority, held against what is usual of the contracts.

    Tonnes count where an obligation is about the climate.
    """
    contracts = contracts_to_rank(organisation, today)
    with set_wise():
        found = rows("follow_up.priority_of_obligations", _where(organisation, today))
    own = ("row", "title", "step_days", "step_in_force", "has_evidence", "evidence_days_left", "months_since_check")
    schema = {**PRIORITY_INPUT, **NAMES, "is_about_climate": pl.Boolean}
    frame = _framed(found, {name: schema[name] for name in ("contract", *own, "is_about_climate")})
    whole = frame.join(contracts.rows.select("contract", *OF_THE_CONTRACT), on="contract", how="inner")
    about = pl.when(pl.col("is_about_climate")).then(pl.col("tonnes")).alias("tonnes")
    scores = priority_scores(whole.with_columns(about), weights, scales=contracts.scales)
    return Ranked(scores, contracts.scales)


def contracts_to_rank(organisation: Organisation, today: date) -> ContractsToRank:
    """Return a row for each running contract; an unknown category has no risk."""
    with set_wise():
        found = rows("follow_up.priority_of_contracts", _where(organisation, today))
        history = suppliers_history(organisation.pk, today)
    past = history.by_contract
    gathered = {name for name in PRIORITY_INPUT if not name.startswith("risk_")} - set(past.columns)
    schema = {**{name: PRIORITY_INPUT[name] for name in PRIORITY_INPUT if name in gathered}, **NAMES, **COUNTS}
    frame = _framed(found, schema)
    risks = _risks(organisation, frame["category"].unique().to_list())
    whole = frame.join(past, on="contract", how="left").join(risks, on="category", how="left")
    return ContractsToRank(whole, scales_of(whole, history.suppliers))


def _where(organisation: Organisation, today: date) -> dict[str, Any]:
    return {
        "organisation_id": organisation.pk,
        "currency": organisation.currency,
        "today": today,
        "recent": today - timedelta(days=STEP_WINDOW_DAYS),
    }


def _framed(found: list[dict[str, Any]], schema: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame({name: [row[name] for row in found] for name in schema}, schema=dict(schema))


def _risks(organisation: Organisation, categories: list[str]) -> pl.DataFrame:
    shipped, own = shipped_sector_risks(), own_sector_risks(organisation)
    found = [(category, shipped.of(category, own)) for category in categories]
    return pl.DataFrame(
        [(category, *map(float, (each.climate, each.social, each.wage))) for category, each in found if each],
        schema={"category": pl.String, **dict.fromkeys(("risk_climate", "risk_social", "risk_wage"), pl.Float64)},
        orient="row",
    )
