"""Which ledger is the spend base of a year: the general ledger or the supplier ledger, never both.

Source: design decision 0006. Running and investment accounts are chosen apart, since some municipalities hand them over
as two tables. Exceptions:
1. The general ledger wins where it has any month of the year: it holds every posting, the supplier ledger invoices.
   It has none where it only strays into the year: period_takeover.py, rule 5.
2. Within a ledger, a file that knows the year only and files that know months never add up; the newest decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """One import that is current for one month of one ledger; `order` grows with the time of import."""

    month: date
    investment: bool
    ledger: str
    granularity: str
    import_id: int
    order: int


@dataclass(frozen=True, slots=True)
class Span:
    """Months without a gap, the first and the last included, that one import is the source of in one part."""

    import_id: int
    investment: bool
    first: date
    last: date


def spend_base(sources: Iterable[Source]) -> list[Source]:
    """Return the sources that count, in order of investment and month.

    >>> january = date(2024, 1, 1)
    >>> general = Source(january, False, "general", "day", 1, 1)
    >>> spend_base([general, Source(january, False, "supplier", "day", 2, 2)]) == [general]
    True
    """
    every = list(sources)
    chosen: list[Source] = []
    for investment in (False, True):
        part = [source for source in every if source.investment is investment]
        general = [source for source in part if source.ledger == "general"]
        chosen.extend(_one_granularity(general or part))
    return sorted(chosen, key=lambda source: (source.investment, source.month))


def _one_granularity(sources: list[Source]) -> list[Source]:
    if not sources:
        return []
    newest = max(sources, key=lambda source: source.order)
    by_year = newest.granularity == "year"
    return [source for source in sources if (source.granularity == "year") is by_year]


def spans_of(months: Iterable[tuple[int, bool, date]]) -> list[Span]:
    """Return months of imports, each with whether it is of investment accounts, as few spans in the same order.

    >>> months = [date(2023, 12, 1), date(2024, 1, 1), date(2024, 3, 1)]
    >>> [(span.first.month, span.last.month) for span in spans_of((1, False, month) for month in months)]
    [(12, 1), (3, 3)]
    """
    spans: list[Span] = []
    for import_id, investment, month in sorted(set(months)):
        before = spans[-1] if spans else None
        if before and (before.import_id, before.investment, _next(before.last)) == (import_id, investment, month):
            spans[-1] = replace(before, last=month)
        else:
            spans.append(Span(import_id, investment, month, month))
    return spans


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
