"""The priority list as a table to save: every part and its points, and why."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from follow_up.calculations.priority import part_column, points_column
from follow_up.calculations.priority_weights import Part, PriorityWeights
from follow_up.reports.priority_words import PART_NAMES, what_is_missing, why
from foundation.spreadsheets import Column, Sheet
from requirements_bank.reports.category_words import category_name


def priority_sheet(scores: pl.DataFrame, weights: PriorityWeights, currency: str) -> Sheet:
    """Return a row for each contract or obligation, in order."""
    columns = [
        Column(pgettext("in an order", "Place"), "integer"),
        Column(_("Name")),
        Column(_("Category")),
        Column(_("Score, 0–100"), "number"),
        Column(_("Why")),
        Column(_("What is missing")),
        Column(_("Share of the weights that is known"), "number"),
        *(Column(_("%(part)s, 0–1") % {"part": PART_NAMES[part]}, "number") for part in Part),
        *(Column(_("%(part)s, points") % {"part": PART_NAMES[part]}, "number") for part in Part),
        Column(_("Identifier")),
    ]
    return Sheet(_("Priority list"), columns, _rows(scores, weights, currency))


def _rows(scores: pl.DataFrame, weights: PriorityWeights, currency: str) -> Iterator[list[Any]]:
    for row in scores.iter_rows(named=True):
        yield [
            row["rank"],
            row["title"],
            category_name(row["category"]) if row["category"] else None,
            _exact(row["score"], 2),
            why(row, weights, currency),
            what_is_missing(row, weights) or None,
            _exact(row["coverage"], 2),
            *(_exact(row[part_column(part)], 4) for part in Part),
            *(_exact(row[points_column(part)], 2) for part in Part),
            row["row"],
        ]


def _exact(value: float | None, decimals: int) -> Decimal | None:
    return None if value is None else round(Decimal(str(value)), decimals)
