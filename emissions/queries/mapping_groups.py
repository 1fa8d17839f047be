"""What a year's money buys and which rule says so: sums by account, supplier, function or unit.

One statement for a page, however many keys there are; its cost follows the spend cells of the year, not the lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from emissions.calculations.results import COUNTED
from emissions.models import ClassificationRule
from emissions.queries.spend import SpendBase
from foundation.named_sql import rows, set_wise
from foundation.personal_numbers import SHAPE
from organisations.reference.categories import categories

BY = ("account", "supplier", "function", "unit")
STATES: Mapping[str, tuple[str, ...] | None] = {
    "counted": tuple(sorted(COUNTED)),
    "unclassified": ("unclassified",),
    "purchase": ("purchase",),
    "capital_good": ("capital_good",),
    "energy": ("energy",),
    "excluded": ("excluded",),
    "all": None,
}
EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """Which money, grouped by what; `category` is an area or a leaf, `rule` the reference of what decided."""

    by: str = "account"
    state: str = "all"
    category: str | None = None
    reason: str | None = None
    rule: str | None = None
    account: str | None = None
    supplier: UUID | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Some of the groups, the largest money first, with the number of all and their sums by currency.

    `lines` stand behind all groups that fit, `year_lines` are all that the year has.
    """

    rows: list[dict[str, Any]]
    found: int
    lines: int
    year_lines: int
    amounts: dict[str, Decimal]


def groups_of(
    base: SpendBase, version: int, chosen: GroupFilter, *, start: int, size: int, numbers_are_seen: bool
) -> GroupPage:
    """Return `size` groups from position `start`: what the source says, what was decided, amount and lines.

    Suppliers and accounts are found by part of a personal number only where `numbers_are_seen`.
    """
    words = chosen.words.strip()
    escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    treatments = STATES[chosen.state]
    parameters = {
        **base.parameters,
        "version": version,
        "by": chosen.by,
        "treatments": list(treatments) if treatments else None,
        "categories": _leaves(chosen.category),
        "reason": chosen.reason,
        "rule": chosen.rule,
        "account": chosen.account,
        "supplier": chosen.supplier,
        "pattern": f"%{escaped}%" if words else None,
        "prefix": f"{escaped}%" if words else None,
        "numbers_are_seen": numbers_are_seen,
        "like_numbers": SHAPE,
        "start": start,
        "size": size,
    }
    with set_wise():
        found = rows("emissions.mapping_groups", parameters)
    if not found:
        return GroupPage([], 0, 0, 0, {})
    amounts = {row["currency"]: row["all_amount"] for row in found}
    return GroupPage(found, found[0]["found"], found[0]["all_lines"], found[0]["year_lines"], amounts)


def own_rules(organisation_id: int) -> dict[str, ClassificationRule]:
    """Return the newest wording of the organisation's own rules, and of those from networks, by uuid."""
    found = ClassificationRule.objects.filter(organisation_id=organisation_id).select_related("network")
    return {str(rule.uuid): rule for rule in found.order_by("since_version")}


def _leaves(category: str | None) -> list[str] | None:
    """Return the chosen leaf, or the leaves of the chosen area; None for all."""
    if category is None:
        return None
    return [leaf.code for leaf in categories() if leaf.is_leaf and category in (leaf.code, leaf.parent)]
