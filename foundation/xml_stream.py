"""Walks XML of any size in little memory, and safely: no document type, no entities of its own, nothing from outside.

The parser is expat, block by block, without a tree. A file may have
1. no document type, hence no entities but the five of XML itself, and nothing that is fetched from anywhere;
2. at most `DEEPEST` levels and `MOST_NAMES` names of elements, attributes and prefixes, since the parser keeps them;
3. no tag longer than `LONGEST_TAG`. A text may be long: it comes in pieces and is kept by nobody but who asks for it.

Whoever walks sets handlers on `parser` and takes what they collected after each block. Counting levels in a handler
would cost as much as the parsing; so signs are counted instead, and only where they cannot rule out that the file is
too deep is it walked once more, exactly. Levels that open and close again within one block are not seen; there are
never more of them than a block has room for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from xml.parsers import expat

import numpy as np

DEEPEST: Final = 256
MOST_NAMES: Final = 5_000
LONGEST_TAG: Final = 1 << 20
SEPARATOR: Final = "\x1f"  # between namespace and name; no XML text can hold it
_TEXT_PIECE: Final = 1 << 16
_MOST_EQUALS: Final = 1_000_000
_LESS, _SLASH, _GREATER, _EQUALS = b"</>="
_UNFINISHED: Final = frozenset(
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)

Blocks = Callable[[], Iterable[bytes]]
Prefixes = Counter[str | None]


class XmlError(Exception):
    """What keeps a file from being walked to its end: code, line, and what the parser says.

    Codes: `xml_is_damaged`, `xml_is_cut_short`, `xml_has_document_type`, `xml_is_too_deep`, `xml_has_too_many_names`,
    `xml_tag_is_too_long`.
    """

    def __init__(self, code: str, line: int, reason: str = "") -> None:
        super().__init__(code, line, reason)
        self.code = code
        self.line = line
        self.reason = reason


class XmlStream:
    """One walk through a file whose UTF-8 `blocks()` gives anew each time; names come as namespace, SEPARATOR, name."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self.fed = 0  # bytes parsed so far
        self._opened = self._equals = 0
        self._is_known_shallow = False
        self._prefixes: Prefixes = Counter()
        self.parser = _parser(self._prefixes)
        self._is_in_cdata = False
        self.parser.StartCdataSectionHandler = self._open_cdata
        self.parser.EndCdataSectionHandler = self._close_cdata
        self.closed = 0  # how many elements ended; a walker that does not count them makes the exact walk likelier

    def walk(self) -> Iterator[None]:
        """Parse block by block and hand over after each; raises XmlError."""
        for block in self.blocks():
            self.feed(block)
            yield
            self.check_levels(block)
        self.end()
        yield

    def blocks(self) -> Iterable[bytes]:
        """Return the blocks of the file, for who feeds pieces of his own, checks levels after each, and ends."""
        return self._blocks()

    def feed(self, piece: bytes) -> None:
        """Parse the next piece of the file; raises XmlError."""
        self._parse(piece)
        self.fed += len(piece)
        self._check_tag_and_names(len(piece))

    def end(self) -> None:
        """Say that the file is over; raises XmlError where it must not be."""
        self._parse(b"", final=True)

    @property
    def is_settled(self) -> bool:
        """Whether the last piece ended where a tag or a text did, and not inside a comment or the like."""
        return self.fed == self.parser.CurrentByteIndex and not self._is_in_cdata

    def _open_cdata(self) -> None:
        self._is_in_cdata = True

    def _close_cdata(self) -> None:
        self._is_in_cdata = False

    @property
    def declarations(self) -> int:
        """How many times a namespace has been declared so far."""
        return self._prefixes.total()

    @property
    def line(self) -> int:
        """The line that the walk has come to."""
        return self.parser.CurrentLineNumber

    def refuse_depth(self, levels: int) -> None:
        """Raise XmlError if an element stands deeper than any may, for a walker that counts its levels."""
        if levels > DEEPEST:
            raise XmlError("xml_is_too_deep", self.line)

    def _parse(self, block: bytes, *, final: bool = False) -> None:
        _parse(self.parser, block, final=final)

    def _check_tag_and_names(self, fed: int) -> None:
        if self.fed - self.parser.CurrentByteIndex > LONGEST_TAG + fed:
            raise XmlError("xml_tag_is_too_long", self.line)
        if len(self.parser.intern) + len(self._prefixes) > MOST_NAMES:
            raise XmlError("xml_has_too_many_names", self.line)

    def count(self, *, opened: int, closed: int) -> None:
        """Take the tags of a piece that its walker has counted itself, instead of `check_levels`; raises XmlError.

        An empty element is opened twice, as `<` and `/>` are signs of two.
        """
        self._opened += opened
        self.closed += closed
        self._look_closely_if_deep()

    def check_levels(self, block: bytes) -> None:
        """Compare the signs that may open an element with the elements that the walker has seen end."""
        if self._is_known_shallow:
            return
        signs = np.frombuffer(block, dtype=np.uint8)
        empty = (signs[:-1] == _SLASH) & (signs[1:] == _GREATER)
        self._opened += int(np.count_nonzero(signs == _LESS)) + int(np.count_nonzero(empty))
        if self.parser.StartElementHandler is None:  # then nobody sees the names of attributes
            self._equals += int(np.count_nonzero(signs == _EQUALS))
        self._look_closely_if_deep()

    def _look_closely_if_deep(self) -> None:
        is_doubtful = self._opened - 2 * self.closed > DEEPEST or self._equals > _MOST_EQUALS
        if is_doubtful and not self._is_known_shallow:
            _walk_exactly(self._blocks())
            self._is_known_shallow = True


def _parser(prefixes: Prefixes) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = _TEXT_PIECE

    def refuse(*_declared: object) -> None:
        raise XmlError("xml_has_document_type", parser.CurrentLineNumber)

    def declared(prefix: str | None, _address: str) -> None:
        prefixes[prefix] += 1

    parser.StartNamespaceDeclHandler = declared
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _parse(parser: expat.XMLParserType, block: bytes, *, final: bool = False) -> None:
    try:
        parser.Parse(block, final)
    except expat.ExpatError as error:
        is_cut = final and error.code in _UNFINISHED
        code = "xml_is_cut_short" if is_cut else "xml_is_damaged"
        raise XmlError(code, error.lineno, expat.ErrorString(error.code) or "") from error


def _walk_exactly(blocks: Iterable[bytes]) -> None:
    """Count levels and names from the first tag to the last; raises XmlError where there are too many."""
    prefixes: Prefixes = Counter()
    parser = _parser(prefixes)
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise XmlError("xml_is_too_deep", parser.CurrentLineNumber)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    for block in blocks:
        _parse(parser, block)
        if len(parser.intern) + len(prefixes) > MOST_NAMES:
            raise XmlError("xml_has_too_many_names", parser.CurrentLineNumber)
    _parse(parser, b"", final=True)
