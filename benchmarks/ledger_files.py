"""Ledger files of any number of rows, made up, for `benchmarks/reading.py`: XML, SIE 4 and tables."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

SUPPLIERS: Final = 2_000
FUNCTIONS: Final = (201, 202, 211, 222, 233, 253, 254, 332, 335, 338, 353)
ARTS: Final = (100, 105, 110, 114, 115, 120, 130, 150, 170, 180, 185, 190, 195, 200, 230, 240, 250, 260, 270, 370)
_ROWS_OF_AN_INVOICE: Final = 3


def write_saft(path: Path, rows: int) -> None:
    """Write a SAF-T file of `rows` postings: invoices on KOSTRA accounts, with tax and three dimensions."""
    _write(path, rows, _saft_head(), _saft_transaction, _SAFT_END)


def write_sie5(path: Path, rows: int) -> None:
    """Write a SIE 5 file of `rows` postings: invoices on accounts of BAS, with units and projects."""
    _write(
        path,
        rows,
        _sie5_head(),
        _sie5_entry,
        '  </Journal>\n  <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>\n</Sie>\n',
    )


def write_sie4(path: Path, rows: int) -> None:
    """Write a SIE 4 file of `rows` postings with the same invoices."""
    accounts = "".join(f'#KONTO {5000 + art} "Konto {art}"\n' for art in ARTS)
    head = '#FLAGGA 0\n#PROGRAM "Ekby" 1\n#FORMAT PC8\n#SIETYP 4\n#ORGNR 559900-0077\n#RAR 0 20240101 20241231\n'
    _write(path, rows, head + accounts, _sie4_voucher, "")


def write_csv(path: Path, rows: int) -> None:
    """Write a Swedish supplier ledger of `rows` invoices."""
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join(_COLUMNS) + "\n")
        file.writelines(
            f"{name};{number};{account};{amount:.2f};{day};{invoice}\n"
            for name, number, account, amount, day, invoice in map(_row, range(rows))
        )


def write_xlsx(path: Path, rows: int) -> None:
    """Write the same rows as a workbook: texts in the cells, amounts as numbers."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in _WORKBOOK.items():
            book.writestr(name, content)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {_SPREADSHEET}><sheetData>{_cells(1, _COLUMNS)}".encode())
            for row in range(rows):
                sheet.write(_cells(row + 2, _row(row)).encode())
            sheet.write(b"</sheetData></worksheet>")


_COLUMNS: Final = ("leverantor", "leverantor_id", "konto_nr", "belopp", "datum", "fakturanummer")
_MAIN: Final = "http://schemas.openxmlformats.org"
_SPREADSHEET: Final = f'xmlns="{_MAIN}/spreadsheetml/2006/main"'
_RELATIONSHIP: Final = f"{_MAIN}/officeDocument/2006/relationships"
_PARTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_MAIN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_PARTS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_PARTS}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_MAIN}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELATIONSHIP}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_MAIN}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELATIONSHIP}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_SPREADSHEET} xmlns:r="{_RELATIONSHIP}">'
    '<sheets><sheet name="Reskontra" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def _row(number: int) -> tuple[str, str, str, float, str, str]:
    supplier = number % SUPPLIERS
    day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    account = str(60_000 + 10 * ARTS[number % len(ARTS)])
    return f"Leverantör {supplier} AB", f"559{supplier:03d}-0011", account, number % 90_000 + 0.5, day, f"F{number}"


def _cells(row: int, values: tuple[str | float, ...]) -> str:
    cells = (
        f'<c r="{letter}{row}"><v>{value}</v></c>'
        if isinstance(value, float)
        else f'<c r="{letter}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
        for letter, value in zip("ABCDEF", values, strict=True)
    )
    return f'<row r="{row}">{"".join(cells)}</row>'


def _write(path: Path, rows: int, head: str, part: Callable[[int], str], end: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        file.writelines(map(part, range(1, rows // _ROWS_OF_AN_INVOICE + 1)))
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


WRITERS: Final = {"csv": write_csv, "sie4": write_sie4, "sie5": write_sie5, "saft": write_saft, "xlsx": write_xlsx}
