"""The 24-month plan as a table and as plain values."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation.spreadsheets import Column, Sheet
from procurement.queries.plan_ahead import Plan, PlannedEnd
from requirements_bank.reports.category_words import category_name


def plan_sheet(plan: Plan, today: date) -> Sheet:
    """Return a row for each contract that ends, and after them those that do not say when they end."""
    columns = [
        Column(_("What is bought")),
        Column(_("Led by")),
        Column(_("Category")),
        Column(_("Ends"), "date"),
        Column(_("Contract ends with all extensions"), "date"),
        Column(_("Begin by"), "date"),
        Column(_("Should have begun")),
        Column(_("Followed by")),
    ]
    return Sheet(_("What ends"), columns, _rows(plan, today))


def plan_as_json(plan: Plan, today: date) -> dict[str, Any]:
    """Return the plan as plain values; what is not known is null."""
    return {
        "made_on": today.isoformat(),
        "ends": [_end_as_json(row, today) for row in plan.ends],
        "without_end": [{"procurement": str(each.uuid), "title": each.title} for each in plan.without_end],
    }


def _rows(plan: Plan, today: date) -> Iterator[list[Any]]:
    for row in plan.ends:
        bought = row.procurement
        yield [
            bought.title,
            bought.organisation.name,
            category_name(bought.category) if bought.category else None,
            row.ending.ends,
            row.ending.last_possible,
            row.ending.begin_by,
            _("Yes") if row.is_urgent(today) else _("No"),
            row.follower.title if row.follower else None,
        ]
    for bought in plan.without_end:
        name = category_name(bought.category) if bought.category else None
        yield [bought.title, bought.organisation.name, name, None, None, None, None, None]


def _end_as_json(row: PlannedEnd, today: date) -> dict[str, Any]:
    return {
        "procurement": str(row.procurement.uuid),
        "title": row.procurement.title,
        "lead": row.procurement.organisation.slug,
        "category": row.procurement.category or None,
        "ends_on": row.ending.ends.isoformat(),
        "last_possible": row.ending.last_possible.isoformat(),
        "begin_by": row.ending.begin_by.isoformat(),
        "should_have_begun": row.is_urgent(today),
        "followed_by": str(row.follower.uuid) if row.follower else None,
    }
