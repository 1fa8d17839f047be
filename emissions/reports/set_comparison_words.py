"""Factor sets side by side in words, as a picture and as rows; and what they make of one year's accounts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.calculations.factor_comparison import Compared, SetComparison
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.gaps import Gap
from emissions.queries.set_comparison import CategoryDifference, TwoSets
from emissions.reports.category_words import category_name, in_language
from emissions.reports.factor_set_words import country_name
from emissions.reports.own_set_words import GWP_NAMES
from emissions.reports.reason_words import flag_name, gap_name, shipped_explanation
from emissions.reports.source_words import price_basis_name
from foundation import figures
from foundation.charts import BarRow, Drawing, horizontal_bars
from organisations.reference.categories import category_leaves

GRAMS = Decimal(1000)
FAR_APART = Decimal(2)


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A set as the head of its column: what to know before its figures are set beside others.

    `flags` hold for every figure of the column and are not repeated at each.
    """

    code: str
    title: str
    region: str
    years: str
    gwp: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What a set says of a category: kg, the ratio to the first set, what to know; or why it says nothing."""

    kg: Decimal | None
    ratio: Decimal | None
    flags: tuple[str, ...]
    missing: str
    is_far: bool


def shown_sets(compared: SetComparison) -> list[ShownSet]:
    """Return the heads of the columns."""
    shared = _shared_flags(compared)
    return [_shown_set(known, flags) for known, flags in zip(compared.factor_sets, shared, strict=True)]


def area_rows(compared: SetComparison, shown_category: str = "") -> list[dict[str, Any]]:
    """Return by area a row for each category with a cell for each set; `holds` is whether it has the one shown."""
    areas: dict[str, list[dict[str, Any]]] = {}
    columns = list(zip(compared.factor_sets, _shared_flags(compared), strict=True))
    for code, cells in compared.rows.items():
        leaf = category_leaves()[code]
        shown = [_cell(code, *column, cell) for column, cell in zip(columns, cells, strict=True)]
        areas.setdefault(leaf.parent or "", []).append({"code": code, "name": in_language(leaf.names), "cells": shown})
    return [
        {"name": category_name(area), "rows": rows, "holds": any(row["code"] == shown_category for row in rows)}
        for area, rows in areas.items()
    ]


def picture(compared: SetComparison, category: str) -> Drawing:
    """Draw what each set says of one category, in grams per unit of money; a missing figure as missing."""
    bars = [
        BarRow(in_language(known.source.title), None if cell.kg is None else cell.kg * GRAMS)
        for known, cell in zip(compared.factor_sets, compared.rows[category], strict=True)
    ]
    title = _("%(category)s, by factor set") % {"category": category_name(category)}
    return horizontal_bars(
        bars,
        unit="g",
        title=title,
        description=compared_sentence(compared),
        language=get_language() or "en",
        broad=True,
    )


def compared_sentence(compared: SetComparison) -> str:
    """Return in a sentence how far the other sets lie from the first."""
    ratios = [cell.ratio for cells in compared.rows.values() for cell in cells[1:] if cell.ratio is not None]
    far = sum(ratio > FAR_APART or ratio < 1 / FAR_APART for ratio in ratios)
    if not ratios:
        return _("No category has a figure in the first set and in another one.")
    words = {"far": far, "all": len(ratios)}
    return (
        _("In %(far)s of %(all)s comparisons another set says more than twice as much as the first, or less than half.")
        % words
    )


def two_sets_sentence(found: TwoSets, one: str, other: str) -> str:
    """Return in a sentence what the choice of the other set does to the year."""
    before, after = found.one.total.mean_kg, found.other.total.mean_kg
    language = get_language() or "en"
    words = {
        "one": one,
        "other": other,
        "before": figures.mass(before, language),
        "after": figures.mass(after, language),
    }
    if not before:
        return _("%(after)s with %(other)s; %(one)s gives no figure.") % words
    words["change"] = figures.change(after / before - 1, language)
    return _("%(after)s with %(other)s instead of %(before)s with %(one)s: %(change)s.") % words


def difference_rows(found: TwoSets) -> list[dict[str, Any]]:
    """Return the categories with what both choices say, the largest difference first."""
    return [{"row": row, "name": category_name(row.category), "change": _change(row)} for row in found.categories]


def _change(row: CategoryDifference) -> Decimal | None:
    return row.difference / row.one_kg if row.difference is not None and row.one_kg else None


def _shared_flags(compared: SetComparison) -> list[tuple[str, ...]]:
    """Return for each set the flags that all of its figures carry."""
    columns = zip(*compared.rows.values(), strict=True)
    found = [[_flags(cell) for cell in column if cell.kg is not None] for column in columns]
    return [tuple(flag for flag in flags[0] if all(flag in one for one in flags)) if flags else () for flags in found]


def _flags(cell: Compared) -> tuple[str, ...]:
    if isinstance(cell.found, Gap):
        return ()
    bases = (price_basis_name(basis) for basis in cell.price_bases)
    return (*bases, *(flag_name(flag.value) for flag in cell.found.flags))


def _shown_set(known: FactorSet, flags: tuple[str, ...]) -> ShownSet:
    years = sorted({factor.price_year for code in known.codes for factor in known.spend_vintages(code).values()})
    return ShownSet(
        code=known.code,
        title=in_language(known.source.title),
        region=country_name(known.region),
        years="–".join(dict.fromkeys((str(years[0]), str(years[-1])))) if years else "",
        gwp=str(GWP_NAMES.get(known.gwp_set, known.gwp_set)),
        flags=flags,
    )


def _cell(category: str, known: FactorSet, shared: tuple[str, ...], cell: Compared) -> ShownCell:
    if isinstance(cell.found, Gap):
        missing = shipped_explanation(known.code, category) or gap_name(cell.found.reason.value)
        return ShownCell(None, None, (), missing, is_far=False)
    flags = tuple(flag for flag in _flags(cell) if flag not in shared)
    far = cell.ratio is not None and not 1 / FAR_APART <= cell.ratio <= FAR_APART
    return ShownCell(cell.kg, cell.ratio, flags, "", is_far=far)
