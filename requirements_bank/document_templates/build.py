"""Draws our own Word template: places instead of texts, so that one file serves every language.

`manage.py build_document_template` writes klimatrappa.docx beside this file; a test holds the two together.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FILE = Path(__file__).resolve().parent / "klimatrappa.docx"
SPRUCE, INK, SOFT = RGBColor(0x1B, 0x5E, 0x44), RGBColor(0x14, 0x20, 0x1B), RGBColor(0x4A, 0x58, 0x52)
TINT, LINE = "E6F1EC", "B9C4BE"
FONT = "Calibri"
FACTS = (
    ("{{ words.organisation }}", "{{ organisation }}", ""),
    ("{{ words.category }}", "{{ category }}", "category"),
    ("{{ words.value }}", "{{ value }}", "value"),
    ("{{ words.length }}", "{{ length }}", "length"),
    ("{{ words.made }}", "{{ made }}", ""),
)
DETAILS = (
    ("{{ words.measure }}", "{{ clause.measure }}", "clause.measure"),
    ("{{ words.proof }}", "{{ clause.proof }}", "clause.proof"),
    ("{{ words.evidence }}", "{{ clause.evidence }}", "clause.evidence"),
    ("{{ words.follow_up }}", "{{ clause.follow_up }}", "clause.follow_up"),
)
ANNEX = (("number", 1.3), ("code", 2.2), ("version", 1.7), ("title", 6.2), ("level", 2.2), ("bank", 3.0))


def build() -> Word:
    """Return the template."""
    word = Document()
    _page(word)
    _styles(word)
    word.core_properties.title, word.core_properties.author = "{{ title }}", "{{ organisation }}"
    word.core_properties.comments = ""
    _front(word)
    _sections(word)
    _annex(word)
    return word


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    head = section.header.paragraphs[0]
    head.text, head.style = "{{ organisation }} · {{ name }}", word.styles["Header"]
    foot = section.footer.paragraphs[0]
    foot.style = word.styles["Footer"]
    foot.add_run("{{ made }}\t\t")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _styles(word: Word) -> None:
    _style(word, "Normal", 10.5, INK, after=6)
    _style(word, "Title", 28, SPRUCE, bold=True, after=4)
    _style(word, "Subtitle", 13, SOFT, after=14)
    _style(word, "Heading 1", 17, SPRUCE, bold=True, before=22, after=4)
    _style(word, "Heading 2", 12.5, INK, bold=True, before=14, after=3)
    _style(word, "List Bullet", 10, INK, after=1)
    _style(word, "Header", 8.5, SOFT)
    _style(word, "Footer", 8.5, SOFT)
    small = word.styles.add_style("Code line", 1)
    small.base_style = word.styles["Normal"]
    _style(word, "Code line", 8.5, SOFT, before=3, after=8)
    title = word.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)


def _style(
    word: Word, name: str, size: float, colour: RGBColor, *, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - all of ours are
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = name.startswith("Heading") or None


def _front(word: Word) -> None:
    word.add_paragraph("{{ words.document }}", style="Title")
    word.add_paragraph("{{ name }}", style="Subtitle")
    _table(word, FACTS)
    word.add_paragraph("{{ introduction }}").paragraph_format.space_before = Pt(10)
    word.add_paragraph("{%p for notice in notices %}")
    note = word.add_paragraph()
    note.add_run("{{ notice }}").bold = True
    _shade(note)
    word.add_paragraph("{%p endfor %}")


def _sections(word: Word) -> None:
    word.add_paragraph("{%p for section in sections %}")
    word.add_paragraph("{{ section.number }} {{ section.heading }}", style="Heading 1")
    word.add_paragraph("{{ section.introduction }}")
    word.add_paragraph("{%p for clause in section.clauses %}")
    word.add_paragraph("{{ clause.number }} {{ clause.title }}", style="Heading 2")
    word.add_paragraph("{{ clause.text }}")
    _list(word, "{{ words.steps }}", "clause.steps", introduction="{{ words.steps_come_first }}")
    _table(word, DETAILS)
    _list(word, "{{ words.checklist }}", "clause.checklist")
    word.add_paragraph(
        "{{ clause.code }} · {{ words.version }} {{ clause.version }} · {{ clause.level }}", style="Code line"
    )
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endfor %}")


def _list(word: Word, heading: str, of: str, *, introduction: str = "") -> None:
    """Draw a list under a heading; nothing where it is empty."""
    word.add_paragraph(f"{{%p if {of} %}}")
    head = word.add_paragraph()
    head.add_run(heading).bold = True
    if introduction:
        head.add_run(f" {introduction}")
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(6), Pt(1)
    head.paragraph_format.keep_with_next = True
    word.add_paragraph(f"{{%p for each in {of} %}}")
    word.add_paragraph("{{ each }}", style="List Bullet")
    word.add_paragraph("{%p endfor %}")
    word.add_paragraph("{%p endif %}")


def _annex(word: Word) -> None:
    heading = word.add_paragraph("{{ words.annex }}", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    word.add_paragraph("{{ words.annex_introduction }}")
    table = word.add_table(rows=4, cols=len(ANNEX))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _borders(table._tbl.tblPr)  # noqa: SLF001 - python-docx has no borders
    _repeat(table.rows[0]._tr)  # noqa: SLF001 - nor heads that repeat
    for place, (name, width) in enumerate(ANNEX):
        for row in table.rows:
            row.cells[place].width = Cm(width)
        _cell(table.rows[0].cells[place], f"{{{{ words.{name} }}}}", bold=True, fill=TINT)
        _cell(table.rows[2].cells[place], f"{{{{ row.{name} }}}}")
    _cell(table.rows[1].cells[0], "{%tr for row in annex %}")
    _cell(table.rows[3].cells[0], "{%tr endfor %}")


def _table(word: Word, rows: tuple[tuple[str, str, str], ...]) -> None:
    """Draw names and values beside each other; a row whose value is empty falls away."""
    table = word.add_table(rows=0, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _borders(table._tbl.tblPr)  # noqa: SLF001 - python-docx has no borders
    for name, value, only_if in rows:
        if only_if:
            _cell(table.add_row().cells[0], f"{{%tr if {only_if} %}}")
        cells = table.add_row().cells
        _cell(cells[0], name, bold=True, fill=TINT)
        _cell(cells[1], value)
        if only_if:
            _cell(table.add_row().cells[0], "{%tr endif %}")
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(3.8), Cm(12.8)


def _cell(cell: _Cell, text: str, *, bold: bool = False, fill: str = "") -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9.5)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if fill:
        cell._tc.get_or_add_tcPr().append(_filling(fill))  # noqa: SLF001 - python-docx has no filling


def _filling(colour: str) -> Any:  # noqa: ANN401 - an element
    filling = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        filling.set(qn(f"w:{name}"), value)
    return filling


def _shade(paragraph: Paragraph) -> None:
    paragraph._p.get_or_add_pPr().append(_filling("FDF1DE"))  # noqa: SLF001 - as above


def _borders(properties: BaseOxmlElement) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.append(borders)


def _repeat(row: Any) -> None:  # noqa: ANN401 - python-docx builds its methods at run time
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def _field(paragraph: Paragraph, instruction: str) -> None:
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = f" {text} "
        run._r.append(element)  # noqa: SLF001 - python-docx has no fields
