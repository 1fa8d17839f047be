"""Blocks take the styles of the file that they are put into; a table of contents stands before the first heading."""

import base64
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn

from requirements_bank.reports.word_blocks import append_blocks, insert_contents, keep_front

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
BLOCKS: list[dict[str, Any]] = [
    {"kind": "heading", "level": 1, "text": "1 Steps"},
    {"kind": "paragraph", "text": "Measured each quarter.", "is_strong": False},
    {"kind": "list", "items": ["First", "Second"]},
    {"kind": "table", "caption": "The steps", "columns": ["Step", "From"], "rows": [["1", "2027"], ["2", "2029"]]},
    {"kind": "picture", "png": base64.b64encode(DOT).decode(), "description": "Two steps"},
]


def texts(word: Word) -> list[str]:
    return [each.text for each in word.paragraphs if each.text]


@pytest.fixture
def word() -> Word:
    return Document()


def test_blocks_stand_in_their_order_and_styles(word: Word) -> None:
    append_blocks(word, BLOCKS)

    assert texts(word) == ["1 Steps", "Measured each quarter.", "First", "Second", "The steps"]
    styles = [each.style.name for each in word.paragraphs if each.style and each.text]
    assert styles == ["Heading 1", "Normal", "List Bullet", "List Bullet", "Normal"]
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["Step", "From"], ["1", "2027"], ["2", "2029"],
    ]  # fmt: skip
    assert word.inline_shapes[0]._inline.docPr.get("descr") == "Two steps"


def test_a_file_without_the_styles_still_shows_headings_and_lists(word: Word) -> None:
    for name in ("Heading 1", "List Bullet"):
        word.styles[name].delete()
    append_blocks(word, BLOCKS[:3])

    assert texts(word) == ["1 Steps", "Measured each quarter.", "• First", "• Second"]
    assert word.paragraphs[0].runs[0].bold


def test_contents_stand_before_the_first_heading_and_word_can_update_them(word: Word) -> None:
    word.add_paragraph("Front")
    append_blocks(word, BLOCKS[:2])
    insert_contents(word, "Contents", [(1, "1 Steps"), (2, "1.1 More")])

    assert texts(word)[:5] == ["Front", "Contents", "1 Steps", "1.1 More", "1 Steps"]
    marks = [each.get(qn("w:fldCharType")) for each in word.element.body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]
    before = word.element.xml
    insert_contents(word, "Contents", [(1, "1 Steps")])
    assert word.element.xml == before  # it has one already


def test_the_front_ends_where_requirements_begin(word: Word) -> None:
    for text in ("Front of {{ name }}", "{%p for notice in notices %}", "{{ notice }}", "{%p endfor %}"):
        word.add_paragraph(text)
    for text in ("{%p for section in sections %}", "{{ section.heading }}", "{%p endfor %}", "After"):
        word.add_paragraph(text)
    keep_front(word)

    assert texts(word) == ["Front of {{ name }}", "{%p for notice in notices %}", "{{ notice }}", "{%p endfor %}"]
