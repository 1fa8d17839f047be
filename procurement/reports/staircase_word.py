"""A staircase as a Word document, with the same picture as the page."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from foundation.charts import png_of
from procurement.reports.eforms_xml import sound
from procurement.reports.staircase_document import StaircaseDocument

WIDTH = 16.5  # cm, within the margins of A4
MARGIN = 2.2


def staircase_as_word(made: StaircaseDocument) -> bytes:
    """Return the document as a Word file."""
    from docx import Document  # noqa: PLC0415 - a quarter of a second that only this should take
    from docx.shared import Cm  # noqa: PLC0415 - as above

    word = Document()
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(MARGIN)
    word.core_properties.title, word.core_properties.author = sound(made.title), ""
    word.add_heading(sound(made.title), level=1)
    for line in (made.procurement, made.contract, made.measured):
        word.add_paragraph(sound(line))
    if made.drawing:
        picture = word.add_picture(BytesIO(png_of(made.drawing.wide, scale=3)), width=Cm(WIDTH))
        picture._inline.docPr.set("descr", " ".join(f"{row[0]}: {row[1]}, {row[2]}." for row in made.table["rows"]))  # noqa: SLF001 - python-docx has no other way to say what a picture shows
    for table in (made.table, made.with_steps, made.assumptions):
        _add_table(word, table)
    word.add_heading(_("What happens beside the plan"), level=2)
    for rule in made.rules:
        word.add_paragraph(sound(rule), style="List Bullet")
    if made.gaps:
        word.add_paragraph(sound(made.gaps))
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add_table(word: Any, table: dict[str, Any] | None) -> None:  # noqa: ANN401 - python-docx has no types
    if not table or not table["rows"]:
        return
    word.add_heading(sound(table["caption"]), level=2)
    grid = word.add_table(rows=1, cols=len(table["columns"]), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, table["columns"], strict=True):
        cell.paragraphs[0].add_run(sound(column["title"])).bold = True
    for row in table["rows"]:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = sound(str(words or "–"))
