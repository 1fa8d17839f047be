"""A footprint and its lines as tables."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.queries.footprints import SeenFootprint, energy_parts_of, gaps_of, parts_of
from emissions.reports.breakdowns import PartRow, other_money, part_row
from emissions.reports.category_words import DIMENSIONS, area_of, category_name
from emissions.reports.footprint_figures import excluded_rows, gap_rows
from emissions.reports.line_words import ShownLine
from foundation.spreadsheets import Column, Sheet
from suppliers.queries.parties import public_numbers


def breakdown_sheet(footprint: Footprint, dimension: Dimension, rows: Iterable[PartRow]) -> Sheet:
    """Return one breakdown: code, name, area of a category, money, lines, kg CO2e and the bounds of categories.

    Each other currency that occurs has a column of its own. A supplier's code is its public organisation number; its
    uuid is for programs.
    """
    rows, is_category = list(rows), dimension == Dimension.CATEGORY
    others = other_money(rows)
    numbers = public_numbers(row.key for row in rows) if dimension == Dimension.SUPPLIER else None
    columns = [
        Column(_("Code") if numbers is None else _("Organisation number")),
        *([Column(_("Area"))] if is_category else []),
        Column(str(DIMENSIONS[dimension])),
        *(_money_column(currency) for currency in (footprint.currency, *others)),
        Column(_("Lines"), "integer"),
        Column(_("Emissions (kg CO₂e)"), "kg"),
        Column(_("Lower bound (kg CO₂e)"), "kg"),
        Column(_("Upper bound (kg CO₂e)"), "kg"),
    ]
    cells = (
        [
            row.key if numbers is None else numbers.get(row.key),
            *([category_name(area_of(row.key)) if row.key else ""] if is_category else []),
            row.name,
            row.amount,
            *(row.other_money.get(currency) for currency in others),
            row.lines,
            row.kg,
            row.low,
            row.high,
        ]
        for row in rows
    )
    return Sheet(str(DIMENSIONS[dimension]), columns, cells)


def _money_column(currency: str) -> Column:
    return Column(_("Money (%(currency)s)") % {"currency": currency}, "money")


def footprint_sheets(seen: SeenFootprint) -> list[Sheet]:
    """Return everything that the reader may see of a footprint, a sheet each, with a first one that says what it is."""
    footprint = seen.footprint
    breakdowns = [
        breakdown_sheet(footprint, dimension, map(part_row, parts_of(footprint, dimension, order="code")))
        for dimension in seen.dimensions
    ]
    return [_about(footprint), *breakdowns, _energy(footprint), _gaps(footprint), _excluded(footprint)]


def lines_sheet(lines: Iterable[ShownLine]) -> Sheet:
    """Return ledger lines with everything that the reader may see of them."""
    columns = _line_columns()
    cells = ([getattr(line, name) for _title, _kind, name in columns] for line in lines)
    return Sheet(_("Ledger lines"), [Column(title, kind) for title, kind, _name in columns], cells)


def _line_columns() -> Sequence[tuple[str, Any, str]]:
    return (
        (_("Row in the file"), "integer", "row"),
        (_("Date"), "date", "day"),
        (_("Month"), "date", "month"),
        (_("Voucher"), "text", "voucher"),
        (_("Account"), "text", "account"),
        (_("Name of the account"), "text", "account_name"),
        (_("Supplier number"), "text", "supplier_number"),
        (_("Supplier"), "text", "supplier"),
        (_("Invoice"), "text", "invoice"),
        (_("Agreement"), "text", "agreement"),
        (_("Commodity code"), "text", "commodity"),
        (_("Function"), "text", "function"),
        (_("Name of the function"), "text", "function_name"),
        (_("Unit"), "text", "unit"),
        (_("Name of the unit"), "text", "unit_name"),
        (_("Project"), "text", "project"),
        (_("Text"), "text", "text"),
        (_("Amount"), "money", "amount"),
        (_("Currency"), "text", "currency"),
        (_("Counts as"), "text", "treatment_name"),
        (_("Reason"), "text", "reason"),
        (_("Category code"), "text", "category"),
        (_("Category"), "text", "category_name"),
        (_("kg CO₂e per unit of money"), "number", "kg_per_unit"),
        (_("Emissions (kg CO₂e)"), "kg", "kg"),
        (_("Import"), "text", "import_uuid"),
    )


def _about(footprint: Footprint) -> Sheet:
    facts: list[tuple[str, Any]] = [
        (_("Organisation"), footprint.organisation.name),
        (_("Year"), footprint.year),
        (_("Emissions (kg CO₂e)"), _to_the_gram(footprint.total_kg)),
        (_("Lower bound (kg CO₂e)"), _to_the_gram(footprint.low_kg)),
        (_("Upper bound (kg CO₂e)"), _to_the_gram(footprint.high_kg)),
        (_("Energy by spend, screening only (kg CO₂e)"), _to_the_gram(footprint.energy_kg)),
        (_("Money counted (%(currency)s)") % {"currency": footprint.currency}, footprint.money_counted),
        (_("Money with a factor (%(currency)s)") % {"currency": footprint.currency}, footprint.money_covered),
        (_("Factor sets"), ", ".join(footprint.result["factor_sets"])),
        (_("Price indices and exchange rates"), ", ".join(footprint.result["price_sources"])),
        (_("Warming potentials"), footprint.result["gwp_set"]),
        (_("Mapping version"), footprint.mapping_number),
        (_("Method version"), footprint.method_version),
        (_("Calculated"), timezone.localtime(footprint.calculated_at).date()),
        (_("Fingerprint of everything used"), footprint.basis_hash),
    ]
    return Sheet(_("About"), [Column(_("What")), Column(_("Value"))], facts)


def _to_the_gram(kg: Decimal | None) -> Decimal | None:
    return None if kg is None else round(kg, 3)


def _energy(footprint: Footprint) -> Sheet:
    rows = map(part_row, energy_parts_of(footprint))
    sheet = breakdown_sheet(footprint, Dimension.CATEGORY, rows)
    return Sheet(_("Energy (screening)"), sheet.columns, sheet.rows)


def _gaps(footprint: Footprint) -> Sheet:
    columns = [Column(_("Category")), Column(_("Counts as")), Column(_("Reason")), Column(_("Explanation"))]
    rows = gap_rows(footprint, list(gaps_of(footprint)))
    money = [Column(_("Currency")), Column(_("Money"), "money")]
    return Sheet(
        _("Without a figure"),
        [*columns, *money],
        ([row.name, row.treatment, row.reason, row.sentence, row.currency, row.amount] for row in rows),
    )


def _excluded(footprint: Footprint) -> Sheet:
    columns = [Column(_("Code")), Column(_("Reason")), Column(_("Currency")), Column(_("Money"), "money")]
    rows = ([row.code, row.name, row.currency, row.amount] for row in excluded_rows(footprint))
    return Sheet(_("Left out"), columns, rows)
