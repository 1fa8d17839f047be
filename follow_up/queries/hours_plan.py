"""The plan of the hours as it would be now: planned controls and proposed ones, packed into the hours there are."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from follow_up.calculations.capacity import Place, Placement, Plan, Risk, Slot, Task, hours_of, risk_of
from follow_up.calculations.capacity_changes import Change, plan_changes
from follow_up.calculations.capacity_plan import capacity_plan
from follow_up.calculations.proposed_checks import proposed_kind
from follow_up.models import PlannedTask
from follow_up.queries.control_hours import controls_planned, free_hours, hours_by_kind, month_of, months_from
from follow_up.queries.own_priorities import weights_in_force
from follow_up.queries.priority import ranked_contracts
from organisations.models import Organisation

MOST_PROPOSED = 300
RECHECK_AFTER_MONTHS = 6
NEW = "new:"
"""Begins the name of a check that is proposed: the contract's uuid follows."""


@dataclass(frozen=True, slots=True)
class HoursPlan:
    """The plan, what it changes, and what it is made from.

    `beyond` is the risk of contracts that are too far down to be proposed. `digest` names the changes: the same
    changes have the same. Names of people are uuids; `titles` and `contracts` are by task.
    """

    plan: Plan
    changes: Sequence[Change]
    tasks: Mapping[str, Task]
    titles: Mapping[str, str]
    contracts: Mapping[str, str]
    kinds: Mapping[str, str]
    capacity: Mapping[Slot, Decimal]
    months: Sequence[date]
    beyond: Risk
    digest: str

    @property
    def outside(self) -> Risk:
        """The risk of everything that is not planned."""
        one, other = self.plan.risk, self.beyond
        return Risk(
            tasks=one.tasks + other.tasks,
            tonnes=one.tonnes + other.tonnes,
            without_tonnes=one.without_tonnes + other.without_tonnes,
            spend=one.spend + other.spend,
            without_spend=one.without_spend + other.without_spend,
        )


def hours_plan(organisation: Organisation, today: date) -> HoursPlan:
    """Return the plan of the coming 12 months; nothing is written."""
    months = months_from(today)
    by_kind = hours_by_kind(organisation)
    capacity = free_hours(organisation, months, by_kind)
    scores = ranked_contracts(organisation, weights_in_force(organisation), today).scores.with_columns(proposed_kind())
    planned = list(controls_planned(organisation).select_related("owner", "contract"))
    by_contract = {row["contract"]: row for row in scores.iter_rows(named=True)}
    tasks = {str(each.uuid): _planned(each, by_contract, months[0]) for each in planned}
    proposed, left = _proposed(scores, {each.contract_id for each in planned})
    tasks |= {each.task: each for each in proposed}
    before = [found for each in planned if (found := _placed(each, tasks[str(each.uuid)], by_kind))]
    plan = capacity_plan(tasks.values(), capacity, hours_by_kind=by_kind, before=before)
    changes = plan_changes(before, plan, tasks.values(), capacity)
    names = {f"{NEW}{row['row']}": row for row in by_contract.values()}
    return HoursPlan(
        plan=plan,
        changes=changes,
        tasks=tasks,
        titles={str(each.uuid): each.title for each in planned},
        contracts={
            **{str(each.uuid): each.contract.title for each in planned if each.contract},
            **{name: row["title"] for name, row in names.items()},
        },
        kinds={name: task.kind for name, task in tasks.items()},
        capacity=capacity,
        months=months,
        beyond=risk_of(left),
        digest=_digest(changes),
    )


def _planned(task: PlannedTask, by_contract: Mapping[int, dict[str, Any]], this_month: date) -> Task:
    """Return a planned control; an appointment and one that recurs stay, one without a month keeps its due day.

    What has passed binds nobody: it is done as soon as there is room.
    """
    row = by_contract.get(task.contract_id or 0, {})
    due = month_of(task.due_on)
    month = task.month or due
    is_settled = task.is_fixed or task.starts_at is not None or task.recurring_id is not None
    is_appointed = month >= this_month and is_settled
    slot = Slot(month, str(task.owner.uuid)) if is_appointed and task.owner else None
    is_bound = due >= this_month and task.month is None
    return Task(
        task=str(task.uuid),
        value=_exact(row.get("score")) or Decimal(0),
        kind=task.kind,
        hours=task.hours or None,
        earliest=month if is_appointed else None,
        due=month if is_appointed else due if is_bound else None,
        fixed=slot,
        tonnes=_exact(row.get("tonnes")),
        spend=_exact(row.get("spend")),
    )


def _proposed(scores: pl.DataFrame, planned: set[int | None]) -> tuple[list[Task], list[Task]]:
    """Return a check of each contract that has none planned and was not checked lately: the first 300, and the rest."""
    open_now = scores.filter(
        ~pl.col("contract").is_in([key for key in planned if key is not None])
        & (pl.col("months_since_check").is_null() | (pl.col("months_since_check") >= RECHECK_AFTER_MONTHS))
        & (pl.col("score") > 0)
    )
    tasks = [
        Task(
            task=f"{NEW}{row['row']}",
            value=_exact(row["score"]) or Decimal(0),
            kind=row["kind"],
            tonnes=_exact(row["tonnes"]),
            spend=_exact(row["spend"]),
        )
        for row in open_now.iter_rows(named=True)
    ]
    return tasks[:MOST_PROPOSED], tasks[MOST_PROPOSED:]


def _placed(each: PlannedTask, task: Task, by_kind: Mapping[str, Decimal]) -> Placement | None:
    from_month, hours = each.month or (task.fixed.month if task.fixed else None), hours_of(task, by_kind)
    if from_month is None or each.owner is None or hours is None:
        return None
    return Placement(task.task, Slot(from_month, str(each.owner.uuid)), hours, Place.KEPT)


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _digest(changes: Sequence[Change]) -> str:
    said = "|".join(
        f"{each.task}>{each.after.month}{each.after.controller}" if each.after else each.task for each in changes
    )
    return hashlib.sha256(said.encode()).hexdigest()[:32]
