"""The paragraphs, lists and tables of a Word document, as single wordings in order."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from foundation.problems import Problem
from requirements_bank.calculations.splitting import Piece, split_paragraphs
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.document_check import check_document

if TYPE_CHECKING:
    from docx.table import Table

_FEWEST_WORDS = 4
_LISTS = ("list", "liste", "lista", "punkt")
_HEADINGS = ("heading", "overskrift", "rubrik", "title", "tittel", "toc")


def pieces_of_document(data: bytes) -> list[tuple[Piece, str]]:
    """Return each piece with its place; raises BankFileError where it is no Word document that can be read."""
    check_document(data)
    try:
        return list(_pieces(data))
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
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            yield from _placed(waiting, first)
            waiting, tables = [], tables + 1
            yield from _rows(block, tables)
            continue
        number += 1
        first = first if waiting else number
        style = str(getattr(block.style, "name", "") or "").lower()
        text = block.text.replace("\n", " ").strip()
        if style.startswith(_HEADINGS) and text:
            yield from _placed(waiting, first)
            waiting = []
            yield Piece(text, number, is_heading=True), f"paragraph:{number}"
        else:
            waiting.append((text, style.startswith(_LISTS) or _is_numbered(block)))
    yield from _placed(waiting, first)


def _placed(paragraphs: list[tuple[str, bool]], first: int) -> Iterator[tuple[Piece, str]]:
    for piece in split_paragraphs(paragraphs):
        yield piece, f"paragraph:{first + piece.line - 1}"


def _is_numbered(paragraph: Any) -> bool:  # noqa: ANN401 - python-docx
    properties = paragraph._p.pPr  # noqa: SLF001 - there is no other way to see a list without a style
    return properties is not None and properties.numPr is not None


def _rows(table: "Table", number: int) -> Iterator[tuple[Piece, str]]:
    """Yield of each row the cell with most words; what stands beside it is a number, an answer or a label."""
    for at, row in enumerate(table.rows, start=1):
        cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
        longest = max(cells, key=lambda text: len(text.split()), default="")
        if longest and not (at == 1 and all(len(text.split()) < _FEWEST_WORDS for text in cells)):  # its head
            is_heading = len(longest.split()) < _FEWEST_WORDS
            yield Piece(" ".join(longest.split()), at, is_heading=is_heading), f"table:{number}:{at}"
