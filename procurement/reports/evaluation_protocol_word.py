"""The protocol of an evaluation as a Word document."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from foundation.charts import Drawing, png_of
from procurement.reports.eforms_xml import sound
from procurement.reports.evaluation_protocol import Protocol
from procurement.reports.word_parts import add_list, add_table, new_word

WIDTH = 16.5  # cm, within the margins of A4


def protocol_as_word(made: Protocol) -> bytes:
    """Return the protocol as a Word file."""
    from docx.shared import Cm  # noqa: PLC0415 - a quarter of a second that only this should take

    word = new_word(made.title)
    for line in (made.procurement, made.answer, *made.chosen):
        word.add_paragraph(sound(line))
    if made.reasons:
        word.add_heading(_("Reasons"), level=2)
        word.add_paragraph(sound(made.reasons))
    add_list(word, _("Changed after bids were registered"), made.changes)
    add_list(word, _("Warnings"), made.shown.warnings)
    add_list(word, _("What does not meet what is asked"), made.checks)
    add_list(word, _("What could not be compared"), made.shown.problems)
    for table in made.tables:
        add_table(word, table)
    _add_chart(word, _("Tipping price"), made.shown.tipping, made.shown.tipping_chart, Cm(WIDTH))
    _add_chart(word, _("Other weights"), made.shown.sensitivity, made.shown.sensitivity_chart, Cm(WIDTH))
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add_chart(word: Any, title: str, sentences: Sequence[str], drawing: Drawing | None, width: Any) -> None:  # noqa: ANN401
    add_list(word, title, sentences)
    if drawing and sentences:
        picture = word.add_picture(BytesIO(png_of(drawing.wide, scale=3)), width=width)
        picture._inline.docPr.set("descr", " ".join(sentences))  # noqa: SLF001 - python-docx has no other way to say what a picture shows
