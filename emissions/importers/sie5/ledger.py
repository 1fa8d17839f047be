"""Opens a SIE 5 file: vouchers are read; one with balances only is refused, as SIE 1 to 3 are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from emissions.importers.balance_check import balance_difference
from emissions.importers.charts import chart_by_buyer, chart_by_names
from emissions.importers.ledger_lines import Batch, LedgerHeader, LedgerReading, no_lines, refused
from emissions.importers.problem_log import ProblemLog
from emissions.importers.sie5.entry_pass import VoucherPass
from emissions.importers.sie5.header import ROOTS, SUPPLIER, UNIT, Sie5Header, read_header
from emissions.importers.text_encoding import encoding_remarks
from emissions.importers.xml.postings import Facts, Postings
from emissions.importers.xml.source import XmlSource, open_xml, xml_problem
from foundation.problems import Problem, Severity
from foundation.xml_stream import XmlError

_CURRENCY: Final = "SEK"


def open_sie5(path: Path) -> LedgerReading:
    """Return the reading of a SIE 5 file, a whole one or one with vouchers to be imported."""
    source = open_xml(path)
    try:
        sie = read_header(source.stream())
    except XmlError as error:
        return refused(xml_problem(error), LedgerHeader("sie5", source.encoding.name))
    if sie.root not in ROOTS:
        return refused(Problem("file_is_xml", "file"))
    header = _header(sie, source)
    if not sie.has_journals:
        code = "sie5_has_balances_only" if sie.is_export else "sie5_has_no_vouchers"
        return LedgerReading(header, (Problem(code, "file"),))
    unknown = (Problem("chart_is_unknown", "file", None, Severity.WARNING),) if header.chart is None else ()
    return LedgerReading(header, (*unknown, *encoding_remarks(source.encoding)), _Reader(source, sie).batches)


def _header(sie: Sie5Header, source: XmlSource) -> LedgerHeader:
    period = _period(sie)
    return LedgerHeader(
        format="sie5",
        encoding=source.encoding.name,
        organisation_name=sie.organisation_name,
        organisation_number=sie.organisation_number,
        currency=sie.currency or _CURRENCY,
        period_from=period[0] if period else None,
        period_to=period[1] if period else None,
        chart=chart_by_names(sie.accounts.items()) or chart_by_buyer(sie.organisation_number),
    )


def _period(sie: Sie5Header) -> tuple[date, date] | None:
    """Return the primary year of a whole file, cut where it says that it ends; vouchers alone declare no period."""
    if not sie.is_export or sie.year is None:
        return None
    first, last = sie.year
    return (first, sie.read_until) if sie.read_until and first <= sie.read_until < last else (first, last)


@dataclass(frozen=True, slots=True)
class _Reader:
    source: XmlSource
    sie: Sie5Header

    def batches(self) -> Iterator[Batch]:
        log = ProblemLog()
        postings = Postings(self._facts(), log)
        vouchers = VoucherPass(self.source.stream(), self.sie.invoices)
        try:
            for frame, ended, goes_on in vouchers.read():
                yield postings.batch(frame, ended, goes_on=goes_on)
            stated = self.sie.movements if self.sie.is_export else {}
            if differs := balance_difference(stated, postings.totals.sums, "ClosingBalance"):
                log.add(differs)
        except XmlError as error:
            yield postings.batch(*vouchers.rest())
            log.add(xml_problem(error))
        log.tally("corrections_are_not_counted", "Overstrike", vouchers.struck)
        postings.report()
        yield Batch(no_lines(), log.close(), 0)

    def _facts(self) -> Facts:
        names = {number: name for (kind, number), name in self.sie.objects.items() if kind == SUPPLIER}
        return Facts(
            currency=self.sie.currency or _CURRENCY,
            accounts=self.sie.accounts,
            suppliers={number: (None, name) for number, name in names.items()} | self.sie.suppliers,
            units={number: name for (kind, number), name in self.sie.objects.items() if kind == UNIT},
            period=self.sie.year if self.sie.is_export else None,
        )
