"""Looks through an unopened Word file, so that a template can neither run nor fetch anything, nor fill the machine.

1. It is a plain Word document: no macros, no embedded objects, no other document within.
2. Its parts are unpacked once, piece by piece, within a limit on bytes and on their number. What is declared to be XML
   is called so too, since Word goes by what is declared, and no part is left unread for its name.
3. No part declares a document type: there are no entities, hence none that grow.
4. Nothing is fetched from elsewhere but what a reader clicks on: no linked pictures, frames or fields that load,
   no addresses in old drawings, no source of addresses for mail merge.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.parsers import expat

MOST_BYTES: Final = 4 << 20
MOST_UNPACKED: Final = 25 << 20
MOST_PARTS: Final = 400
_PIECE: Final = 1 << 16
_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS: Final = ("vbaproject", "vbadata", "activex", "macroenabled")
_OBJECTS: Final = ("embeddings/", "afchunk", ".ole")
_LOADING_FIELDS: Final = frozenset(
    {"dde", "ddeauto", "includepicture", "includetext", "import", "link", "database", "rd", "include", "embed"}
)
_READ: Final = (".xml", ".rels", ".vml")
_PICTURES: Final = ("imagedata", "fill", "stroke")
_ELSEWHERE: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_HARMLESS_LINKS: Final = ("/hyperlink", "/attachedTemplate")  # the second is cut off when the template is filled
_DEEPEST: Final = 200
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
    KeyError,
)  # fmt: skip


class _RefusedError(Exception):
    """The code of what forbids opening the file."""


def check_docx(content: bytes) -> str | None:
    """Return the code of the problem that forbids opening a template, or None.

    Codes: too_large, not_word, macros, objects, too_large_unpacked, declares_types, fetches.
    """
    if len(content) > MOST_BYTES:
        return "too_large"
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_names(archive)
            for part in archive.infolist():
                _check_part(part.filename.lower(), b"".join(_pieces(archive, part)))
    except _RefusedError as refused:
        return str(refused)
    except _BROKEN:
        return "not_word"
    return None


def _check_names(archive: zipfile.ZipFile) -> None:
    names = [part.filename.lower() for part in archive.infolist()]
    if "word/document.xml" not in names or "[content_types].xml" not in names or len(set(names)) < len(names):
        raise _RefusedError("not_word")
    if len(names) > MOST_PARTS or sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise _RefusedError("too_large_unpacked")
    if any(word in name for name in names for word in _MACROS):
        raise _RefusedError("macros")
    if any(word in name for name in names for word in _OBJECTS):
        raise _RefusedError("objects")


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    unpacked = 0
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:
                raise _RefusedError("too_large_unpacked")
            yield piece


def _check_part(name: str, content: bytes) -> None:
    if not name.endswith(_READ):
        return
    reader = _Part(name)
    reader.read(content)
    if name == "[content_types].xml" and _DOCUMENT not in reader.types:
        raise _RefusedError("macros" if any("macroenabled" in kind.lower() for kind in reader.types) else "not_word")


class _Part:
    """Reads one part for what it declares, links to and loads."""

    def __init__(self, name: str) -> None:
        self.name, self.types, self.depth = name, set[str](), 0
        self._field = ""
        self._is_field = self._is_open = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_types
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)  # noqa: FBT003 - takes no name
        self._check_field(self._field)

    def _refuse_types(self, *_declared: object) -> None:
        raise _RefusedError("declares_types")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _RefusedError("too_large_unpacked")
        tag = element.rpartition(" ")[2]
        self._check_addresses(tag, attributes)
        if tag in ("Override", "Default"):
            self._check_type(attributes)
        elif tag == "Relationship":
            self._check_link(attributes)
        elif tag in ("altChunk", "OLEObject", "control", "object"):
            raise _RefusedError("objects")
        elif tag == "mailMerge":
            raise _RefusedError("fetches")
        elif tag == "fldSimple":
            for words in attributes.values():
                self._check_field(words)
        elif tag == "fldChar":
            self._mark(attributes)
        self._is_field = tag == "instrText"

    def _end(self, _element: str) -> None:
        self.depth -= 1
        self._is_field = False

    def _text(self, text: str) -> None:
        if self._is_field:
            self._field += text

    def _mark(self, attributes: dict[str, str]) -> None:
        """Check the field that ends here; one whose name another field would write is refused."""
        begins = "begin" in attributes.values()
        if begins and self._is_open and not self._field.strip():
            raise _RefusedError("fetches")
        self._check_field(self._field)
        self._field, self._is_open = "", begins

    def _check_type(self, attributes: dict[str, str]) -> None:
        """Note the type, and refuse XML under a name by which no part is read here."""
        kind = attributes.get("ContentType", "")
        name = attributes.get("PartName") or "." + attributes.get("Extension", "")
        if kind.partition(";")[0].strip().lower().endswith("xml") and not name.strip().lower().endswith(_READ):
            raise _RefusedError("not_word")
        self.types.add(kind)

    @staticmethod
    def _check_addresses(tag: str, attributes: dict[str, str]) -> None:
        """Refuse what a picture is loaded from without a relationship; a link on a drawing waits for a click."""
        for name, value in attributes.items():
            loads = name.rpartition(" ")[2] in ("src", "althref") or (tag in _PICTURES and name.endswith("href"))
            if loads and _ELSEWHERE.match(value):
                raise _RefusedError("fetches")

    @staticmethod
    def _check_link(attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if attributes.get("TargetMode", "").lower() == "external" and not kind.endswith(_HARMLESS_LINKS):
            raise _RefusedError("fetches")

    @staticmethod
    def _check_field(words: str) -> None:
        if words.split()[:1] and words.split(maxsplit=1)[0].lower() in _LOADING_FIELDS:
            raise _RefusedError("fetches")
