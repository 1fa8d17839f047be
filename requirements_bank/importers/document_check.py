"""Looks through an unopened Word file with old wordings, so that it can neither fill the machine nor take all day.

1. No part declares a document type, in whatever encoding it is written: there are no entities, hence none that grow.
2. What is declared to be XML is called so, hence read here, since the library goes by what is declared.
3. Paragraphs and cells have a limit; no cell spans more columns than Word has, as each of them would be made.
"""

from typing import Final
from xml.parsers import expat

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import Limits, unpacked

LIMITS: Final = Limits(parts=5_000, unpacked=100 << 20)
MOST_PARAGRAPHS: Final = 30_000
_MOST_COLUMNS: Final = 63
_XML: Final = (".xml", ".rels", ".vml")


def check_document(data: bytes) -> None:
    """Raise BankFileError for what no library should open."""
    left = MOST_PARAGRAPHS
    for name, content in unpacked(data, LIMITS):
        if not name.lower().endswith(_XML):
            continue
        reader = _Reader(left)
        try:
            reader.read(content)
        except (expat.ExpatError, ValueError) as error:
            raise BankFileError(Problem("document_is_damaged", "")) from error
        left = reader.left


class _Reader:
    """Reads one part; raises ValueError where it is none that Word writes."""

    def __init__(self, left: int) -> None:
        self.left = left

    def read(self, content: bytes) -> None:
        """Go through the part."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(content, True)  # noqa: FBT003 - takes no name

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(" ")[2]
        if tag in ("p", "tr", "tc"):
            self.left -= 1
            if self.left < 0:
                raise BankFileError(Problem("document_too_long", "", values={"most": MOST_PARAGRAPHS}))
        elif tag in ("gridSpan", "gridBefore", "gridAfter"):
            if any(int(value) > _MOST_COLUMNS for value in attributes.values()):
                raise ValueError
        elif tag in ("Override", "Default"):
            _check_type(attributes)


def _check_type(attributes: dict[str, str]) -> None:
    name = attributes.get("PartName") or "." + attributes.get("Extension", "")
    if attributes.get("ContentType", "").strip().lower().endswith("xml") and not name.lower().endswith(_XML):
        raise ValueError


def _refuse(*_declared: object) -> None:
    raise ValueError
