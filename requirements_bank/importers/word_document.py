"""The paragraphs, lists and tables of a Word document, as single wordings in order."""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from foundation.problems import Problem
from requirements_bank.calculations.splitting import Piece, split_paragraphs
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.document_check import check_document

if TYPE_CHECKING:
    from docx.table import Table

_FEWEST_WORDS = 4
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_LISTS = ("list", "liste", "lista", "punkt")
_HEADINGS = ("heading", "overskrift", "rubrik", "title", "tittel", "toc")


def pieces_of_document(data: bytes, most: int) -> list[tuple[Piece, str]]:
    """Return the first pieces with their places; raises BankFileError where it is no Word document to be read."""
    check_document(data)
    try:
        return list(islice(_pieces(data), most))
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        zipfile.BadZipFile,
        OSError,
        RecursionError,
    ) as error:
        raise BankFileError(Problem("document_is_damaged", "")) from error


def _pieces(data: bytes) -> Iterator[tuple[Piece, str]]:
    from docx import Document  # noqa: PLC0415 - a quarter of a second that only this should take
    from docx.table import Table  # noqa: PLC0415 - as above

    waiting: list[tuple[str, bool]] = []
    first = number = tables = 0
    styles = _Styles()
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            yield from _placed(waiting, first)
            waiting, tables = [], tables + 1
            yield from _rows(block, tables)
            continue
        number += 1
        first = first if waiting else number
        text = block.text.replace("\n", " ").strip() if _has_text(block._p) else ""  # noqa: SLF001 - as below
        style = styles.name_of(block) if text else ""
        if style.startswith(_HEADINGS):
            yield from _placed(waiting, first)
            waiting = []
            yield Piece(text, number, is_heading=True), f"paragraph:{number}"
        else:
            waiting.append((text, style.startswith(_LISTS) or _is_numbered(block)))
    yield from _placed(waiting, first)


class _Styles:
    """The names of styles, each looked up once: the library goes through all of them for every paragraph."""

    def __init__(self) -> None:
        self._names = dict[str | None, str]()

    def name_of(self, paragraph: Any) -> str:  # noqa: ANN401 - python-docx
        """Return the name of a paragraph's style in small letters."""
        key = paragraph._p.style  # noqa: SLF001 - its id, as the document has it
        if key not in self._names:
            self._names[key] = str(getattr(paragraph.style, "name", "") or "").lower()
        return self._names[key]


def _has_text(element: Any) -> bool:  # noqa: ANN401 - an element
    """Whether an element holds anything to read; cheap, where asking the library for the text is not."""
    return next(element.iter(_TEXT), None) is not None


def _placed(paragraphs: list[tuple[str, bool]], first: int) -> Iterator[tuple[Piece, str]]:
    for piece in split_paragraphs(paragraphs):
        yield piece, f"paragraph:{first + piece.line - 1}"


def _is_numbered(paragraph: Any) -> bool:  # noqa: ANN401 - python-docx
    properties = paragraph._p.pPr  # noqa: SLF001 - there is no other way to see a list without a style
    return properties is not None and properties.numPr is not None


def _rows(table: "Table", number: int) -> Iterator[tuple[Piece, str]]:
    """Yield of each row the cell with most words; what stands beside it is a number, an answer or a label."""
    for at, row in enumerate(table._tbl.tr_lst, start=1):  # noqa: SLF001 - merged cells take the library ages
        cells = list(dict.fromkeys(_texts(table, row)))
        longest = max(cells, key=lambda text: len(text.split()), default="")
        if longest and not (at == 1 and all(len(text.split()) < _FEWEST_WORDS for text in cells)):  # its head
            is_heading = len(longest.split()) < _FEWEST_WORDS
            yield Piece(" ".join(longest.split()), at, is_heading=is_heading), f"table:{number}:{at}"


def _texts(table: "Table", row: Any) -> Iterator[str]:  # noqa: ANN401 - an element
    """Yield the text of each cell; a cell over several rows is read with the first of them."""
    from docx.table import _Cell  # noqa: PLC0415 - as above

    for cell in row.tc_lst:
        yield _Cell(cell, table).text.strip() if cell.vMerge != "continue" and _has_text(cell) else ""
