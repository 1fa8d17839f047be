"""Why a row stands where it stands: codes with values, worded elsewhere in the reader's language.

Method: docs/methods/priority.md. A reason is a part that adds to the score, the three that add most first; then what is
not known, and whether that is so much that the place says little.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from follow_up.calculations.priority import part_column, points_column
from follow_up.calculations.priority_weights import Part, PriorityWeights

MOST_REASONS = 3
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code, the part that it is about, the points that this adds, and values that fill its sentence.

    Codes: spend_high, tonnes_high, step_coming (days), step_new (days), evidence_missing, evidence_expired (days),
    evidence_expiring (days), deviations_open (open), deviations_past (controls), sector_risk (kind, risk),
    market_critical (market, criticality), never_checked, checked_long_ago (months), interview (worry, dependence,
    knowledge), and about what is missing not_known (parts) and little_known (coverage).
    """

    code: str
    part: Part | None = None
    points: float | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def reasons_of(row: Row, weights: PriorityWeights) -> tuple[Reason, ...]:
    """Return the reasons of one row of priority_scores as a mapping: at most three that add, then what is missing.

    >>> row = {"part_spend": 0.5, "points_spend": 50.0, "spend": 10.0, "coverage": 1.0, "little_known": False}
    >>> [reason.code for reason in reasons_of(row, PriorityWeights({Part.SPEND: 1}))]
    ['spend_high']
    """
    adding = [(part, points) for part in Part if (points := row.get(points_column(part))) and points > 0]
    adding.sort(key=lambda each: -each[1])
    found = [_reason(part, points, row) for part, points in adding[:MOST_REASONS]]
    unknown = [part.value for part in Part if weights.of(part) > 0 and row.get(part_column(part)) is None]
    if unknown:
        found.append(Reason("not_known", values={"parts": tuple(unknown)}))
    if row["little_known"]:
        found.append(Reason("little_known", values={"coverage": row["coverage"]}))
    return tuple(found)


def _reason(part: Part, points: float, row: Row) -> Reason:
    code, values = _SAID[part](row)
    return Reason(code, part, points, values)


def _step(row: Row) -> tuple[str, dict[str, object]]:
    days = row["step_days"]
    return ("step_coming", {"days": days}) if days > 0 else ("step_new", {"days": -days})


def _evidence(row: Row) -> tuple[str, dict[str, object]]:
    if not row["has_evidence"]:
        return "evidence_missing", {}
    days = row["evidence_days_left"]
    return ("evidence_expired", {"days": -days}) if days < 0 else ("evidence_expiring", {"days": days})


def _history(row: Row) -> tuple[str, dict[str, object]]:
    if row["open_deviations"]:
        return "deviations_open", {"open": row["open_deviations"]}
    return "deviations_past", {"controls": row["controls"] or 0}


def _sector(row: Row) -> tuple[str, dict[str, object]]:
    risks = {kind: row[f"risk_{kind}"] for kind in ("climate", "social", "wage") if row[f"risk_{kind}"] is not None}
    kind = max(risks, key=lambda each: risks[each])
    return "sector_risk", {"kind": kind, "risk": risks[kind]}


def _last_check(row: Row) -> tuple[str, dict[str, object]]:
    months = row["months_since_check"]
    return ("never_checked", {}) if months is None else ("checked_long_ago", {"months": months})


def _figures(code: str, *names: str) -> Callable[[Row], tuple[str, dict[str, object]]]:
    return lambda row: (code, {name: row[name] for name in names})


_SAID: Mapping[Part, Callable[[Row], tuple[str, dict[str, object]]]] = {
    Part.SPEND: _figures("spend_high", "spend"),
    Part.TONNES: _figures("tonnes_high", "tonnes"),
    Part.STEP: _step,
    Part.EVIDENCE: _evidence,
    Part.HISTORY: _history,
    Part.SECTOR: _sector,
    Part.MARKET: _figures("market_critical", "market", "criticality"),
    Part.LAST_CHECK: _last_check,
    Part.INTERVIEW: _figures("interview", "worry", "dependence", "knowledge"),
}
