"""What Word documents of our own are put together from: an A4 page, lists and tables."""

from collections.abc import Sequence
from typing import Any

from procurement.reports.eforms_xml import sound

MARGIN = 2.2  # cm


def new_word(title: str) -> Any:  # noqa: ANN401 - python-docx has no types
    """Return an A4 document that begins with its title."""
    from docx import Document  # noqa: PLC0415 - a quarter of a second that only this should take
    from docx.shared import Cm  # noqa: PLC0415 - as above

    word = Document()
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(MARGIN)
    word.core_properties.title, word.core_properties.author = sound(title), ""
    word.add_heading(sound(title), level=1)
    return word


def add_list(word: Any, title: str, sentences: Sequence[str]) -> None:  # noqa: ANN401 - as above
    """Add sentences below each other under a heading; nothing where there are none."""
    if sentences:
        word.add_heading(sound(title), level=2)
        for sentence in sentences:
            word.add_paragraph(sound(sentence), style="List Bullet")


def add_table(word: Any, table: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    """Add a table with its caption as heading, without a first row where no column has a title.

    What is missing is a dash.
    """
    word.add_heading(sound(table["caption"]), level=2)
    titles = [str(column["title"]) for column in table["columns"]]
    grid = word.add_table(rows=1 if titles else 0, cols=len(titles) or len(table["rows"][0]), style="Table Grid")
    for place, title in enumerate(titles):
        grid.rows[0].cells[place].paragraphs[0].add_run(sound(title)).bold = True
    for row in table["rows"]:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = sound(str(words or "–"))
