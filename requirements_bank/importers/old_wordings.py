"""Wordings out of what is kept of old contracts: Word, Excel, CSV and plain text, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.problems import Problem
from requirements_bank.calculations.splitting import Piece, split_wordings
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import is_packed
from requirements_bank.importers.word_document import pieces_of_document
from requirements_bank.importers.wording_columns import Column, chosen_column, columns_of_csv, columns_of_workbook

MOST_BYTES, MOST_WORDINGS, LONGEST_WORDING = 20 << 20, 2_000, 10_000


@dataclass(frozen=True, slots=True)
class FoundWording:
    """One wording, or what is probably a heading, and where it stood: "line:4", "paragraph:12", "Ark1!C:7"."""

    text: str
    place: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class WordingsInFile:
    """What a file holds; of a sheet, the columns that could hold wordings and the one that was read."""

    wordings: tuple[FoundWording, ...]
    columns: tuple[Column, ...] = ()
    column: str = ""


def wordings_in_text(text: str) -> WordingsInFile:
    """Return the wordings of a pasted text; raises BankFileError where there is none, or too many."""
    return _bounded(
        WordingsInFile(tuple(_found(piece, f"line:{piece.line}") for piece in split_wordings(_clean(text))))
    )


def wordings_in_file(data: bytes, *, column: str = "") -> WordingsInFile:
    """Return the wordings of a file by its content; `column` says which one of a sheet. Raises BankFileError."""
    if not data.strip():
        raise BankFileError(Problem("file_is_empty", ""))
    if len(data) > MOST_BYTES:
        raise BankFileError(Problem("too_many_wordings", "", values={"most": MOST_WORDINGS}))
    if data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise BankFileError(Problem("not_a_document", ""))
    if is_packed(data):
        return _bounded(
            _of_document(data) if b"word/document.xml" in data else _of_columns(columns_of_workbook(data), column)
        )
    text = _decoded(data)
    columns = columns_of_csv(text)
    return _bounded(_of_columns(columns, column)) if columns else wordings_in_text(text)


def _of_document(data: bytes) -> WordingsInFile:
    return WordingsInFile(tuple(_found(piece, place) for piece, place in pieces_of_document(data, MOST_WORDINGS + 1)))


def _of_columns(columns: Sequence[Column], wanted: str) -> WordingsInFile:
    if not columns:
        raise BankFileError(Problem("no_wordings", ""))
    column = chosen_column(columns, wanted)
    wordings = tuple(
        FoundWording(text, f"{column.key}:{row}") for row, cell in column.cells if (text := _clean(cell).strip())
    )
    return WordingsInFile(wordings, tuple(columns), column.key)


def _found(piece: Piece, place: str) -> FoundWording:
    return FoundWording(_clean(piece.text), place, piece.is_heading)


def _bounded(found: WordingsInFile) -> WordingsInFile:
    if not any(not wording.is_heading for wording in found.wordings):
        raise BankFileError(Problem("no_wordings", ""))
    if len(found.wordings) > MOST_WORDINGS:
        raise BankFileError(Problem("too_many_wordings", "", values={"most": MOST_WORDINGS}))
    longest = max(found.wordings, key=lambda wording: len(wording.text))
    if len(longest.text) > LONGEST_WORDING:
        values = {"length": len(longest.text), "most": LONGEST_WORDING, "text": longest.text[:60]}
        raise BankFileError(Problem("wording_too_long", longest.place, values=values))
    return found


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BankFileError(Problem("not_a_document", ""))


def _clean(text: str) -> str:
    """Return a text without the signs that no text has."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").replace("\ufffe", "")
