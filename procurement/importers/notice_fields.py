"""Reads single fields of a notice: texts, days, numbers, money, codes. What cannot be read is told and left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from emissions.importers.problem_log import short
from foundation.problems import Severity
from procurement.calculations.notice_codes import list_name
from procurement.calculations.notice_values import Money, Words
from procurement.importers.notice_reading import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMES: Final = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
EXTENSION: Final = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,18}(\.\d{1,12})?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields below one element; `place` names it in problems. Paths use the usual prefixes (cac, cbc, efac …)."""

    element: "Element"
    place: str
    reading: Reading

    def each(self, path: str) -> Iterator["Fields"]:
        """Yield the fields below each element of the path."""
        for element in self.element.iterfind(path, NAMES):
            yield Fields(element, self.place, self.reading)

    def under(self, place: str) -> "Fields":
        """Return the same fields under another place."""
        return Fields(self.element, short(place), self.reading)

    def texts(self, path: str) -> tuple[str, ...]:
        """Return the texts of all elements of the path that have one."""
        found = (_text(element) for element in self.element.iterfind(path, NAMES))
        return tuple(text for text in found if text)

    def text(self, path: str) -> str | None:
        """Return the first of the texts."""
        return next(iter(self.texts(path)), None)

    def attribute(self, path: str, name: str) -> str | None:
        """Return an attribute of the first element of the path."""
        element = next(self.element.iterfind(path, NAMES), None)
        return None if element is None else element.get(name)

    def words(self, path: str) -> Words:
        """Return the texts by language; several in one language are put together line by line."""
        words: dict[str, str] = {}
        for element in self.element.iterfind(path, NAMES):
            language = element.get("languageID") or self.reading.language or ""
            if text := _text(element):
                words[language] = f"{words[language]}\n{text}" if language in words else text
        return words

    def day(self, path: str) -> date | None:
        """Return the day that is written, without its time zone; one in a year that nobody means is told."""
        written = self.text(path)
        if written is None:
            return None
        found = _DAY.fullmatch(written)
        day = _calendar_day(found[1]) if found else None
        if day is None:
            self._unreadable("date_is_not_readable", path, written)
        return day

    def clock(self, day_path: str, path: str) -> time | None:
        """Return the time of day with its zone; a time without one has that of its day."""
        written = self.text(path)
        if written is None:
            return None
        zone = _DAY.fullmatch(self.text(day_path) or "")
        try:
            at = time.fromisoformat(written)
            return at if at.tzinfo or not (zone and zone[2]) else time.fromisoformat(written + zone[2])
        except ValueError:
            self._unreadable("time_is_not_readable", path, written)
            return None

    def number(self, path: str) -> Decimal | None:
        """Return an exact number that is not negative."""
        written = self.text(path)
        return None if written is None else self._decimal("number_is_not_readable", path, written)

    def count(self, path: str) -> int | None:
        """Return a whole number that is not negative."""
        written = self.text(path)
        number = self.number(path)
        if number is not None and written is not None and number != int(number):
            self._unreadable("number_is_not_readable", path, written)
            return None
        return None if number is None else int(number)

    def money(self, path: str) -> Money | None:
        """Return an amount with its currency."""
        element = next(self.element.iterfind(path, NAMES), None)
        written = "" if element is None else _text(element)
        amount = self._decimal("amount_is_not_readable", path, written) if written else None
        if element is None or amount is None:
            return None
        currency = element.get("currencyID", "")
        if _CURRENCY.fullmatch(currency):
            return Money(amount, currency)
        self.warn("currency_is_missing", path, amount=written)
        return Money(amount, None)

    def flag(self, path: str) -> bool | None:
        """Return yes or no."""
        written = self.text(path)
        found = _FLAGS.get(written.lower()) if written else None
        if written and found is None:
            self._unreadable("flag_is_not_readable", path, written)
        return found

    def code(self, path: str, code_list: str) -> str | None:
        """Return the first code of the path as written; an unknown or outdated one is told."""
        return next(iter(self.codes(path, code_list)), None)

    def codes(self, path: str, code_list: str) -> tuple[str, ...]:
        """Return all codes of the path as written; unknown and outdated ones are told."""
        found = self.texts(path)
        for code in found:
            self._check(path, code_list, code)
        return found

    def listed(self, path: str, default: str) -> tuple[tuple[str, str], ...]:
        """Return all codes of the path with the list that each says it is from."""
        found = []
        for element in self.element.iterfind(path, NAMES):
            if code := _text(element):
                code_list = list_name(element.get("listName") or default)
                self._check(path, code_list, code)
                found.append((code_list, code))
        return tuple(found)

    def warn(self, code: str, path: str, /, **values: object) -> None:
        """Tell a warning about a field."""
        self.reading.tell(code, self.place, _name(path), Severity.WARNING, **values)

    def _unreadable(self, code: str, path: str, written: str) -> None:
        self.warn(code, path, value=short(written))

    def _decimal(self, code: str, path: str, written: str) -> Decimal | None:
        if _NUMBER.fullmatch(written):
            return Decimal(written)
        self._unreadable(code, path, written)
        return None

    def _check(self, path: str, code_list: str, code: str) -> None:
        self.reading.check_code(code_list, code, self.place, _name(path))


def _calendar_day(written: str) -> date | None:
    """Return a day that somebody can mean: months counted from it stay within the calendar."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _name(path: str) -> str:
    """Return the name of the last element of a path."""
    return path.rsplit(":", 1)[-1].split("[", maxsplit=1)[0]


def _text(element: "Element") -> str:
    return (element.text or "").strip()
