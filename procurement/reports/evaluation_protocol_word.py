"""The protocol of an evaluation as a Word document."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from foundation.charts import Drawing, png_of
from procurement.reports.eforms_xml import sound
from procurement.reports.evaluation_protocol import Protocol

WIDTH = 16.5  # cm, within the margins of A4
MARGIN = 2.2


def protocol_as_word(made: Protocol) -> bytes:
    """Return the protocol as a Word file."""
    from docx import Document  # noqa: PLC0415 - a quarter of a second that only this should take
    from docx.shared import Cm  # noqa: PLC0415 - as above

    word = Document()
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(MARGIN)
    word.core_properties.title, word.core_properties.author = sound(made.title), ""
    word.add_heading(sound(made.title), level=1)
    for line in (made.procurement, made.answer, *made.chosen):
        word.add_paragraph(sound(line))
    if made.reasons:
        word.add_heading(_("Reasons"), level=2)
        word.add_paragraph(sound(made.reasons))
    _add_list(word, _("Changed after bids were registered"), made.changes)
    _add_list(word, _("Warnings"), made.shown.warnings)
    _add_list(word, _("What does not meet what is asked"), made.checks)
    _add_list(word, _("What could not be compared"), made.shown.problems)
    for table in made.tables:
        _add_table(word, table)
    _add_chart(word, _("Tipping price"), made.shown.tipping, made.shown.tipping_chart, Cm(WIDTH))
    _add_chart(word, _("Other weights"), made.shown.sensitivity, made.shown.sensitivity_chart, Cm(WIDTH))
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add_list(word: Any, title: str, sentences: Sequence[str]) -> None:  # noqa: ANN401 - python-docx has no types
    if sentences:
        word.add_heading(sound(title), level=2)
        for sentence in sentences:
            word.add_paragraph(sound(sentence), style="List Bullet")


def _add_table(word: Any, table: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    word.add_heading(sound(table["caption"]), level=2)
    grid = word.add_table(rows=1, cols=len(table["columns"]), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, table["columns"], strict=True):
        cell.paragraphs[0].add_run(sound(str(column["title"]))).bold = True
    for row in table["rows"]:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = sound(str(words or "–"))


def _add_chart(word: Any, title: str, sentences: Sequence[str], drawing: Drawing | None, width: Any) -> None:  # noqa: ANN401
    _add_list(word, title, sentences)
    if drawing and sentences:
        picture = word.add_picture(BytesIO(png_of(drawing.wide, scale=3)), width=width)
        picture._inline.docPr.set("descr", " ".join(sentences))  # noqa: SLF001 - python-docx has no other way to say what a picture shows
