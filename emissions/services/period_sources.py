"""Which import is current for each month: replacing a period moves a pointer, and the old import stays readable."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from emissions.calculations.period_takeover import Holding, Place, take_over
from emissions.models import LedgerImport, PeriodSource
from emissions.queries.periods import holdings_of, places_of_import
from emissions.queries.readings import other_readings


@dataclass(frozen=True, slots=True)
class MadeCurrent:
    """What became of an import's months: the uuids of the imports it replaced, and the years that changed."""

    replaced: tuple[str, ...]
    years: tuple[int, ...]


def make_current(
    ledger_import: LedgerImport, places: Mapping[Place, int] | None = None, *, everything: bool = False
) -> MadeCurrent:
    """Make the import the source of its months, as `take_over` says; without `places` they come from its cells.

    Another reading of the same table (other columns, another currency) gives way in its years, whatever its ledger and
    however many lines it has. Nothing is written, and no year changes, where the import already is the source of all of
    them. Must run inside a transaction that holds the organisation's ledger lock.
    """
    places = places if places is not None else places_of_import(ledger_import)
    every = holdings_of(ledger_import.organisation_id)
    misread = _misread(ledger_import, {month.year for month, _investment in places}, every)
    held = [holding for holding in every if holding not in misread]
    outcome = take_over(
        places,
        ledger_import.granularity,
        held,
        import_id=ledger_import.pk,
        ledger=ledger_import.ledger,
        everything=everything,
    )
    own = {holding.place for holding in held if holding.import_id == ledger_import.pk}
    new = [place for place in outcome.taken if place not in own]
    replaced = (*misread, *outcome.replaced)
    _release(ledger_import, replaced)
    _hold(ledger_import, new)
    years = {month.year for month, _ in new} | {holding.month.year for holding in replaced}
    return MadeCurrent(_uuids(replaced), tuple(sorted(years)))


def _misread(ledger_import: LedgerImport, years: Collection[int], held: Iterable[Holding]) -> list[Holding]:
    """Return what other readings of the import's own table hold in the years."""
    others = set(other_readings(ledger_import))
    return [holding for holding in held if holding.import_id in others and holding.month.year in years]


def hand_over(holders: Collection[int], target: LedgerImport) -> tuple[int, ...]:
    """Let the import hold what the `holders` hold of its ledger, no more and no less; return the years that changed.

    Must run inside a transaction that holds the organisation's ledger lock.
    """
    held = PeriodSource.objects.filter(
        organisation=target.organisation, ledger=target.ledger, ledger_import__in=set(holders) - {target.pk}
    )
    years = tuple(sorted({month.year for month in held.values_list("month", flat=True)}))
    held.update(ledger_import=target)
    return years


def _release(ledger_import: LedgerImport, holdings: Iterable[Holding]) -> None:
    given_up = [Q(month=holding.month, investment=holding.investment, ledger=holding.ledger) for holding in holdings]
    if given_up:
        PeriodSource.objects.filter(reduce(or_, given_up), organisation=ledger_import.organisation).exclude(
            ledger_import=ledger_import
        ).delete()


def _hold(ledger_import: LedgerImport, places: Iterable[Place]) -> None:
    PeriodSource.objects.bulk_create(
        PeriodSource(
            organisation=ledger_import.organisation,
            month=month,
            ledger=ledger_import.ledger,
            investment=investment,
            ledger_import=ledger_import,
            granularity=ledger_import.granularity,
        )
        for month, investment in places
    )


def _uuids(replaced: Iterable[Holding]) -> tuple[str, ...]:
    ids = {holding.import_id for holding in replaced}
    uuids = LedgerImport.objects.filter(pk__in=ids).values_list("uuid", flat=True)
    return tuple(sorted(map(str, uuids)))
