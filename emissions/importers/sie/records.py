r"""Cuts the lines of a SIE file into fields.

A field stands between blanks or in quotation marks; `\"` is a quotation mark inside a field, any other backslash is
itself. An object list stands in braces. A field that is left out at the end, or written `""`, is empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

_TOKEN: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|"(.*)$|(\{)|(\})|((?:[^\s"{}\\]|\\.)(?:[^\s{}])*)|(\S)')
# the object list is the second field of a posting: #TRANS account {list} amount
_OBJECT_LIST: Final = re.compile(r'(#\w+\s+(?:"(?:[^"\\]|\\.)*"|[^\s"{}]+)\s*)\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}')
POSTINGS: Final = frozenset({"#TRANS", "#RTRANS", "#BTRANS"})


@dataclass(frozen=True, slots=True)
class Record:
    """One line: its label in capitals (`#KONTO`), its fields, and the text of its object list if it has one."""

    label: str
    fields: tuple[str, ...]
    objects: str | None = None

    def field(self, place: int) -> str:
        """Return the field at a place, `""` where the line ends earlier."""
        return self.fields[place] if place < len(self.fields) else ""


def record(line: str) -> Record:
    """Cut one line into label, fields and object list; never fails."""
    label = line.split(maxsplit=1)[0].upper() if line.strip() else ""
    objects = None
    if label in POSTINGS and (found := _OBJECT_LIST.match(line.lstrip())):
        objects = found.group(2)
        line = f"{found.group(1)} {line.lstrip()[found.end() :]}"
    return Record(label, tuple(fields_of(line)[1:]), objects)


def fields_of(text: str) -> list[str]:
    """Return the fields of a text; a quotation mark that is never closed reaches to the end of the line."""
    fields = []
    for quoted, open_end, opening, closing, word, other in _TOKEN.findall(text):
        if quoted or not (open_end or opening or closing or word or other):
            fields.append(_unescaped(quoted))
        elif open_end:
            fields.append(_unescaped(open_end.removesuffix('"')))
        else:
            fields.append(_unescaped(word) or other or opening or closing)
    return [field.strip() for field in fields]


def objects_of(text: str) -> dict[str, str]:
    """Return the objects of a list `1 "100" 6 "P1"` by dimension number; the first of a dimension counts."""
    fields = fields_of(text)
    found: dict[str, str] = {}
    for dimension, number in zip(fields[::2], fields[1::2], strict=False):
        if number:
            found.setdefault(dimension, number)
    return found


def day(text: str) -> date | None:
    """Return the date written as YYYYMMDD (dashes are tolerated), or None."""
    digits = text.replace("-", "")
    if len(digits) != len("YYYYMMDD") or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def voucher_name(series: str, number: str, line: int) -> str:
    """Return `A 12`; a voucher without number is known by its line."""
    return f"{series} {number}".strip() if number else f"{series} (line {line})".strip()


def voucher_fields(fields: Sequence[str]) -> tuple[str, str, str, str]:
    """Return series, number, date and text of a #VER line; tolerates a series that is left out."""
    series, number, posted, text = (*fields, "", "", "", "")[:4]
    if posted and day(posted) is None and day(number) is not None:
        return "", series, number, posted
    return series, number, posted, text


def _unescaped(text: str) -> str:
    return text.replace('\\"', '"')
