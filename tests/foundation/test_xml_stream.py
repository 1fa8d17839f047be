"""XML is walked in little memory, and what could fill the memory or reach outside is refused with its line."""

from collections.abc import Iterator

import pytest

from foundation.xml_stream import DEEPEST, LONGEST_TAG, MOST_NAMES, SEPARATOR, XmlError, XmlStream

BLOCK = 1 << 16


def stream_of(content: bytes) -> XmlStream:
    def blocks() -> Iterator[bytes]:
        for start in range(0, len(content), BLOCK):
            yield content[start : start + BLOCK]

    return XmlStream(blocks)


def code_of(content: bytes) -> str | None:
    """Walk to the end as a reader does that collects ends and texts; returns the code of what stops it."""
    stream, ends = stream_of(content), list[str]()
    stream.parser.EndElementHandler = ends.append
    stream.parser.CharacterDataHandler = lambda _text: None
    try:
        for _ in stream.walk():
            stream.closed += len(ends)
            ends.clear()
    except XmlError as error:
        return error.code
    return None


def test_names_come_with_their_namespace_and_texts_whole() -> None:
    stream, names, texts = stream_of(b'<n:a xmlns:n="urn:x"><n:b>1 &lt; 2</n:b></n:a>'), list[str](), list[str]()
    stream.parser.EndElementHandler = names.append
    stream.parser.CharacterDataHandler = texts.append
    assert len(list(stream.walk())) == 2
    assert (names, texts) == ([f"urn:x{SEPARATOR}b", f"urn:x{SEPARATOR}a"], ["1 < 2"])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<a><b></a>", "xml_is_damaged"),
        (b"<a>\x01</a>", "xml_is_damaged"),
        (b"<a><b>", "xml_is_cut_short"),
        (b"<a", "xml_is_cut_short"),
        (b"<a><![CDATA[x", "xml_is_cut_short"),
        (b"", "xml_is_cut_short"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml_has_document_type"),
        (b'<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd"><a/>', "xml_has_document_type"),
        (b"<a>&outside;</a>", "xml_is_damaged"),
    ],
)
def test_what_is_no_plain_xml_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_the_line_is_told() -> None:
    with pytest.raises(XmlError) as refused:
        list(stream_of(b"<a>\n<b>\n</a>").walk())
    assert (refused.value.line, refused.value.reason) == (3, "mismatched tag")


def test_levels_are_bounded() -> None:
    filling = b"<c>x</c>" * BLOCK
    assert code_of(b"<a>" * DEEPEST + filling + b"</a>" * DEEPEST) is None
    assert code_of(b"<a>" * (DEEPEST + 1) + filling + b"</a>" * (DEEPEST + 1)) == "xml_is_too_deep"
    assert code_of(b"<a>" * 1_000_000) == "xml_is_too_deep"


def test_comments_that_look_like_tags_are_no_levels() -> None:
    assert code_of(b"<a>" + b"<!-- <b> <b> --><![CDATA[<b>]]>" * BLOCK + b"</a>") is None


def test_names_are_bounded() -> None:
    elements = b"".join(b"<e%d/>" % number for number in range(MOST_NAMES + 1))
    attributes = b"".join(b'<e a%d="="/>' % number for number in range(MOST_NAMES + 1))
    prefixes = b"".join(b'<e xmlns:p%d="urn:p"/>' % number for number in range(MOST_NAMES + 1))
    for content in (elements, prefixes):
        assert code_of(b"<a>" + content + b"</a>") == "xml_has_too_many_names"
    many = b"=" * 1_000_001  # what nobody asks for is not seen at first: many of these signs make us look closely
    assert code_of(b"<a>" + attributes + many + b" " * BLOCK + b"<b/></a>") == "xml_has_too_many_names"


def test_a_tag_is_bounded_and_a_text_is_not() -> None:
    assert code_of(b'<a b="' + b"x" * (2 * LONGEST_TAG) + b'"/>') == "xml_tag_is_too_long"
    assert code_of(b"<a>" + b"x" * (4 * LONGEST_TAG) + b"</a>") is None
