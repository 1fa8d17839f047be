"""What a SAF-T file says before its transactions: company, period, accounts, suppliers, names of dimensions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from emissions.importers.dates import end_of_month
from foundation.xml_stream import SEPARATOR, XmlStream

ENTRIES: Final = "GeneralLedgerEntries"
ROOT: Final = "AuditFile"
_LONGEST: Final = 1_000
_DECEMBER: Final = 12
_VAT_NUMBER: Final = re.compile(r"(?:NO)?\s*([0-9][0-9 ]{7,}[0-9])\s*(?:MVA)?", re.IGNORECASE)


class SaftAccount(NamedTuple):
    """One account: its name, the standard account it is mapped to, or a code of a category; None where not said."""

    name: str
    standard: str | None = None
    category: str | None = None
    code: str | None = None


@dataclass(slots=True)
class SaftHeader:
    """What stands before the transactions of a SAF-T file."""

    root: str = ""
    version: str = ""
    created: str = ""
    organisation_name: str | None = None
    organisation_number: str | None = None
    currency: str | None = None
    period_from: date | None = None
    period_to: date | None = None
    accounts: dict[str, SaftAccount] = field(default_factory=dict)
    suppliers: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    dimension_names: dict[tuple[str, str], str] = field(default_factory=dict)
    has_entries: bool = False


class _AtEntriesError(Exception):
    """Ends the walk where the transactions begin."""


def read_header(stream: XmlStream) -> SaftHeader:
    """Read everything before the transactions; raises XmlError."""
    reader = _HeaderReader(stream)
    try:
        for _ in stream.walk():
            pass
    except _AtEntriesError:
        reader.header.has_entries = True
    return reader.header


class _HeaderReader:
    """Collects the leaves of each record (a company, an account, a supplier) and takes them over when it ends."""

    def __init__(self, stream: XmlStream) -> None:
        self.header = SaftHeader()
        self._stream = stream
        self._path: list[str] = []
        self._text: list[str] = []
        self._room = _LONGEST
        self._record: dict[str, str] = {}
        parser = stream.parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(SEPARATOR)[2]
        if not self._path:
            self.header.root = local
        elif local == ENTRIES and len(self._path) == 1:
            raise _AtEntriesError
        elif (self._path[-1], local) in _RECORDS:
            self._record = {}
        self._path.append(local)
        self._stream.refuse_depth(len(self._path))
        self._forget()

    def _characters(self, text: str) -> None:
        """Keep the beginning of a text, with all of the blanks before it."""
        if self._room > 0:
            self._text.append(text)
            self._room -= len(text.strip())

    def _end(self, name: str) -> None:
        self._stream.closed += 1
        local = self._path.pop()
        parent = self._path[-1] if self._path else ""
        if taker := _RECORDS.get((parent, local)):
            taker(self.header, self._record)
            self._record = {}
        elif text := "".join(self._text).strip():
            self._record.setdefault(local, text)
            if parent == "Header":
                _take_leaf(self.header, local, text)
        del name
        self._forget()

    def _forget(self) -> None:
        self._text.clear()
        self._room = _LONGEST


def _take_leaf(header: SaftHeader, name: str, text: str) -> None:
    if name == "AuditFileVersion":
        header.version = text
    elif name == "AuditFileDateCreated":
        header.created = text
    elif name == "DefaultCurrencyCode":
        header.currency = text.upper()


def _take_company(header: SaftHeader, record: Mapping[str, str]) -> None:
    header.organisation_name = record.get("Name")
    header.organisation_number = public_number(record)


def public_number(record: Mapping[str, str]) -> str | None:
    """Return the organisation number of a company, else that in its VAT number, without NO and MVA around it."""
    written = record.get("RegistrationNumber") or record.get("TaxRegistrationNumber")
    found = _VAT_NUMBER.fullmatch(written) if written else None
    return found[1].replace(" ", "") if found else written


def _take_criteria(header: SaftHeader, record: Mapping[str, str]) -> None:
    """Take the period as days, or as accounting months; a thirteenth month is December's."""
    first, last = _day(record.get("SelectionStartDate")), _day(record.get("SelectionEndDate"))
    if first is None or last is None:
        first = _month(record.get("PeriodStartYear"), record.get("PeriodStart"))
        last = _month(record.get("PeriodEndYear"), record.get("PeriodEnd"))
        last = end_of_month(last) if last else None
    if first and last and first <= last:
        header.period_from, header.period_to = first, last


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _month(year: str | None, month: str | None) -> date | None:
    try:
        return date(int(year or ""), min(max(int(month or ""), 1), _DECEMBER), 1)
    except ValueError:
        return None


def _take_account(header: SaftHeader, record: Mapping[str, str]) -> None:
    if number := record.get("AccountID"):
        account = SaftAccount(
            record.get("AccountDescription", ""),
            record.get("StandardAccountID"),
            record.get("GroupingCategory"),
            record.get("GroupingCode"),
        )
        header.accounts.setdefault(number, account)


def _take_supplier(header: SaftHeader, record: Mapping[str, str]) -> None:
    if number := record.get("SupplierID"):
        header.suppliers.setdefault(number, (public_number(record), record.get("Name")))


def _take_dimension(header: SaftHeader, record: Mapping[str, str]) -> None:
    kind, number = record.get("AnalysisType"), record.get("AnalysisID")
    if kind:
        header.dimensions.setdefault(kind, record.get("AnalysisTypeDescription", ""))
    if kind and number:
        header.dimension_names.setdefault((kind, number), record.get("AnalysisIDDescription", ""))


_RECORDS: Final[Mapping[tuple[str, str], Callable[[SaftHeader, Mapping[str, str]], None]]] = MappingProxyType(
    {
        ("Header", "Company"): _take_company,
        ("Header", "SelectionCriteria"): _take_criteria,
        ("GeneralLedgerAccounts", "Account"): _take_account,
        ("Suppliers", "Supplier"): _take_supplier,
        ("AnalysisTypeTable", "AnalysisTypeTableEntry"): _take_dimension,
    }
)
