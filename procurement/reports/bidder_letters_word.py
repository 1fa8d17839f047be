"""Letters to bidders as Word documents, to be read through, signed and sent."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from foundation.downloads import plain_name
from procurement.reports.bidder_letters import BidderLetter
from procurement.reports.eforms_xml import sound
from procurement.reports.spoken import written_in
from procurement.reports.word_parts import add_list, add_table, new_word


def letter_as_word(letter: BidderLetter) -> bytes:
    """Return a letter as a Word file, in its own language."""
    with written_in(letter.language):
        return _written(letter)


def _written(letter: BidderLetter) -> bytes:
    word = new_word(letter.title)
    case = _("Case %(number)s") % {"number": letter.case_number} if letter.case_number else ""
    word.add_paragraph(sound(_("To %(supplier)s") % {"supplier": letter.supplier}))
    word.add_paragraph(sound(" · ".join(part for part in (letter.buyer, case, letter.day) if part)))
    for sentence in (letter.decision, letter.rank):
        if sentence:
            word.add_paragraph(sound(sentence))
    if letter.reason:
        word.add_heading(_("The reason"), level=2)
        word.add_paragraph(sound(letter.reason))
    if letter.rejected:
        word.add_heading(_("Your bid was rejected"), level=2)
        word.add_paragraph(sound(letter.rejected))
    add_list(word, _("Your bid does not meet what is asked"), letter.shortfalls)
    if letter.table:
        add_table(word, letter.table)
    if letter.standstill:
        word.add_heading(_("Standstill"), level=2)
        word.add_paragraph(sound(letter.standstill))
    line, place = "_" * 30, _("Place and date")
    word.add_paragraph(f"{place}: {line}")
    word.add_paragraph(sound(f"{line} {letter.buyer}"))
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def letters_packed(letters: Sequence[BidderLetter]) -> bytes:
    """Return all letters in one file, each named after its supplier."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for place, letter in enumerate(letters, start=1):
            archive.writestr(f"{place:02}-{plain_name(letter.supplier)}.docx", letter_as_word(letter))
    return packed.getvalue()
