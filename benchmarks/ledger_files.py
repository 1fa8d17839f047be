"""Ledger files of any size, made up, and how long and in how much memory they are read.

`python -m benchmarks.ledger_files --megabytes 30 300 [--formats saft sie5 sie4] [--folder FOLDER]` writes a file of
each format and size, reads it to its end in a process of its own, and walks it in another with the bare parser: expat
with handlers that do nothing (a SIE 4 file line by line). Prints seconds by the clock and of the processor, the ratio
of the latter, and the peak of memory. Needs no database.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple
from xml.parsers import expat

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_summary import summarise

SUPPLIERS: Final = 2_000
FUNCTIONS: Final = (201, 202, 211, 222, 233, 253, 254, 332, 335, 338, 353)
ARTS: Final = (100, 105, 110, 114, 115, 120, 130, 150, 170, 180, 185, 190, 195, 200, 230, 240, 250, 260, 270, 370)
BLOCK: Final = 1 << 20


def write_saft(path: Path, size: int) -> None:
    """Write a SAF-T file of at least `size` bytes: invoices on KOSTRA accounts, with tax and three dimensions."""
    _write(path, size, _saft_head(), _saft_transaction, _SAFT_END)


def write_sie5(path: Path, size: int) -> None:
    """Write a SIE 5 file of at least `size` bytes: invoices on accounts of BAS, with units and projects."""
    _write(
        path,
        size,
        _sie5_head(),
        _sie5_entry,
        '  </Journal>\n  <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>\n</Sie>\n',
    )


def write_sie4(path: Path, size: int) -> None:
    """Write a SIE 4 file of at least `size` bytes with the same invoices."""
    accounts = "".join(f'#KONTO {5000 + art} "Konto {art}"\n' for art in ARTS)
    head = '#FLAGGA 0\n#PROGRAM "Ekby" 1\n#FORMAT PC8\n#SIETYP 4\n#ORGNR 559900-0077\n#RAR 0 20240101 20241231\n'
    _write(path, size, head + accounts, _sie4_voucher, "")


def _write(path: Path, size: int, head: str, part: Callable[[int], str], end: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        written = file.write(head)
        for number in count(1):
            if written >= size:
                break
            written += file.write(part(number))
        file.write(end)


def _saft_head() -> str:
    accounts = "".join(
        f"<Account><AccountID>1{art}0</AccountID><AccountDescription>Konto {art}</AccountDescription>"
        f"<GroupingCategory>KA_K</GroupingCategory><GroupingCode>{art}</GroupingCode><AccountType>GL</AccountType>"
        "<OpeningDebitBalance>0</OpeningDebitBalance><ClosingDebitBalance>0</ClosingDebitBalance></Account>\n"
        for art in ARTS
    )
    suppliers = "".join(
        f"<Supplier><RegistrationNumber>{900_000_000 + number}</RegistrationNumber><Name>Leverandør {number} AS</Name>"
        f"<SupplierID>{number}</SupplierID></Supplier>\n"
        for number in range(SUPPLIERS)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO">\n'
        "<Header><AuditFileVersion>1.30</AuditFileVersion><Company><RegistrationNumber>999888777</RegistrationNumber>"
        "<Name>Vik kommune</Name></Company><DefaultCurrencyCode>NOK</DefaultCurrencyCode><SelectionCriteria>"
        "<SelectionStartDate>2024-01-01</SelectionStartDate><SelectionEndDate>2024-12-31</SelectionEndDate>"
        f"</SelectionCriteria></Header>\n<MasterFiles><GeneralLedgerAccounts>\n{accounts}</GeneralLedgerAccounts>"
        f"<Suppliers>\n{suppliers}</Suppliers><AnalysisTypeTable>\n{_saft_dimensions()}</AnalysisTypeTable></MasterFiles>\n"
        "<GeneralLedgerEntries>\n<Journal>\n<JournalID>LEV</JournalID>\n<Description>Leverandører</Description>\n"
    )


def _saft_dimensions() -> str:
    return "".join(
        f"<AnalysisTypeTableEntry><AnalysisType>{code}</AnalysisType><AnalysisTypeDescription>{name}"
        "</AnalysisTypeDescription><AnalysisID>1</AnalysisID><AnalysisIDDescription>En</AnalysisIDDescription>"
        "</AnalysisTypeTableEntry>\n"
        for code, name in (("A", "Ansvar"), ("F", "Funksjon"), ("P", "Prosjekt"))
    )


_SAFT_END: Final = "</Journal>\n</GeneralLedgerEntries>\n</AuditFile>\n"


def _saft_transaction(number: int) -> str:
    day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    cost = number % 90_000 + 0.5
    lines = "".join(
        _saft_line(record, number, account, side, amount)
        for record, (account, side, amount) in enumerate(_sides(number, cost), 1)
    )
    return (
        f"  <Transaction>\n    <TransactionID>{number}</TransactionID>\n    <Period>{number % 12 + 1}</Period>\n"
        f"    <PeriodYear>2024</PeriodYear>\n    <TransactionDate>{day}</TransactionDate>\n"
        f"    <Description>Faktura {number}</Description>\n    <SystemEntryDate>{day}</SystemEntryDate>\n"
        f"    <GLPostingDate>{day}</GLPostingDate>\n{lines}  </Transaction>\n"
    )


def _sides(number: int, cost: float) -> Iterator[tuple[str, str, float]]:
    yield f"1{ARTS[number % len(ARTS)]}0", "Debit", cost
    yield "1429", "Debit", cost / 4
    yield "23500", "Credit", cost * 5 / 4


def _saft_line(record: int, number: int, account: str, side: str, amount: float) -> str:
    dimensions = "".join(
        f"      <Analysis>\n        <AnalysisType>{kind}</AnalysisType>\n        <AnalysisID>{code}</AnalysisID>\n"
        "      </Analysis>\n"
        for kind, code in (("A", number % 300), ("F", FUNCTIONS[number % len(FUNCTIONS)]), ("P", number % 40))
    )
    supplier = f"      <SupplierID>{number % SUPPLIERS}</SupplierID>\n" if side == "Credit" else ""
    tax = "      <TaxInformation>\n        <TaxType>MVA</TaxType>\n      </TaxInformation>\n" if record == 1 else ""
    return (
        f"    <Line>\n      <RecordID>{record}</RecordID>\n      <AccountID>{account}</AccountID>\n{dimensions}"
        f"      <SourceDocumentID>{number}</SourceDocumentID>\n{supplier}"
        f"      <Description>Strøm &amp; nettleie {number}</Description>\n      <{side}Amount>\n"
        f"        <Amount>{amount:.2f}</Amount>\n      </{side}Amount>\n{tax}"
        f"      <ReferenceNumber>{number * 7}</ReferenceNumber>\n    </Line>\n"
    )


def _sie5_head() -> str:
    accounts = "".join(f'    <Account id="{5000 + art}" name="Konto {art}" type="cost"/>\n' for art in ARTS)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<Sie xmlns="http://www.sie.se/sie5">\n  <FileInfo>\n'
        '    <Company organizationId="559900-0077" name="Ekby Återvinning AB"/>\n    <FiscalYears>'
        '<FiscalYear start="2024-01" end="2024-12" primary="true"/></FiscalYears>\n'
        f'    <AccountingCurrency currency="SEK"/>\n  </FileInfo>\n  <Accounts>\n{accounts}  </Accounts>\n'
        '  <Journal id="1" name="Löpande">\n'
    )


def _sie5_entry(number: int) -> str:
    day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    cost = number % 90_000 + 0.5
    return (
        f'    <JournalEntry id="{number}" journalDate="{day}" text="Faktura {number}">\n'
        f'      <EntryInfo date="{day}" by="AB"/>\n'
        f'      <LedgerEntry accountId="{5000 + ARTS[number % len(ARTS)]}" amount="{cost}">\n'
        f'        <ObjectReference dimId="1" objectId="{number % 300}"/>\n'
        f'        <ObjectReference dimId="6" objectId="P{number % 40}"/>\n      </LedgerEntry>\n'
        f'      <LedgerEntry accountId="2641" amount="{cost / 4:.2f}"/>\n'
        f'      <LedgerEntry accountId="2440" amount="-{cost * 5 / 4:.2f}"/>\n    </JournalEntry>\n'
    )


def _sie4_voucher(number: int) -> str:
    day = f"2024{number % 12 + 1:02d}{number % 28 + 1:02d}"
    cost = number % 90_000 + 0.5
    return (
        f'#VER A {number} {day} "Faktura {number}"\n{{\n'
        f'   #TRANS {5000 + ARTS[number % len(ARTS)]} {{1 "{number % 300}" 6 "P{number % 40}"}} {cost}\n'
        f"   #TRANS 2641 {{}} {cost / 4:.2f}\n   #TRANS 2440 {{}} -{cost * 5 / 4:.2f}\n}}\n"
    )


WRITERS: Final = {"saft": write_saft, "sie5": write_sie5, "sie4": write_sie4}


def read(path: Path) -> int:
    """Read a ledger to its end; returns the number of its lines."""
    return summarise(open_ledger(path)).lines


def walk_bare(path: Path) -> int:
    """Walk an XML file with the parser alone, its handlers doing nothing; of another file, read its lines."""
    with path.open("rb") as file:
        if file.read(1) != b"<":
            return sum(1 for _ in file)
        file.seek(0)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda _name, _attributes: None
        parser.EndElementHandler = lambda _name: None
        parser.CharacterDataHandler = lambda _text: None
        while block := file.read(BLOCK):
            parser.Parse(block)
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place only
        return parser.CurrentLineNumber


class Cost(NamedTuple):
    """What a piece of work took: seconds by the clock and of the processor, and megabytes of memory at its peak."""

    clock: float
    processor: float
    peak: float


def measured(work: str, path: Path) -> Cost:
    """Run `read` or `walk_bare` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.ledger_files", "--work", work, "--folder", str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()  # noqa: S603 - our own
    return Cost(*map(float, said))


def main() -> None:
    """Measure what is asked for, or do one piece of work and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[30])
    parser.add_argument("--formats", nargs="+", choices=WRITERS, default=["saft", "sie5"])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--work", choices=["read", "walk_bare"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        _work({"read": read, "walk_bare": walk_bare}[options.work], options.folder)
        return
    for form in options.formats:
        for megabytes in options.megabytes:
            path = options.folder / f"ledger_{form}_{megabytes}"
            WRITERS[form](path, megabytes * 1_000_000)
            ours, bare = measured("read", path), measured("walk_bare", path)
            path.unlink()
            took = f"read {ours.clock:.2f} s ({ours.processor:.2f} s of processor), peak {ours.peak:.0f} MB"
            print(f"{form} {megabytes} MB: {took}; bare {bare.clock:.2f} s ({bare.processor:.2f} s), ", end="")
            print(f"peak {bare.peak:.0f} MB; ratio {bare.processor / ours.processor:.2f}")


def _work(work: Callable[[Path], int], path: Path) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    work(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.perf_counter() - clock, time.process_time() - processor, peak)


if __name__ == "__main__":
    main()
