"""What was spent: the sources that count for a year, and sums over them by category or by what the source says."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from django.db.models import QuerySet

from emissions.calculations.spend_base import Source, Span, spans_of, spend_base
from emissions.models import LedgerImport, PeriodSource
from emissions.queries.published import ghg_categories
from foundation.named_sql import rows, set_wise, statement
from foundation.postgres.bulk import copied_frame, frame_of

SAID_OF_A_MONTH: Final = ("month", "investment", "ledger", "granularity", "ledger_import_id")
YEAR_TOTAL_SCHEMA: dict[str, pl.DataType] = {
    "organisation": pl.Int64(),
    "year": pl.Int64(),
    "treatment": pl.String(),
    "category": pl.String(),
    "reason": pl.String(),
    "currency": pl.String(),
    "amount": pl.Decimal(24, 4),
    "lines": pl.Int64(),
}


ACCOUNTS_SCHEMA: dict[str, pl.DataType] = {
    "organisation": pl.Int64(),
    "year": pl.Int64(),
    "version": pl.Int64(),
    "imports": pl.String(),
    "suppliers": pl.String(),
    "supplier_revision": pl.Int64(),
    **{name: kind for name, kind in YEAR_TOTAL_SCHEMA.items() if name not in ("organisation", "year")},
}


@dataclass(frozen=True)
class AccountedYear:
    """What the accounts of one year rest on: mapping version and pinned imports, and the currencies of its lines.

    `suppliers` is the hash of what people decided about suppliers, as the register's `supplier_revision` has it.
    """

    organisation_id: int
    year: int
    version: int
    imports: tuple[dict[str, Any], ...]
    currencies: tuple[str, ...]
    suppliers: str
    supplier_revision: int


@dataclass(frozen=True)
class YearOfAccounts(AccountedYear):
    """The same with the sums: YEAR_TOTAL_SCHEMA and ghg_category (Int64), the GHG Protocol category of purchases."""

    totals: pl.DataFrame


@dataclass(frozen=True, slots=True)
class SpendBase:
    """The (month, investment, import) triples of one organisation and year, as SQL takes them."""

    organisation_id: int
    year: int
    sources: tuple[Source, ...]

    @property
    def imports(self) -> list[int]:
        """The imports that count, each once."""
        return sorted({source.import_id for source in self.sources})

    @property
    def spans(self) -> list[Span]:
        """The same triples with months on end together."""
        return spans_of((source.import_id, source.investment, source.month) for source in self.sources)

    @property
    def parameters(self) -> dict[str, Any]:
        """Named parameters: organisation_id, three arrays of equal length, and each import once.

        Statements narrow cells by the imports first: their key begins with it, and other years are never read.
        """
        return {
            "organisation_id": self.organisation_id,
            "months": [source.month for source in self.sources],
            "investments": [source.investment for source in self.sources],
            "imports": [source.import_id for source in self.sources],
            "each_import": self.imports,
        }


def spend_base_of(organisation_id: int, year: int) -> SpendBase:
    """Return what counts for the organisation's year; without any import it has no sources."""
    (base,) = spend_bases_of(organisation_id, [year])
    return base


def spend_bases_of(organisation_id: int, years: Sequence[int]) -> list[SpendBase]:
    """Return what counts for each of the organisation's years, in their order, read at once."""
    if not years:
        return []
    current = PeriodSource.objects.filter(
        organisation_id=organisation_id, month__gte=date(min(years), 1, 1), month__lte=date(max(years), 12, 31)
    )
    found = _bases(organisation_id, current)
    return [found.get(year) or SpendBase(organisation_id, year, ()) for year in years]


def every_spend_base(organisation_id: int) -> dict[int, SpendBase]:
    """Return what counts for each year that the organisation has accounts of."""
    return _bases(organisation_id, PeriodSource.objects.filter(organisation_id=organisation_id))


def _bases(organisation_id: int, current: QuerySet[PeriodSource]) -> dict[int, SpendBase]:
    found: dict[int, list[Source]] = {}
    for month, investment, ledger, granularity, number in current.values_list(*SAID_OF_A_MONTH):
        source = Source(month, investment, ledger, granularity, number, number)
        found.setdefault(month.year, []).append(source)
    return {year: SpendBase(organisation_id, year, tuple(spend_base(those))) for year, those in found.items()}


def months_held(organisation_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return by organisation and year how many months have lines: twelve where a file knows the year only."""
    current = PeriodSource.objects.filter(organisation__in=organisation_ids)
    months: dict[tuple[int, int], set[int]] = {}
    for owner, month, granularity in current.values_list("organisation", "month", "granularity").distinct():
        whole = granularity == LedgerImport.Granularity.YEAR
        months.setdefault((owner, month.year), set()).update(range(1, 13) if whole else (month.month,))
    found: dict[int, dict[int, int]] = {}
    for (owner, year), known in sorted(months.items()):
        found.setdefault(owner, {})[year] = len(known)
    return found


def years_with_spend(organisation_id: int) -> list[int]:
    """Return the years that any current import covers, newest first."""
    dates = PeriodSource.objects.filter(organisation_id=organisation_id).dates("month", "year", order="DESC")
    return [day.year for day in dates]


def accounts_of_years(organisation_ids: Sequence[int]) -> list[YearOfAccounts]:
    """Return every year with accounts, in order of organisation and year.

    One statement reads what a year rests on and its sums, so that both are of one moment: an import that becomes
    current meanwhile is in both or in neither.
    """
    parameters: dict[str, object] = {"organisation_ids": list(organisation_ids)}
    found = copied_frame(statement("emissions.accounts_of_years"), parameters, ACCOUNTS_SCHEMA)
    bases = found.filter(pl.col("version").is_not_null())
    number = pl.col("category").replace_strict(ghg_categories(), default=None, return_dtype=pl.Int64)
    totals = found.filter(pl.col("version").is_null()).select(*YEAR_TOTAL_SCHEMA, ghg_category=number)
    parts = _by_year(totals)
    columns = ("organisation", "year", "version", "imports", "suppliers", "supplier_revision")
    return [
        YearOfAccounts(
            owner,
            year,
            version,
            tuple(json.loads(imports)),
            tuple(sorted(set(sums["currency"].to_list()))),
            suppliers or "",
            revision or 0,
            sums,
        )
        for owner, year, version, imports, suppliers, revision in bases.select(columns).iter_rows()
        for sums in (parts.get((owner, year), totals.clear()),)
    ]


def accounted_years(organisation_ids: Sequence[int]) -> list[AccountedYear]:
    """Return the same without the sums, for whoever needs none of them."""
    return [
        AccountedYear(**{**row, "imports": tuple(json.loads(row["imports"])), "currencies": tuple(row["currencies"])})
        for row in rows("emissions.accounted_years", {"organisation_ids": list(organisation_ids)})
    ]


def _by_year(totals: pl.DataFrame) -> dict[tuple[int, int], pl.DataFrame]:
    """Return the sums of each organisation and year as slices; they stand in that order."""
    parts, start = {}, 0
    for owner, year, count in totals.group_by("organisation", "year", maintain_order=True).len().iter_rows():
        parts[owner, year] = totals.slice(start, count)
        start += count
    return parts


def year_totals(organisation_ids: Sequence[int]) -> pl.DataFrame:
    """Return the sums of the years' spend bases with YEAR_TOTAL_SCHEMA."""
    parameters: dict[str, object] = {"organisation_ids": list(organisation_ids)}
    return frame_of(statement("emissions.year_totals"), parameters, YEAR_TOTAL_SCHEMA)


def parts_of_spend(
    base: SpendBase,
    version: int,
    currency: str,
    intensities: Sequence[tuple[str, str, str]],
    *,
    supplier_revision: int,
) -> list[dict[str, Any]]:
    """Return money and kg by supplier, unit, account and month; `intensities` are (category, currency, kg per unit).

    Suppliers are grouped as the register did at `supplier_revision`. Columns: dimension, key, label, is_energy, amount
    (in `currency`), other_money (JSON: texts by currency), lines, kg
    (of all currencies; null where no factor covers any of it).
    """
    parameters = {
        **base.parameters,
        "version": version,
        "supplier_revision": supplier_revision,
        "currency": currency,
        "categories": [category for category, _, _ in intensities],
        "currencies": [currency for _, currency, _ in intensities],
        "kg_per_unit": [kg for _, _, kg in intensities],
    }
    with set_wise():
        return rows("emissions.parts_of_spend", parameters)
