"""Puts what no place of a template holds into a Word file: a table of contents, headings, lists, tables and pictures.

They take the styles of the template by name, so that they look as the rest of it. Runs in the process that fills
templates; knows no Django. Blocks are plain values: {"kind": "heading", "level": 1, "text": …}, and likewise
"paragraph", "list", "table" and "picture".
"""

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

Block = Mapping[str, Any]
WIDEST = Cm(16.5)
LINE = "B9C4BE"
_LOOP = re.compile(r"\{%.{0,20}for\s+\w+\s+in\s+(sections|clauses|annex)\b")
_HEADING = re.compile(r"^heading [1-3]$", re.IGNORECASE)


def keep_front(word: Document) -> None:
    """Take out everything from the first loop over requirements on: what is before it is the front of each document."""
    body = list(word.element.body)
    first = next((place for place, element in enumerate(body) if _LOOP.search(_words(element))), len(body))
    _remove(word, body[first:])


def clear(word: Document) -> None:
    """Take out everything but the page itself, with its head and foot."""
    _remove(word, list(word.element.body))


def append_blocks(word: Document, blocks: Iterable[Block]) -> None:
    """Put blocks after what is there."""
    for block in blocks:
        _WRITERS[block["kind"]](word, block)


def insert_contents(word: Document, title: str, entries: Iterable[tuple[int, str]]) -> None:
    """Put a table of contents before the first heading, unless the template brings one of its own.

    Word writes the numbers of pages when its reader asks for them; until then the titles stand there.
    """
    if any("TOC" in (field.text or "") for field in word.element.body.iter(qn("w:instrText"))):
        return
    place = next((each for each in word.paragraphs if _is_heading(each)), None)
    made = [_bold(word, title), *_contents_field(word, list(entries))]
    if place is not None:
        for paragraph in made:
            place._p.addprevious(paragraph._p)  # noqa: SLF001 - python-docx inserts nothing before a paragraph but text


def _remove(word: Document, elements: Iterable[Any]) -> None:
    for element in elements:
        if element.tag != qn("w:sectPr"):
            word.element.body.remove(element)


def _words(element: Any) -> str:  # noqa: ANN401 - an element
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and bool(_HEADING.match(paragraph.style.name or ""))


def _bold(word: Document, text: str) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.add_run(text).bold = True
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _contents_field(word: Document, entries: list[tuple[int, str]]) -> list[Paragraph]:
    lines = [_styled(word, f"TOC {level}", text) for level, text in entries] or [word.add_paragraph()]
    for paragraph, (level, _text) in zip(lines, entries, strict=False):
        if paragraph.style is None or not (paragraph.style.name or "").lower().startswith("toc"):
            paragraph.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        paragraph.paragraph_format.space_after = Cm(0)
    first = lines[0]._p  # noqa: SLF001 - python-docx has no fields
    for place, run in enumerate((_mark("begin"), _instruction(r'TOC \o "1-2" \h \z \u'), _mark("separate"))):
        first.insert((0 if first.pPr is None else 1) + place, run)
    lines[-1]._p.append(_mark("end"))  # noqa: SLF001 - as above
    return lines


def _mark(kind: str) -> Any:  # noqa: ANN401 - an element
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _instruction(text: str) -> Any:  # noqa: ANN401 - an element
    run, instruction = OxmlElement("w:r"), OxmlElement("w:instrText")
    instruction.text = f" {text} "
    instruction.set(qn("xml:space"), "preserve")
    run.append(instruction)
    return run


def _styled(word: Document, style: str, text: str) -> Paragraph:
    """Return a paragraph in the style where the template has it, else in the usual one."""
    paragraph = word.add_paragraph(text)
    if style in word.styles:
        paragraph.style = word.styles[style]
    return paragraph


def _heading(word: Document, block: Block) -> None:
    style = f"Heading {block['level']}"
    if style in word.styles:
        _styled(word, style, block["text"])
    else:
        _bold(word, block["text"])


def _paragraph(word: Document, block: Block) -> None:
    if block.get("is_strong"):
        word.add_paragraph().add_run(block["text"]).bold = True
    else:
        word.add_paragraph(block["text"])


def _list(word: Document, block: Block) -> None:
    is_known = "List Bullet" in word.styles
    for text in block["items"]:
        _styled(word, "List Bullet", text if is_known else f"• {text}")


def _table(word: Document, block: Block) -> None:
    if block["caption"]:
        _bold(word, block["caption"])
    columns = block["columns"]
    grid = word.add_table(rows=1, cols=len(columns))
    _borders(grid._tbl.tblPr)  # noqa: SLF001 - python-docx has no borders
    for cell, column in zip(grid.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(column).bold = True
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - nor heads that repeat
    for row in block["rows"]:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    word.add_paragraph()


def _picture(word: Document, block: Block) -> None:
    section = word.sections[-1]
    margins = (section.left_margin or Length(0)) + (section.right_margin or Length(0))
    width = min(WIDEST, (section.page_width or Cm(21)) - margins)
    picture = word.add_picture(BytesIO(base64.b64decode(block["png"])), width=Length(width))
    picture._inline.docPr.set("descr", block["description"])  # noqa: SLF001 - python-docx cannot say what a picture shows


def _borders(properties: Any) -> None:  # noqa: ANN401 - an element
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)


_WRITERS: Mapping[str, Callable[[Document, Block], None]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "table": _table,
    "picture": _picture,
}
