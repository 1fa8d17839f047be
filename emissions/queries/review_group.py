"""A group of the review queue as pages and services know it, and what a rule on it would take."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from emissions.calculations.review_groups import item_of
from emissions.calculations.review_levels import GroupKey
from foundation.personal_numbers import without_personal_numbers

TEXTS = (
    "chart", "account_name", "function_name", "supplier", "supplier_uuid", "treatment", "category", "reason",
    "rule_ref", "treatment_ref",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rule of one level takes: open lines and money, and money that is decided well already by what ships."""

    lines: int
    amount: Decimal
    also: Decimal


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Lines that one decision takes: what they have in common, what they count as now, and what is at stake.

    `stake` is money by absolute amounts; `kg` the kilograms by which the figure may be wrong, None where no footprint
    tells. `is_person` says that the supplier's number is a personal one.
    """

    item: str
    key: GroupKey
    chart: str
    account_name: str
    function_name: str
    supplier: str
    supplier_uuid: str
    is_person: bool
    treatment: str
    category: str
    reason: str
    rule_ref: str
    treatment_ref: str
    currency: str
    amount: Decimal
    stake: Decimal
    lines: int
    kg: Decimal | None
    units: tuple[str, ...]


def group_of(row: Mapping[str, Any], per_unit: Decimal | None) -> ReviewGroup:
    """Return a row of `grouped` as a group; `per_unit` are the kilograms at stake per unit of its money."""
    key = GroupKey(
        account=row["account"] or "",
        supplier_number=row["supplier_number"] or "",
        supplier_name=without_personal_numbers(row["supplier_name"]) or "",
        function=row["function"] or "",
        largest_function=row["largest_function"] or "",
        largest_unit=row["largest_unit"] or "",
        functions=row["functions"],
        units=row["units"],
    )
    said = {name: row[name] or "" for name in TEXTS}
    return ReviewGroup(
        **said,
        item=item_of(row),
        key=key,
        is_person=row["is_person"],
        currency=row["currency"],
        amount=row["amount"],
        stake=row["stake"],
        lines=row["lines"],
        kg=row["stake"] * per_unit if per_unit is not None else None,
        units=tuple(sorted(row["unit_codes"])),
    )
