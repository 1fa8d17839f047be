"""Opens a SAF-T file, or the parts of one: head and master files first, then the transactions, block by block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from emissions.importers.amounts import amount_text
from emissions.importers.charts import chart_by_names
from emissions.importers.ledger_lines import Batch, Chart, LedgerHeader, LedgerReading, no_lines, refused
from emissions.importers.problem_log import ProblemLog, short
from emissions.importers.saft.dimensions import dimension_meanings
from emissions.importers.saft.entry_pass import EntryPass
from emissions.importers.saft.header import ROOT, SaftHeader, read_header
from emissions.importers.saft.kostra import carried_number, kostra_codes, looks_like_kostra, shows_kostra
from emissions.importers.saft.periods import AccountingPeriods
from emissions.importers.text_encoding import encoding_remarks
from emissions.importers.xml.postings import Facts, Postings, Totals
from emissions.importers.xml.source import XmlSource, open_xml, xml_problem
from foundation.problems import Problem, Severity
from foundation.xml_stream import XmlError


def open_saft(path: Path) -> LedgerReading:
    """Return the reading of a SAF-T file; one without transactions is refused."""
    source = open_xml(path)
    try:
        saft = read_header(source.stream())
    except XmlError as error:
        return refused(xml_problem(error), LedgerHeader("saft", source.encoding.name))
    return open_parts([Part(source, saft, path.name)], saft)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: where it is, what it says before its transactions, and what it is called."""

    source: XmlSource
    saft: SaftHeader
    name: str


def open_parts(parts: Sequence[Part], saft: SaftHeader, held: object = None) -> LedgerReading:
    """Return the reading of the files of one export; `saft` is what they say together before their transactions.

    `held` lives as long as the reading: what the files were unpacked into goes with it.
    """
    if saft.root != ROOT:
        return refused(Problem("file_is_xml", "file"))
    codes = kostra_codes(saft.accounts)
    meanings = dimension_meanings(saft.dimensions)
    header = _header(saft, parts[0].source, _chart(saft, codes, meanings))
    if not saft.has_entries:
        return LedgerReading(header, (Problem("saft_has_no_transactions", "file"),))
    problems = (*_remarks(saft, codes, header), *encoding_remarks(parts[0].source.encoding))
    with_entries = tuple(part for part in parts if part.saft.has_entries)
    reader = _Reader(with_entries, _facts(saft, codes, meanings), meanings, held)
    return LedgerReading(header, problems, reader.batches)


def _header(saft: SaftHeader, source: XmlSource, chart: Chart | None) -> LedgerHeader:
    return LedgerHeader(
        format="saft",
        encoding=source.encoding.name,
        organisation_name=saft.organisation_name,
        organisation_number=saft.organisation_number,
        currency=saft.currency or "NOK",
        period_from=saft.period_from,
        period_to=saft.period_to,
        chart=chart,
    )


def _chart(saft: SaftHeader, codes: dict[str, str], meanings: dict[str, str]) -> Chart | None:
    """Return KOSTRA where the accounts are mapped to it, or show it beside a dimension of functions."""
    if codes or ("function" in meanings.values() and looks_like_kostra(saft.accounts)):
        return "kostra"
    return chart_by_names((number, account.name) for number, account in saft.accounts.items())


def _facts(saft: SaftHeader, codes: dict[str, str], meanings: dict[str, str]) -> Facts:
    carried = {number: carried_number(number, code) for number, code in codes.items()}
    names = {
        meaning: {
            number: name for (kind, number), name in saft.dimension_names.items() if meanings.get(kind) == meaning
        }
        for meaning in ("unit", "function")
    }
    return Facts(
        currency=saft.currency or "NOK",
        accounts={number: account.name for number, account in saft.accounts.items()},
        carried={number: other for number, other in carried.items() if other != number},
        suppliers=saft.suppliers,
        units=names["unit"],
        functions=names["function"],
        period=(saft.period_from, saft.period_to) if saft.period_from and saft.period_to else None,
    )


def _remarks(saft: SaftHeader, codes: dict[str, str], header: LedgerHeader) -> Iterator[Problem]:
    if header.chart is None:
        yield Problem("chart_is_unknown", "file", None, Severity.WARNING)
    carried = [(number, carried_number(number, code)) for number, code in codes.items()]
    other = [(number, new) for number, new in carried if new != number]
    if other:
        values = {"count": len(other), "local": other[0][0], "account": other[0][1]}
        yield Problem("accounts_carry_their_arts", "file", "GroupingCode", Severity.NOTICE, values)
    without = [number for number in saft.accounts if codes and number not in codes and not shows_kostra(number)]
    if without:
        values = {"count": len(without), "account": without[0]}
        yield Problem("accounts_have_no_art", "file", "GroupingCode", Severity.WARNING, values)


@dataclass(frozen=True, slots=True)
class _Reader:
    parts: tuple[Part, ...]
    facts: Facts
    meanings: dict[str, str]
    held: object

    def batches(self) -> Iterator[Batch]:
        log = ProblemLog()
        postings = Postings(self.facts, log)
        periods = AccountingPeriods(log)
        declared: dict[str, list[str]] = {}
        for part in self.parts:
            entries = EntryPass(part.source.stream(), self.meanings, is_later=part is not self.parts[0])
            try:
                for frame, vouchers, goes_on in entries.read():
                    yield postings.batch(periods.placed(frame), vouchers, goes_on=goes_on)
            except XmlError as error:
                frame, vouchers = entries.rest()
                yield postings.batch(periods.placed(frame), vouchers)
                problem = xml_problem(error)
                where = f"{error.line} ({short(part.name)})" if len(self.parts) > 1 else error.line
                log.add(replace(problem, values={**problem.values, "row": where}))
                declared = {}
                break
            for name, text in entries.declared.items():
                declared.setdefault(name, []).append(text)
        _report_totals(declared, postings.totals, log)
        postings.report()
        yield Batch(no_lines(), log.close(), 0)


def _report_totals(declared: dict[str, list[str]], totals: Totals, log: ProblemLog) -> None:
    """Warn where the entries state another number or other sums than they hold: each part its own, or all the whole."""
    found = {"NumberOfEntries": Decimal(totals.vouchers), "TotalDebit": totals.debit, "TotalCredit": totals.credit}
    for name, texts in declared.items():
        try:
            written = [Decimal(text) for text in texts]
        except InvalidOperation:
            continue
        if sum(written) != found[name] and set(written) != {found[name]}:
            shown = str if name == "NumberOfEntries" else amount_text
            values = {"field": name, "written": shown(sum(written, Decimal(0))), "sum": shown(found[name])}
            log.add(Problem("declared_total_differs", "file", name, Severity.WARNING, values))
