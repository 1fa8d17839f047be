"""Hostile XML: SAF-T, SIE 5 and notices with entities, addresses, endless levels, names, tags and vouchers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.hostile.case import LEDGER, MB, NOTICE, READ, Case, Make, repeated, text_file

BILLION_LAUGHS: Final = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
OUTSIDE: Final = (
    "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'><!ENTITY % far SYSTEM 'http://127.0.0.1:9/x'>%far;]>"
)
SAFT_HEADER: Final = (
    "<Header><AuditFileVersion>1.30</AuditFileVersion><AuditFileDateCreated>2025-01-15</AuditFileDateCreated>"
    "<Company><RegistrationNumber>938801371</RegistrationNumber><Name>Vik Bolig AS</Name></Company>"
    "<DefaultCurrencyCode>NOK</DefaultCurrencyCode><SelectionCriteria><SelectionStartDate>2024-01-01"
    "</SelectionStartDate><SelectionEndDate>2024-12-31</SelectionEndDate></SelectionCriteria></Header>"
)
_SAFT: Final = '<?xml version="1.0"?>{}<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO">' + SAFT_HEADER
_ENTRIES: Final = "<GeneralLedgerEntries><Journal><JournalID>1</JournalID>"
_VOUCHER: Final = (
    "<Transaction><TransactionID>{id}</TransactionID><TransactionDate>2024-02-01</TransactionDate>"
    "{lines}</Transaction>\n"
)
_LINE: Final = "<Line><AccountID>6300</AccountID><{side}Amount><Amount>{amount}</Amount></{side}Amount></Line>"
_BALANCED: Final = _LINE.format(side="Debit", amount="100") + _LINE.format(side="Credit", amount="100")
SAFT_END: Final = "</Journal></GeneralLedgerEntries></AuditFile>"
_SIE5: Final = (
    '<?xml version="1.0"?>{}<Sie xmlns="http://www.sie.se/sie5"><FileInfo><Company organizationId="559900-0077" '
    'name="Ekby AB"/><FiscalYears><FiscalYear start="2024-01" end="2024-12" primary="true"/></FiscalYears>'
    '<AccountingCurrency currency="SEK"/></FileInfo><Accounts><Account id="5020" name="El" type="cost"/></Accounts>'
)
_JOURNAL: Final = '<Journal id="A">'
_ENTRY: Final = (
    '<JournalEntry id="1" journalDate="2024-01-05"><LedgerEntry accountId="5020" amount="{}"/></JournalEntry>\n'
)


def saft(body: str, before: str = "") -> str:
    """Return a whole SAF-T file with the given vouchers."""
    return f"{_SAFT.format(before)}{_ENTRIES}{body}{SAFT_END}"


def voucher(number: int, *, lines: str = _BALANCED) -> str:
    """Return one voucher, in balance unless told otherwise."""
    return _VOUCHER.format(id=number, lines=lines)


def _vouchers(lines: str) -> Make:
    return repeated(f"{_SAFT.format('')}{_ENTRIES}", voucher(1, lines=lines), SAFT_END)


def _entries(amount: str) -> Make:
    return repeated(f"{_SIE5.format('')}{_JOURNAL}", _ENTRY.format(amount), "</Journal></Sie>")


def _levels(head: str, end: str) -> Make:
    def pieces(size: int) -> Iterator[str]:
        yield head
        for tag in ("<a>", "</a>"):
            for _ in range(0, size, 1000):
                yield tag * 1000
        yield end

    return text_file(pieces)


def _names(size: int) -> Iterator[str]:
    yield f"{_SAFT.format('')}{_ENTRIES}"
    for start in range(0, size, 1000):
        yield "".join(f"<n{n}/>" for n in range(start, start + 1000))
    yield SAFT_END


def _attributes(size: int) -> Iterator[str]:
    yield f"{_SIE5.format('')}{_JOURNAL}<JournalEntry "
    for start in range(0, size, 1000):
        yield " ".join(f'a{n}="1"' for n in range(start, start + 1000)) + " "
    yield "/></Journal></Sie>"


def _whole(text: str) -> Make:
    def make(path: Path, _size: int) -> None:
        path.write_text(text, encoding="utf-8")

    return make


def _notice(start: str, middle: str) -> Make:
    return _whole(f'<?xml version="1.0"?>{start}<ContractNotice>{middle}</ContractNotice>')


def _sie5(before: str, body: str) -> Make:
    return _whole(f"{_SIE5.format(before)}{_JOURNAL}{body}</Journal></Sie>")


_DOCUMENT_TYPE: Final = "xml_has_document_type"
CASES: Final = (
    Case(
        "SAF-T: entities in entities (billion laughs)",
        LEDGER,
        _whole(saft("&a9;", BILLION_LAUGHS)),
        1,
        1,
        _DOCUMENT_TYPE,
    ),
    Case(
        "SAF-T: entities that name files and the network",
        LEDGER,
        _whole(saft("&secret;", OUTSIDE)),
        1,
        1,
        _DOCUMENT_TYPE,
    ),
    Case(
        "SAF-T: 10 million levels",
        LEDGER,
        _levels(f"{_SAFT.format('')}{_ENTRIES}", SAFT_END),
        10_000_000,
        700_000,
        "xml_is_too_deep",
    ),
    Case("SAF-T: a million names", LEDGER, text_file(_names), 1_000_000, 20_000, "xml_has_too_many_names"),
    Case(
        "SAF-T: a text of 300 MB",
        LEDGER,
        repeated(f"{_SAFT.format('')}{_ENTRIES}<Transaction><Description>", "x"),
        300 * MB,
        MB,
        "xml_part_is_too_long",
        "xml_is_cut_short",
    ),
    Case(
        "SAF-T: a tag of 300 MB",
        LEDGER,
        repeated(f"{_SAFT.format('')}<Line x='", "x"),
        300 * MB,
        6 * MB,
        "xml_tag_is_too_long",
    ),
    Case(
        "SAF-T: a voucher of a million lines",
        LEDGER,
        repeated(
            f"{_SAFT.format('')}{_ENTRIES}<Transaction><TransactionID>1</TransactionID><TransactionDate>2024-02-01</TransactionDate>",
            _BALANCED,
            f"</Transaction>{SAFT_END}",
        ),
        500_000,
        1_000,
        READ,
    ),
    Case(
        "SAF-T: a million amounts that are none",
        LEDGER,
        _vouchers(_LINE.format(side="Debit", amount="x")),
        1_000_000,
        2_000,
        "posting_amount_is_no_amount",
    ),
    Case(
        "SAF-T: a million vouchers out of balance",
        LEDGER,
        _vouchers(_LINE.format(side="Debit", amount="7")),
        1_000_000,
        2_000,
        READ,
    ),
    Case("SIE 5: entities in entities (billion laughs)", LEDGER, _sie5(BILLION_LAUGHS, "&a9;"), 1, 1, _DOCUMENT_TYPE),
    Case("SIE 5: entities that name files and the network", LEDGER, _sie5(OUTSIDE, "&secret;"), 1, 1, _DOCUMENT_TYPE),
    Case(
        "SIE 5: 10 million levels",
        LEDGER,
        _levels(f"{_SIE5.format('')}{_JOURNAL}", "</Journal></Sie>"),
        10_000_000,
        700_000,
        "xml_is_too_deep",
    ),
    Case(
        "SIE 5: an element of a million attributes",
        LEDGER,
        text_file(_attributes),
        1_000_000,
        20_000,
        "xml_tag_is_too_long",
        "xml_has_too_many_names",
    ),
    Case(
        "SIE 5: a million amounts such as 1e308",
        LEDGER,
        _entries("1e308"),
        1_000_000,
        2_000,
        "posting_amount_is_no_amount",
    ),
    Case("SIE 5: a million vouchers out of balance", LEDGER, _entries("7"), 1_000_000, 2_000, READ),
    Case("XML: a million levels, of no format", LEDGER, _levels("<a>", "</a>"), 1_000_000, 1_000, "file_is_xml"),
    Case("Notice: entities in entities", NOTICE, _notice(BILLION_LAUGHS, "&a9;"), 1, 1, "xml_has_doctype"),
    Case(
        "Notice: entities that name files and the network",
        NOTICE,
        _notice(OUTSIDE, "&secret;"),
        1,
        1,
        "xml_has_doctype",
    ),
    Case(
        "Notice: a million levels",
        NOTICE,
        _levels("<ContractNotice>", "</ContractNotice>"),
        1_000_000,
        1_000,
        "xml_is_too_deep",
    ),
)
