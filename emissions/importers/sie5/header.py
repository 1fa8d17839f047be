"""What a SIE 5 file says before its vouchers: company, year, accounts, objects, suppliers and their invoices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final

from emissions.importers.dates import end_of_month
from foundation.xml_stream import SEPARATOR, XmlStream

ROOTS: Final = frozenset({"Sie", "SieEntry"})
JOURNAL: Final = "Journal"
UNIT, PROJECT, SUPPLIER, INVOICE = "1", "6", "9", "10"

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Sie5Header:
    """What stands before the vouchers of a SIE 5 file.

    `invoices` maps (account, object) to supplier and invoice number; `movements` what the balances of the primary year
    say that the vouchers of an account come to. What begins with `at_` is where the reading is.
    """

    root: str = ""
    organisation_name: str | None = None
    organisation_number: str | None = None
    currency: str | None = None
    year: tuple[date, date] | None = None
    read_until: date | None = None
    accounts: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    suppliers: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    invoices: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    movements: dict[str, Decimal] = field(default_factory=dict)
    has_journals: bool = False
    at_account: str = ""
    at_balance: Decimal = Decimal(0)
    at_dimension: str = ""
    at_payables: list[str] = field(default_factory=list)

    @property
    def is_export(self) -> bool:
        """Whether this is a whole file rather than vouchers to be imported."""
        return self.root == "Sie"


class _AtJournalsError(Exception):
    """Ends the walk where the vouchers begin."""


def read_header(stream: XmlStream) -> Sie5Header:
    """Read everything before the first journal; raises XmlError."""
    reader = _HeaderReader(stream)
    try:
        for _ in stream.walk():
            pass
    except _AtJournalsError:
        reader.header.has_journals = True
    return reader.header


class _HeaderReader:
    """Takes over the attributes of each element that is asked for, known by its name and that of the one around."""

    def __init__(self, stream: XmlStream) -> None:
        self.header = Sie5Header()
        self._stream = stream
        self._path: list[str] = []
        stream.parser.StartElementHandler = self._start
        stream.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(SEPARATOR)[2]
        if not self._path:
            self.header.root = local
        elif local == JOURNAL:
            raise _AtJournalsError
        elif taker := _TAKERS.get((self._path[-1], local)):
            taker(self.header, attributes)
        self._path.append(local)
        self._stream.refuse_depth(len(self._path))

    def _end(self, _name: str) -> None:
        self._stream.closed += 1
        self._path.pop()


def _take_company(header: Sie5Header, said: Attributes) -> None:
    number = said.get("organizationId", "").strip()
    header.organisation_number = number if number.strip("0- ") else None
    header.organisation_name = said.get("name", "").strip() or None


def _take_currency(header: Sie5Header, said: Attributes) -> None:
    header.currency = said.get("currency", "").strip().upper() or None


def _take_year(header: Sie5Header, said: Attributes) -> None:
    """Take the primary year; where none is said to be it, the last one of the file."""
    first, last = _month(said.get("start")), _month(said.get("end"))
    if first is None or last is None or first > last or (header.year and said.get("primary") not in ("true", "1")):
        return
    header.year = first, end_of_month(last)
    header.read_until = _day(said.get("lastCoveredDate"))


def _month(text: str | None) -> date | None:
    return _day(f"{text[:7]}-01") if text else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _take_account(header: Sie5Header, said: Attributes) -> None:
    header.at_account = said.get("id", "")
    header.accounts.setdefault(header.at_account, said.get("name", "").strip())


def _take_balance(header: Sie5Header, said: Attributes, sign: int) -> None:
    header.at_balance = Decimal(0)
    if header.year is None:
        return
    first, last = header.year
    day = _month(said.get("month"))
    if day != (first if sign < 0 else last.replace(day=1)):
        return
    try:
        amount = Decimal(said.get("amount", ""))
    except InvalidOperation:
        return
    header.at_balance = sign * amount
    _add_movement(header, header.at_balance)


def _add_movement(header: Sie5Header, amount: Decimal) -> None:
    header.movements[header.at_account] = header.movements.get(header.at_account, Decimal(0)) + amount


def _take_balance_of_object(header: Sie5Header, _said: Attributes) -> None:
    """Take back a balance that turns out to be that of an object: it is part of the account's."""
    _add_movement(header, -header.at_balance)
    header.at_balance = Decimal(0)


def _take_opening(header: Sie5Header, said: Attributes) -> None:
    _take_balance(header, said, -1)


def _take_closing(header: Sie5Header, said: Attributes) -> None:
    _take_balance(header, said, 1)


def _take_dimension(header: Sie5Header, said: Attributes) -> None:
    header.at_dimension = said.get("id", "")


def _take_object(header: Sie5Header, said: Attributes) -> None:
    header.objects.setdefault((header.at_dimension, said.get("id", "")), said.get("name", "").strip())


def _take_payables(header: Sie5Header, said: Attributes) -> None:
    header.at_payables = [said.get("primaryAccountId", "")]


def _take_other_payable(header: Sie5Header, said: Attributes) -> None:
    header.at_payables.append(said.get("accountId", ""))


def _take_invoice(header: Sie5Header, said: Attributes) -> None:
    for account in header.at_payables:
        key = account, said.get("id", "")
        header.invoices.setdefault(key, (said.get("supplierId", "").strip(), said.get("invoiceNumber", "").strip()))


def _take_supplier(header: Sie5Header, said: Attributes) -> None:
    number = said.get("organizationId", "").strip() or said.get("vatNr", "").strip() or None
    header.suppliers.setdefault(said.get("id", "").strip(), (number, said.get("name", "").strip() or None))


_TAKERS: Final[Mapping[tuple[str, str], Callable[[Sie5Header, Attributes], None]]] = MappingProxyType(
    {
        ("FileInfo", "Company"): _take_company,
        ("FileInfo", "AccountingCurrency"): _take_currency,
        ("FiscalYears", "FiscalYear"): _take_year,
        ("Accounts", "Account"): _take_account,
        ("Account", "OpeningBalance"): _take_opening,
        ("Account", "ClosingBalance"): _take_closing,
        ("OpeningBalance", "ObjectReference"): _take_balance_of_object,
        ("ClosingBalance", "ObjectReference"): _take_balance_of_object,
        ("Dimensions", "Dimension"): _take_dimension,
        ("Dimension", "Object"): _take_object,
        ("Sie", "SupplierInvoices"): _take_payables,
        ("SieEntry", "SupplierInvoices"): _take_payables,
        ("SupplierInvoices", "SecondaryAccountRef"): _take_other_payable,
        ("SupplierInvoices", "SupplierInvoice"): _take_invoice,
        ("Suppliers", "Supplier"): _take_supplier,
    }
)
