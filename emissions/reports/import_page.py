"""One import in its reader's words: what it is, what counts of it, and which months it is the source of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.models import Footprint, LedgerImport
from emissions.queries.imports import ImportPlace
from emissions.reports.file_facts import file_facts
from emissions.reports.footprint_figures import share_text
from emissions.reports.ledger_words import months_words, years_words
from emissions.reports.treated_money import TreatedMoney
from foundation import figures


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One month of an import: running or investment accounts, lines, money that counts, and who is current there.

    Where it `lies_beside` a ledger that counts in the year, none of its money does, and `counted` is None.
    """

    month: str
    part: str
    lines: int
    counted: Decimal | None
    is_current: bool
    holder: LedgerImport | None
    lies_beside: bool


@dataclass(frozen=True, slots=True)
class YearOfImport:
    """A year in which the import has current lines: whether they count, and the newest footprint of the year."""

    year: int
    counts: bool
    footprint: Footprint | None
    rests_on_it: bool


def answer_of(ledger_import: LedgerImport, money: TreatedMoney | None, *, lies_beside: bool = False) -> str:
    """Return what the import is and how much of it counts, in a sentence or two."""
    language = get_language() or "en"
    number = ledger_import.lines
    lines = ngettext("One line.", "%(lines)s lines.", number) % {"lines": figures.integer(number, language)}
    if lies_beside:
        beside = _("They lie beside the ledger that counts: none of their money is added to it.")
        return f"{lines} {beside}"
    if money is None:
        return lines
    counts = _("Purchases for %(money)s count.")
    sentence = f"{lines} {counts % {'money': figures.money_in_words(money.counted, money.currency, language)}}"
    if money.classified_share is None:
        return sentence
    known = _("%(share)s of that money has a category.")
    return f"{sentence} {known % {'share': share_text(money.classified_share)}}"


def facts_of(ledger_import: LedgerImport) -> list[tuple[str, Any]]:
    """Return what the file says about itself, and who imported it when."""
    header = {"ledger": ledger_import.ledger, "chart": ledger_import.chart}
    facts: list[tuple[str, Any]] = list(file_facts(ledger_import.summary, header, ledger_import.organisation))
    day = date_format(localtime(ledger_import.imported_at), "DATETIME_FORMAT")
    return [
        *facts,
        (_("Imported"), f"{day} · {ledger_import.actor_name}"),
        (_("Fingerprint"), ledger_import.file.sha256),
    ]


def place_rows(
    ledger_import: LedgerImport, places: Iterable[ImportPlace], years: Iterable[YearOfImport]
) -> list[PlaceRow]:
    """Return the months of the import, running accounts first; `years` say where it lies beside another ledger."""
    by_year = ledger_import.granularity == LedgerImport.Granularity.YEAR
    beside = {entry.year for entry in years if not entry.counts}
    return [
        PlaceRow(
            month=months_words([place.month], by_year=by_year),
            part=_("Investment accounts") if place.investment else _("Running accounts"),
            lines=place.lines,
            counted=None if place.month.year in beside else place.counted,
            is_current=place.holder is not None and place.holder.pk == ledger_import.pk,
            holder=place.holder,
            lies_beside=place.month.year in beside,
        )
        for place in places
    ]


def current_words(
    ledger_import: LedgerImport, places: Sequence[ImportPlace], years: Iterable[YearOfImport] = ()
) -> str:
    """Return the months that the import is the source of, in words; empty where it is of none.

    Years in which it lies beside another ledger are left out.
    """
    by_year = ledger_import.granularity == LedgerImport.Granularity.YEAR
    beside = {entry.year for entry in years if not entry.counts}
    held = [place.month for place in places if place.holder and place.holder.pk == ledger_import.pk]
    return months_words([month for month in held if month.year not in beside], by_year=by_year)


def years_of(
    ledger_import: LedgerImport,
    places: Iterable[ImportPlace],
    counting: dict[int, set[int]],
    newest: Mapping[int, Footprint],
) -> list[YearOfImport]:
    """Return the years of the import's current months; `newest` are by year the newest footprints."""
    years = {place.month.year for place in places if place.holder and place.holder.pk == ledger_import.pk}
    return [
        YearOfImport(
            year=year,
            counts=ledger_import.pk in counting.get(year, set()),
            footprint=newest.get(year),
            rests_on_it=year in newest and _rests_on(newest[year], ledger_import),
        )
        for year in sorted(years)
    ]


def _rests_on(footprint: Footprint, ledger_import: LedgerImport) -> bool:
    return any(pin["import"] == ledger_import.pk for pin in footprint.imports)


def title_of(ledger_import: LedgerImport) -> str:
    """Return the heading of the import's page."""
    return _("Accounts %(period)s") % {"period": years_words(ledger_import.period_from, ledger_import.period_to)}
