"""One part of a workbook, read by a strict parser for what the library that reads workbooks would take of it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
LONGEST_TEXT: Final = 32_767


@dataclass(slots=True)
class Part:
    """What the library would take of one part."""

    row: int = 0
    column: int = 0
    deepest: int = 0
    widest: int = 0
    valued: int = 0
    texts: list[int] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)
    sheets: list[tuple[str, str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


def read_part(content: bytes) -> Part:
    """Return what stands in a part; raises ValueError where it is none that a spreadsheet program writes."""
    reader = _Reader(content)
    try:
        reader.read()
    except expat.ExpatError as error:
        raise ValueError from error
    return reader.part


class _Reader:
    """Reads one part as the library does; raises ValueError where it is none that a spreadsheet writes."""

    def __init__(self, content: bytes) -> None:
        self.part, self._content = Part(), content
        self._text, self._length = "", 0
        self._names = self._has_value = self._is_item = self._is_table = False

    def read(self) -> None:
        """Go through the part."""
        parser = expat.ParserCreate(encoding="utf-8")  # what the part says of its encoding does not count
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(self._content, True)  # noqa: FBT003 - takes no name

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(":")[2]
        if self._is_table and tag in ("c", "v", "is", "f", "row"):
            self._cell_or_row(tag, attributes)
        elif tag == "si":
            self._item()
        elif tag == "sheetData":
            self._is_table = True
        elif attributes:
            self._refuse_claims(attributes)
            if tag == "sheet":
                link = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                self.part.sheets.append((attributes.get("name", ""), link))
            elif tag == "Relationship":
                self.part.links[attributes.get("Id", "")] = attributes.get("Target", "")

    def _cell_or_row(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._row(attributes)
        else:
            self._value()

    def _end(self, element: str) -> None:
        tag = element.rpartition(":")[2]
        if tag == "si":
            self._is_item = False
            self.part.texts.append(self._length)
            if self._length > LONGEST_TEXT:
                raise ValueError
        elif tag == "sheetData":
            self._is_table = self._names = False
        elif tag == "v" and self._names:
            self.part.named[self._text.strip()] += 1

    def _take(self, text: str) -> None:
        self._length += len(text)
        if self._names:
            self._text += text

    def _item(self) -> None:
        if self._is_item:
            raise ValueError
        self._is_item, self._length = True, 0

    def _row(self, attributes: dict[str, str]) -> None:
        number = int(attributes["r"]) if "r" in attributes else self.part.row + 1
        if not self.part.row < number <= LAST_ROW:
            raise ValueError
        self.part.row, self.part.column = number, 0

    def _cell(self, attributes: dict[str, str]) -> None:
        mark = attributes.get("r")
        row, column = _place(mark) if mark is not None else (self.part.row, self.part.column + 1)
        if row != self.part.row or not self.part.column < column <= LAST_COLUMN:
            raise ValueError
        self.part.column, self._has_value, self._names = column, False, attributes.get("t") == "s"

    def _value(self) -> None:
        self._text = ""
        if self._has_value or not self.part.row:
            return
        self._has_value = True
        self.part.valued += 1
        self.part.deepest, self.part.widest = self.part.row, max(self.part.widest, self.part.column)

    def _refuse_claims(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.lower() in ("count", "uniquecount") and int(value) > len(self._content):
                raise ValueError


def _refuse(*_declared: object) -> None:
    raise ValueError


def _place(mark: str) -> tuple[int, int]:
    letters = mark.rstrip("0123456789")
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or column > LAST_COLUMN:
            raise ValueError
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(mark[len(letters) :]), column
