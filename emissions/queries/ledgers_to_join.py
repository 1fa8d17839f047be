"""General ledgers that a supplier ledger can tell something: which files, for which months, and their postings."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from emissions.models import LedgerImport, LedgerJoin, PeriodSource
from foundation.named_sql import set_wise, statement
from foundation.postgres.bulk import copied_frame

JOINED_SCHEMA: dict[str, pl.DataType] = {
    "import_id": pl.Int64(),
    "row": pl.Int64(),
    "key_id": pl.Int64(),
    "voucher": pl.String(),
    "invoice": pl.String(),
    "account": pl.String(),
    "posted_on": pl.Date(),
    "month": pl.Date(),
    "currency": pl.String(),
    "amount": pl.Decimal(18, 4),
    "supplier_id": pl.Int64(),
    "agreement": pl.String(),
    "commodity": pl.String(),
    "party": pl.Int64(),
}
Months = frozenset[tuple[int, date]]


@dataclass(frozen=True, slots=True)
class LedgersToJoin:
    """A general ledger as it was read, and the supplier ledgers of the months in which it counts.

    The months are pairs of an import's id and a month; `holders` the imports that count there: the general ledger
    itself, or results of earlier joins. `by_year` says that one of the ledgers knows the year only, so
    that months cannot be compared.
    """

    general: LedgerImport
    general_months: Months
    holders: frozenset[int]
    suppliers: tuple[LedgerImport, ...]
    supplier_months: Months
    by_year: bool

    @property
    def years(self) -> set[int]:
        """The years of all months."""
        return {month.year for _, month in self.general_months | self.supplier_months}


def ledgers_to_join(organisation_id: int, years: Collection[int]) -> list[LedgersToJoin]:
    """Return every general ledger in use in any of the years that has supplier ledgers beside it, oldest first."""
    sources = list(PeriodSource.objects.filter(organisation_id=organisation_id).select_related("ledger_import"))
    supplier = [source for source in sources if source.ledger == LedgerImport.Ledger.SUPPLIER]
    as_read = _as_read(organisation_id)
    together: dict[LedgerImport, list[PeriodSource]] = defaultdict(list)
    for source in sources:
        if source.ledger == LedgerImport.Ledger.GENERAL:
            together[as_read.get(source.ledger_import_id, source.ledger_import)].append(source)
    near = _by_general(supplier, {source.month: ledger for ledger, held in together.items() for source in held})
    pairs = [_together(ledger, held, near[ledger]) for ledger, held in together.items()]
    asked = [pair for pair in pairs if pair.suppliers and not pair.years.isdisjoint(years)]
    return sorted(asked, key=lambda pair: pair.general.pk)


def _by_general(
    supplier: Iterable[PeriodSource], holders: Mapping[date, LedgerImport]
) -> dict[LedgerImport, list[PeriodSource]]:
    """Return for each general ledger the months of supplier ledgers that belong to it.

    They go to the one that holds the month; where none does, to the holder of the last month before it in the year,
    else of the first: so that what is in no general ledger is missed by one of them.
    """
    found: dict[LedgerImport, list[PeriodSource]] = defaultdict(list)
    for source in supplier:
        months = sorted(month for month in holders if month.year == source.month.year)
        if months:
            place = bisect_right(months, source.month) - 1
            found[holders[months[max(place, 0)]]].append(source)
    return found


def _as_read(organisation_id: int) -> dict[int, LedgerImport]:
    """Return for each result of a join the general ledger that it was made of."""
    joins = LedgerJoin.objects.filter(organisation_id=organisation_id, result__isnull=False)
    return {join.result_id: join.general for join in joins.select_related("general") if join.result_id}


def _together(ledger: LedgerImport, general: Sequence[PeriodSource], near: Sequence[PeriodSource]) -> LedgersToJoin:
    imports = {each.ledger_import_id: each.ledger_import for each in near}
    return LedgersToJoin(
        general=ledger,
        general_months=frozenset((ledger.pk, month) for month in {source.month for source in general}),
        holders=frozenset(source.ledger_import_id for source in general),
        suppliers=tuple(imports[number] for number in sorted(imports)),
        supplier_months=frozenset((each.ledger_import_id, each.month) for each in near),
        by_year=any(_knows_year_only(each) for each in (ledger, *imports.values())),
    )


def _knows_year_only(ledger: LedgerImport) -> bool:
    return ledger.granularity == LedgerImport.Granularity.YEAR


def postings_of(organisation_id: int, months: Months, *, by_year: bool) -> pl.DataFrame:
    """Return the lines of the imports in the months with JOINED_SCHEMA and `line`, their number from 0 on.

    `party` is who was paid: equal for the same number however the ledger wrote it. With `by_year`, month is the first
    of the year.
    """
    imports, days = zip(*sorted(months), strict=True) if months else ((), ())
    parameters: dict[str, object] = {
        "organisation_id": organisation_id,
        "imports": sorted(set(imports)),
        "import_of_month": list(imports),
        "months": list(days),
    }
    with set_wise():
        found = copied_frame(statement("emissions.postings_to_join"), parameters, JOINED_SCHEMA)
    month = pl.col("month").dt.truncate("1y") if by_year else pl.col("month")
    return found.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64), month=month)
