"""Opens an XML file as UTF-8, whatever alphabet its bytes are in, and words what keeps it from being read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from emissions.importers.problem_log import short
from emissions.importers.text_blocks import TextEncoding, utf8_pieces
from emissions.importers.text_encoding import detect_encoding
from foundation.problems import Problem
from foundation.xml_stream import XmlError, XmlStream

_BLOCK: Final = 4 << 20
_DECLARED: Final = re.compile(
    rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["'](iso-?8859-1|iso-?8859-15|windows-125\d)""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class XmlSource:
    """One XML file and its alphabet, found by content: files that declare one and are written in another are common."""

    path: Path
    encoding: TextEncoding

    def blocks(self) -> Iterator[bytes]:
        """Yield the file as UTF-8."""
        return utf8_pieces(self.path, self.encoding, _BLOCK)

    def stream(self) -> XmlStream:
        """Return a new walk through the file."""
        return XmlStream(self.blocks)


def open_xml(path: Path) -> XmlSource:
    """Return the file with its alphabet; one-byte letters are CP437 only where the file does not say Latin."""
    encoding = detect_encoding(path)
    with path.open("rb") as file:
        head = file.read(200)
    if encoding.name == "cp437" and _DECLARED.match(head):
        encoding = replace(encoding, name="cp1252", mixed=False)
    return XmlSource(path, encoding)


def xml_problem(error: XmlError) -> Problem:
    """Return the problem that refuses a file which cannot be walked to its end."""
    values = {"row": error.line, "reason": short(error.reason)}
    return Problem(error.code, f"line {error.line}", values=values)
