"""The single-byte alphabets that Nordic accounting files come in, and how believable a byte is in each of them.

CP437 (what `#FORMAT PC8` means) and CP1252 (Windows) hold å, ä and ö at different places. Neither says which one a file
uses, but a text decoded with the wrong one shows box-drawing lines, Greek letters or quotation marks in the middle of
words. The tables below decode such stray bytes with the other alphabet, because some programs write both into one file.
"""

import string
from typing import Final

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float64]
Kinds = npt.NDArray[np.int8]

NORDIC: Final = "åäöÅÄÖæøÆØéÉüÜ"
SYMBOL, LOWER, UPPER, NEUTRAL, JUNK = 0, 1, 2, 3, 4

_APOSTROPHES: Final = "’‘´`'"
_SIGNS: Final = "§°½¼¾´’‘”“„–—…€£·²³µ±«»®©™¨¤†‡•‰‹›¶¬¡¿¹ºª\u00a0\u00ad"


def _char(byte: int, codec: str) -> str:
    return bytes([byte]).decode(codec, "replace")


def _cp437_table() -> str:
    """CP437 where it is believable, else the letter of CP1252; ø and Ø stand where the Nordic CP865 has them."""
    nordic_dos = {0x9B: "ø", 0x9D: "Ø"}
    chars = []
    for byte in range(256):
        char = nordic_dos.get(byte, _char(byte, "cp437"))
        windows = _char(byte, "cp1252")
        chars.append(windows if _is_junk(char) and windows.isalpha() else char)
    return "".join(chars)


def _cp1252_table() -> str:
    """CP1252, and at its five unused places the letter of CP437 (0x8F Å, 0x81 ü, 0x90 É)."""
    chars = (_char(byte, "cp1252") for byte in range(256))
    return "".join(_char(byte, "cp865") if char == "\ufffd" else char for byte, char in enumerate(chars))


def _is_junk(char: str) -> bool:
    """Whether a sign never occurs in a Nordic ledger: lines, blocks, Greek, mathematics, control signs."""
    if ord(char) < 0x80:  # noqa: PLR2004 - ASCII
        return False
    is_latin = char.isalpha() and ord(char) < 0x250 and char not in "µªº"  # noqa: PLR2004 - end of Latin Extended-B
    return not is_latin and char not in _SIGNS


TABLES: Final = {"cp437": _cp437_table(), "cp1252": _cp1252_table()}


def mended_bytes(codec: str) -> npt.NDArray[np.bool_]:
    """Return for each byte whether our table departs from the code page, that is, whether it shows a mixed file."""
    table = TABLES[codec]
    plain = "cp865" if codec == "cp437" else codec
    return np.array([table[byte] != _char(byte, plain) for byte in range(256)])


def _kind(char: str) -> int:
    if char in _APOSTROPHES:
        return NEUTRAL
    if _is_junk(char) or char == "\ufffd":
        return JUNK
    if not char.isalpha():
        return SYMBOL
    return LOWER if char.islower() else UPPER


def _kinds(codec: str) -> Kinds:
    plain = "cp865" if codec == "cp437" else codec
    return np.array([_kind(_char(byte, plain)) for byte in range(256)], dtype=np.int8)


def _weights(codec: str) -> Weights:
    plain = "cp865" if codec == "cp437" else codec
    return np.array([1.0 if _char(byte, plain) in NORDIC else 0.25 for byte in range(256)])


_SIGNS_OF_A_BYTE = np.arange(256)
_IS_ASCII_LOWER = np.isin(_SIGNS_OF_A_BYTE, list(string.ascii_lowercase.encode()))
_IS_ASCII_UPPER = np.isin(_SIGNS_OF_A_BYTE, list(string.ascii_uppercase.encode()))
_IS_LETTER = _IS_ASCII_LOWER | _IS_ASCII_UPPER | (_SIGNS_OF_A_BYTE >= 0x80)  # noqa: PLR2004 - high bytes are letters for now
_KINDS = {codec: _kinds(codec) for codec in TABLES}
_WEIGHTS = {codec: _weights(codec) for codec in TABLES}


def believability(block: bytes, codec: str) -> float:
    """Score how well the high bytes of a block read as Nordic text in a code page; more is better.

    A letter beside another letter counts for it; a lower-case letter before a capital, a capital after a lower-case
    letter, a sign inside a word and a sign that never occurs in a ledger count against it.
    """
    signs = np.frombuffer(b" " + block + b" ", dtype=np.uint8)
    places = np.flatnonzero(signs >= 0x80)  # noqa: PLR2004 - ASCII says nothing
    here, before, after = signs[places], signs[places - 1], signs[places + 1]
    kinds = _KINDS[codec][here]
    beside_letter = _IS_LETTER[before] | _IS_LETTER[after]
    inside_word = (_IS_ASCII_LOWER | _IS_ASCII_UPPER)[before] & (_IS_ASCII_LOWER | _IS_ASCII_UPPER)[after]
    odd_lower = (kinds == LOWER) & _IS_ASCII_UPPER[after] & ~_IS_ASCII_UPPER[before]
    odd_upper = (kinds == UPPER) & _IS_ASCII_LOWER[before]
    is_letter = (kinds == LOWER) | (kinds == UPPER)
    points = np.where(is_letter & beside_letter, _WEIGHTS[codec][here], 0.0)
    points = np.where(odd_lower | odd_upper | ((kinds == SYMBOL) & inside_word) | (kinds == JUNK), -1.0, points)
    return float(points.sum())
