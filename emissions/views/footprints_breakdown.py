"""One breakdown of a footprint as a list: searched, sorted, in pages, with a chart of its largest rows."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from emissions.forms.footprints import BreakdownForm
from emissions.models.footprints import Dimension
from emissions.queries.footprints import TOTALS, SeenFootprint, parts_of
from emissions.reports.breakdowns import PartRow, areas_of, category_tree, other_money, part_row, plain_rows
from emissions.reports.category_words import DIMENSIONS
from emissions.reports.footprint_charts import SHOWN, bars_of, months_of
from emissions.reports.footprint_figures import money_abroad
from foundation import figures
from foundation.addresses import page_of, sortable, without_page
from foundation.charts import Drawing
from organisations.pages import OrganisationRequest

PAGE_SIZE = 50
ASCENDING = frozenset({"name", "code"})
WITH_INTERVALS = (Dimension.CATEGORY, Dimension.GHG_CATEGORY)
CHART_TITLES = {
    Dimension.CATEGORY: gettext_lazy("The largest areas"),
    Dimension.SUPPLIER: gettext_lazy("The largest suppliers"),
    Dimension.UNIT: gettext_lazy("The largest units"),
    Dimension.ACCOUNT: gettext_lazy("The largest accounts"),
    Dimension.MONTH: gettext_lazy("Month by month"),
    Dimension.GHG_CATEGORY: gettext_lazy("By category of the GHG Protocol"),
}


COUNTS: dict[Dimension, Callable[[int], str]] = {
    Dimension.SUPPLIER: lambda number: _counted(
        ngettext("%(number)s supplier", "%(number)s suppliers", number), number
    ),
    Dimension.UNIT: lambda number: _counted(ngettext("%(number)s unit", "%(number)s units", number), number),
    Dimension.ACCOUNT: lambda number: _counted(ngettext("%(number)s account", "%(number)s accounts", number), number),
}


def breakdown_context(request: OrganisationRequest, seen: SeenFootprint, form: BreakdownForm) -> dict[str, Any]:
    """Return what the list of one breakdown shows; categories stand below their areas until searched or sorted."""
    dimension, words = Dimension(form.values["by"]), form.values["q"]
    order = form.values["sort"] if request.GET.get("sort") else usual_order(dimension)
    is_tree = dimension == Dimension.CATEGORY and not words and order == "kg"
    rows, page = _rows_and_page(request, seen, dimension, words, order, is_tree=is_tree)
    return {
        "dimension": dimension.value,
        "rows": rows,
        "page": page,
        "other_money": _other_money(seen, rows, page),
        "summary": COUNTS[dimension](page.paginator.count) if dimension in COUNTS else "",
        "is_tree": is_tree,
        "words": words,
        "found": sum(not row.is_area for row in rows) if is_tree else page.paginator.count,
        "query": without_page(request),
        "columns": sortable(request, _columns(seen, dimension), order, ASCENDING),
        "chart": _chart(seen, dimension, rows if is_tree else []),
        "chart_title": CHART_TITLES[dimension],
        "has_intervals": dimension in WITH_INTERVALS,
        "has_lines": dimension != Dimension.GHG_CATEGORY,
    }


def _counted(words: str, number: int) -> str:
    return words % {"number": figures.integer(number, get_language() or "en")}


def _other_money(seen: SeenFootprint, rows: list[PartRow], page: Page[Any]) -> dict[str, Decimal]:
    """Return the money in other currencies of the whole breakdown, not of the page alone."""
    if page.paginator.num_pages > 1:
        return dict(money_abroad(seen.footprint))
    return other_money(row for row in rows if not row.is_area)


def usual_order(dimension: Dimension) -> str:
    """Return how a breakdown is sorted unless the reader chose: by size, months and numbered categories in order."""
    return "code" if dimension in (Dimension.MONTH, Dimension.GHG_CATEGORY) else "kg"


def _rows_and_page(
    request: OrganisationRequest, seen: SeenFootprint, dimension: Dimension, words: str, order: str, *, is_tree: bool
) -> tuple[list[PartRow], Page[Any]]:
    if dimension in TOTALS:
        rows = category_tree(seen.footprint) if is_tree else plain_rows(seen.footprint, dimension, words, order)
        return rows, page_of(request, rows, max(len(rows), 1))
    page = page_of(request, parts_of(seen.footprint, dimension, words=words, order=order), PAGE_SIZE)
    return [part_row(part) for part in page], page


def _columns(seen: SeenFootprint, dimension: Dimension) -> list[dict[str, Any]]:
    columns: list[dict[str, Any]] = [
        {"title": DIMENSIONS[dimension], "order": "name"},
        {"title": _("Money"), "unit": seen.footprint.currency, "order": "amount", "numeric": True},
    ]
    if dimension != Dimension.GHG_CATEGORY:
        columns.append({"title": _("Lines"), "order": "lines", "numeric": True})
    columns.append({"title": _("Emissions"), "unit": "t CO₂e", "order": "kg", "numeric": True})
    if dimension in WITH_INTERVALS:
        columns.append({"title": _("Likely range"), "unit": "t CO₂e", "numeric": True})
    return [*columns, {"title": _("Share")}]


def _chart(seen: SeenFootprint, dimension: Dimension, tree: list[PartRow]) -> Drawing | None:
    title = str(CHART_TITLES[dimension])
    if dimension == Dimension.CATEGORY:
        return bars_of(areas_of(tree or category_tree(seen.footprint)), title)
    if dimension == Dimension.MONTH:
        rows = [part_row(part) for part in parts_of(seen.footprint, dimension)]
        return months_of(rows, seen.footprint.year, title)
    return bars_of([part_row(part) for part in parts_of(seen.footprint, dimension)[:SHOWN]], title)
