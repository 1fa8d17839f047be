"""What a SIE file says about itself: company, years, accounts, objects, and whether it holds vouchers at all."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from emissions.importers.amounts import understand
from emissions.importers.sie.records import Record, day, record

COST_CENTRE, PROJECT, SUPPLIER, INVOICE = "1", "6", "9", "10"

_WANTED: Final = re.compile(
    rb"^[ \t]*(#(?:KONTO|OBJEKT|RAR|ORGNR|FNAMN|SIETYP|FORMAT|KPTYP|VALUTA|OMFATTN|RES|UB|IB)[ \t][^\r\n]*"
    rb"|#KSUMMA[^\r\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_VOUCHER: Final = re.compile(rb"^[ \t]*#VER\b", re.MULTILINE | re.IGNORECASE)
_BALANCES: Final = (b"#UB", b"#RES", b"#ub", b"#res")
_LATE: Final = b"#K"


@dataclass(slots=True)
class SieHeader:
    """The records of a SIE file that are neither balances nor vouchers."""

    sie_type: str = ""
    organisation_number: str | None = None
    organisation_name: str | None = None
    currency: str = "SEK"
    declared_format: str = ""
    kptyp: str | None = None
    year_from: date | None = None
    year_to: date | None = None
    read_until: date | None = None
    accounts: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    checksums: list[str] = field(default_factory=list)
    movements: dict[str, Decimal] = field(default_factory=dict)
    has_vouchers: bool = False
    has_balances: bool = False

    @property
    def is_export(self) -> bool:
        """Whether this is a whole year exported (4E) rather than vouchers handed to another program (4I)."""
        return self.has_balances

    def take(self, line: str) -> None:
        """Take over what one record says; records that matter to nobody here are passed by."""
        found = record(line)
        if taker := _TAKERS.get(found.label):
            taker(self, found)


def read_header(blocks: Iterable[bytes]) -> SieHeader:
    """Read the header records of a SIE file given as UTF-8 blocks of whole lines.

    The standard puts them before the vouchers; accounts (and the check sum) that come later are found as well.
    """
    header = SieHeader()
    for block in blocks:
        if not header.has_vouchers:
            header.has_vouchers = _VOUCHER.search(block) is not None
            header.has_balances = header.has_balances or any(label in block for label in _BALANCES)
        elif _LATE not in block:
            continue
        for line in _WANTED.findall(block):
            header.take(line.decode())
    return header


def _take_type(header: SieHeader, found: Record) -> None:
    header.sie_type = header.sie_type or found.field(0)


def _take_format(header: SieHeader, found: Record) -> None:
    header.declared_format = found.field(0).upper()


def _take_number(header: SieHeader, found: Record) -> None:
    number = found.field(0)
    header.organisation_number = number if number.strip("0- ") else None


def _take_name(header: SieHeader, found: Record) -> None:
    header.organisation_name = found.field(0) or None


def _take_kptyp(header: SieHeader, found: Record) -> None:
    header.kptyp = found.field(0) or None


def _take_currency(header: SieHeader, found: Record) -> None:
    header.currency = found.field(0).upper() or header.currency


def _take_year(header: SieHeader, found: Record) -> None:
    if found.field(0) == "0":
        header.year_from, header.year_to = day(found.field(1)), day(found.field(2))


def _take_read_until(header: SieHeader, found: Record) -> None:
    header.read_until = day(found.field(0))


def _take_account(header: SieHeader, found: Record) -> None:
    if found.field(0):
        header.accounts.setdefault(found.field(0), found.field(1))


def _take_object(header: SieHeader, found: Record) -> None:
    header.objects.setdefault((found.field(0), found.field(1)), found.field(2))


def _take_movement(header: SieHeader, found: Record) -> None:
    """Keep what the vouchers of the year must sum to by the balances: the result, or closing less opening balance."""
    amount = understand(found.field(2)).by_point if found.field(2) else None
    if found.field(0) != "0" or amount is None:
        return
    sign = -1 if found.label == "#IB" else 1
    known = header.movements.get(found.field(1), Decimal(0))
    header.movements[found.field(1)] = known + sign * Decimal(amount)


def _take_checksum(header: SieHeader, found: Record) -> None:
    header.checksums.append(found.field(0))


_TAKERS: Final[Mapping[str, Callable[[SieHeader, Record], None]]] = MappingProxyType(
    {
        "#SIETYP": _take_type,
        "#FORMAT": _take_format,
        "#ORGNR": _take_number,
        "#FNAMN": _take_name,
        "#KPTYP": _take_kptyp,
        "#VALUTA": _take_currency,
        "#RAR": _take_year,
        "#OMFATTN": _take_read_until,
        "#KONTO": _take_account,
        "#OBJEKT": _take_object,
        "#KSUMMA": _take_checksum,
        "#RES": _take_movement,
        "#UB": _take_movement,
        "#IB": _take_movement,
    }
)
