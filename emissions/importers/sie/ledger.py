"""Opens a SIE file: vouchers (type 4) are read; one with balances only (types 1 to 3) is refused, with the remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from emissions.importers.balance_check import balance_difference
from emissions.importers.charts import CHART_NAMES, chart_by_names, declared_chart
from emissions.importers.ledger_lines import Batch, Chart, LedgerHeader, LedgerReading, no_lines, refused
from emissions.importers.problem_log import ProblemLog
from emissions.importers.sie.checksum import checksum_of, same_sum
from emissions.importers.sie.header import SieHeader, read_header
from emissions.importers.sie.postings import Postings
from emissions.importers.text_encoding import TextEncoding, detect_encoding, encoding_remarks, endless_line, utf8_blocks
from foundation.problems import Problem, Severity

_BALANCES_ONLY: Final = frozenset({"1", "2", "3", ""})
_DOS: Final = frozenset({"cp437", "ascii"})


def open_sie(path: Path) -> LedgerReading:
    """Return the reading of a SIE file of any type."""
    encoding = detect_encoding(path, prior="cp437")
    if encoding.is_endless:
        return refused(endless_line(), LedgerHeader(encoding=encoding.name))
    sie = read_header(utf8_blocks(path, encoding))
    header = _header(sie, encoding)
    if not sie.has_vouchers:
        balances_only = sie.sie_type in _BALANCES_ONLY
        code = "sie_has_balances_only" if balances_only else "sie_has_no_vouchers"
        return LedgerReading(header, (Problem(code, "file", "#SIETYP", values={"type": sie.sie_type or "1"}),))
    problems = (*_remarks(sie, encoding, header.chart), *_checksum_problems(path, sie), *encoding_remarks(encoding))
    return LedgerReading(header, problems, _Reader(path, encoding, sie).batches)


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    encoding: TextEncoding
    sie: SieHeader

    def batches(self) -> Iterator[Batch]:
        log = ProblemLog()
        postings = Postings(self.sie, log)
        yield from postings.read(utf8_blocks(self.path, self.encoding))
        _report_accounts(postings, self.sie, log)
        if postings.outside_year:
            values = {"count": postings.outside_year, "from": self.sie.year_from, "to": self.sie.year_to}
            log.add(Problem("dates_are_outside_year", "file", "#RAR", Severity.WARNING, values))
        if differs := balance_difference(self.sie.movements, postings.sums, "#UB"):
            log.add(differs)
        yield Batch(no_lines(), log.close(), 0)


def _header(sie: SieHeader, encoding: TextEncoding) -> LedgerHeader:
    start, end = _period(sie)
    return LedgerHeader(
        format=_format(sie),
        encoding=encoding.name,
        organisation_name=sie.organisation_name,
        organisation_number=sie.organisation_number,
        currency=sie.currency,
        period_from=start,
        period_to=end,
        granularity="day" if sie.has_vouchers else "year",
        chart=_chart(sie),
    )


def _format(sie: SieHeader) -> str:
    """Return `sie1` to `sie3`, `sie4e` for a whole year exported, `sie4i` for vouchers handed to another program."""
    if sie.has_vouchers or sie.sie_type not in _BALANCES_ONLY:
        return "sie4e" if sie.is_export else "sie4i"
    return f"sie{sie.sie_type or 1}"


def _period(sie: SieHeader) -> tuple[date | None, date | None]:
    """Return the year that an export covers, cut where it says that it ends; vouchers alone declare no period."""
    start, end = sie.year_from, sie.year_to
    if not sie.is_export or start is None or end is None:
        return None, None
    if sie.read_until and start <= sie.read_until < end:
        end = sie.read_until
    return start, end


def _chart(sie: SieHeader) -> Chart | None:
    """Return the chart by the names of the accounts, which cannot lie about their digits, else as declared."""
    return chart_by_names(sie.accounts.items()) or declared_chart(sie.kptyp)


def _remarks(sie: SieHeader, encoding: TextEncoding, chart: Chart | None) -> Iterator[Problem]:
    if chart is None:
        yield Problem("chart_is_unknown", "file", "#KPTYP", Severity.WARNING)
    declared = declared_chart(sie.kptyp)
    if chart and declared and chart != declared:
        values = {"declared": sie.kptyp, "chart": CHART_NAMES[chart]}
        yield Problem("chart_is_another", "file", "#KPTYP", Severity.WARNING, values)
    if sie.sie_type in _BALANCES_ONLY - {""}:
        yield Problem("sie_type_is_wrong", "file", "#SIETYP", Severity.WARNING, {"type": sie.sie_type})
    if encoding.name not in _DOS and sie.declared_format == "PC8":
        yield Problem("encoding_is_another", "file", "#FORMAT", Severity.NOTICE, {"encoding": encoding.name})


def _checksum_problems(path: Path, sie: SieHeader) -> Iterator[Problem]:
    """Compare the check sum, if the file has one; a sum that is begun and not ended shows a file cut short."""
    if not sie.checksums:
        return
    if not sie.checksums[-1]:
        yield Problem("checksum_is_missing", "file", "#KSUMMA")
        return
    with path.open("rb") as file:
        computed = checksum_of(file)
    if not same_sum(sie.checksums[-1], computed):
        values = {"declared": sie.checksums[-1], "computed": computed}
        yield Problem("checksum_differs", "file", "#KSUMMA", Severity.WARNING, values)


def _report_accounts(postings: Postings, sie: SieHeader, log: ProblemLog) -> None:
    """Warn of accounts that are used and not named; files that name no account at all get one notice."""
    unknown = sorted(
        (account for account in postings.used if account not in sie.accounts), key=postings.first_used.__getitem__
    )
    if unknown and not sie.accounts:
        log.add(Problem("accounts_are_not_named", "file", "#KONTO", Severity.NOTICE, {"count": len(unknown)}))
        return
    for account in unknown:
        line = postings.first_used[account]
        values = {"account": account, "count": postings.used[account], "row": line}
        log.add(Problem("account_is_unknown", f"line {line}", "#KONTO", Severity.WARNING, values))
