"""What a yearly assessment of risk holds, gathered on a day: figures and codes that can be worded in any language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from follow_up.calculations.capacity import METHOD_VERSION as CAPACITY_METHOD
from follow_up.calculations.priority import METHOD_VERSION as PRIORITY_METHOD
from follow_up.calculations.priority_weights import Part, PriorityWeights
from follow_up.models import OPEN, AssessmentState, Deviation, RiskAssessment
from follow_up.queries.control_hours import hours_by_kind
from follow_up.queries.hours_plan import HoursPlan, hours_plan
from follow_up.queries.own_priorities import weights_in_force
from follow_up.queries.priority import ranked_contracts
from follow_up.queries.priority_list import contracts_shown
from follow_up.queries.register import in_register
from follow_up.queries.register_groups import states_of
from organisations.models import Organisation

TOP = 15
Content = dict[str, Any]


def assessments_of(organisation: Organisation) -> QuerySet[RiskAssessment]:
    """Return the yearly assessments, the newest first."""
    return RiskAssessment.objects.filter(organisation=organisation).order_by("-year")


def assessment_of(organisation: Organisation, uuid: UUID) -> RiskAssessment | None:
    """Return the assessment with this id."""
    return assessments_of(organisation).filter(uuid=uuid).first()


def risk_content(organisation: Organisation, year: int, today: date) -> Content:
    """Return what the assessment of a year says as of a day, beside that of the last year that was approved."""
    weights = weights_in_force(organisation)
    scores = ranked_contracts(organisation, weights, today).scores
    plan = hours_plan(organisation, today)
    top = _top(scores)
    before = assessments_of(organisation).filter(year__lt=year, state=AssessmentState.APPROVED).first()
    return {
        "as_of": today.isoformat(),
        "currency": organisation.currency,
        "methods": {"priority": PRIORITY_METHOD, "capacity": CAPACITY_METHOD},
        "weights": {part.value: str(weights.of(part)) for part in Part},
        "portfolio": _portfolio(organisation, scores, today),
        "top": top,
        "hours": _hours(organisation, plan),
        "outside": _outside(plan),
        "before": _before(before.year, before.content, top) if before else None,
    }


def weights_used(content: Mapping[str, Any]) -> PriorityWeights:
    """Return the weights of an assessment."""
    return PriorityWeights({Part(name): Decimal(weight) for name, weight in content["weights"].items()})


def _portfolio(organisation: Organisation, scores: pl.DataFrame, today: date) -> Content:
    running = in_register(organisation).filter(contract__last_day__gte=today)
    return {
        "contracts": scores.height,
        "states": states_of(running),
        "spend": scores["spend"].sum() if scores["spend"].count() else None,
        "without_spend": scores["spend"].null_count(),
        "tonnes": scores["tonnes"].sum() if scores["tonnes"].count() else None,
        "without_tonnes": scores["tonnes"].null_count(),
        "little_known": int(scores["little_known"].sum()),
        "never_checked": scores["months_since_check"].null_count(),
        "open_deviations": Deviation.objects.filter(organisation=organisation, state__in=OPEN).count(),
    }


def _top(scores: pl.DataFrame) -> list[Content]:
    rows = list(scores.head(TOP).iter_rows(named=True))
    contracts = contracts_shown(row["contract"] for row in rows)
    return [
        {**row, "suppliers": ", ".join(party.name for party in contracts[row["contract"]].parties.all())}
        for row in rows
    ]


def _hours(organisation: Organisation, plan: HoursPlan) -> Content:
    by_kind = hours_by_kind(organisation)
    needed = sum((task.hours or by_kind.get(task.kind, Decimal(0)) for task in plan.tasks.values()), Decimal(0))
    planned = sum((each.hours for each in plan.plan.placements), Decimal(0))
    return {
        "there_are": str(sum(plan.capacity.values(), Decimal(0))) if plan.capacity else None,
        "needed": str(needed),
        "planned": str(planned),
        "controls": len(plan.plan.placements),
    }


def _outside(plan: HoursPlan) -> Content:
    risk = plan.outside
    return {
        "tasks": risk.tasks,
        "tonnes": str(risk.tonnes),
        "without_tonnes": risk.without_tonnes,
        "spend": str(risk.spend),
        "without_spend": risk.without_spend,
        "first": [
            {"title": plan.contracts.get(each.task, ""), "score": str(plan.tasks[each.task].value), "why": each.reason}
            for each in plan.plan.outside[:TOP]
        ],
    }


def _before(year: int, content: Content, top: list[Content]) -> Content:
    """Return the figures of the last approved assessment, and who came into and left its first places."""
    was, now = {row["row"]: row["title"] for row in content["top"]}, {row["row"]: row["title"] for row in top}
    return {
        "year": year,
        "portfolio": content["portfolio"],
        "outside": {name: content["outside"][name] for name in ("tasks", "spend", "tonnes")},
        "came": [title for key, title in now.items() if key not in was],
        "left": [title for key, title in was.items() if key not in now],
    }
