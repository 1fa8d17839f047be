"""What is wrong with a document template, in sentences that name the place and say what would do."""

from django.utils.translation import gettext as _

from foundation.problems import translatable
from requirements_bank.calculations.document_places import TemplateProblem

SENTENCES = {
    "unknown_place": translatable("The template names {{ %(name)s }}, which there is not. Available here: %(known)s."),
    "unknown_part": translatable("The template names {{ %(name)s }}, which there is not. Available there: %(known)s."),
    "no_text": translatable("{{ %(name)s }} holds several things. Go through it in a loop, or name one of: %(known)s."),
    "not_a_list": translatable("The loop goes through %(name)s, which is no list. These are lists: %(known)s."),
    "not_possible": translatable("“%(name)s” is not possible in a template. Use places, loops and conditions only."),
    "unknown_filter": translatable("There is no filter “%(name)s” here. These can be used: %(known)s."),
    "too_deep": translatable("The loop over %(name)s lies within three others. Use at most three within each other."),
    "not_closed": translatable(
        "“%(name)s” is begun and never ended. Put {%% endfor %%} or {%% endif %%} where it ends."
    ),
    "not_opened": translatable(
        "“%(name)s” ends something that was never begun. Put its beginning before it, or remove it."
    ),
    "syntax": translatable(
        "Something is written in a way that cannot be read (%(name)s). Compare it with the list of places."
    ),
    "broken_structure": translatable(
        "A loop or a condition begins and ends in different places of the document, such as inside and outside a "
        "table. Put both in paragraphs of their own with {%%p … %%}, or in table rows of their own with {%%tr … %%}."
    ),
    "too_much": translatable(
        "The template makes too large a document, or takes too long. Take out loops that lie within loops."
    ),
    "damaged": translatable(
        "The file cannot be read. Open it in Word, save it as a new Word document (.docx) and try again."
    ),
}
FILES = {
    "too_large": translatable("The file is larger than 4 MB. Make its pictures smaller and save it again."),
    "not_word": translatable("This is not a Word document. Save the template as Word document (.docx) and try again."),
    "no_requirements": translatable(
        "The template has no place for the requirements, so its documents would hold none. Put {{ clause.text }} into a"
        " loop over clauses; our own template, which you can download here, shows how."
    ),
    "macros": translatable("The file holds macros. Save it as a Word document without macros (.docx)."),
    "objects": translatable(
        "The file holds an embedded object, such as a spreadsheet. Put a picture of it there instead."
    ),
    "too_large_unpacked": translatable("The file holds too much when it is unpacked. Begin again with our template."),
    "declares_types": translatable(
        "The file holds instructions that no Word document needs. Begin again with our template."
    ),
    "fetches": translatable(
        "The file would fetch something from elsewhere when it is opened, such as a linked picture. Insert it into the "
        "document instead of linking to it."
    ),
}


def problem_sentence(problem: TemplateProblem) -> str:
    """Return what is wrong, where, and what would do."""
    said = _(SENTENCES[problem.code]) % {"name": problem.name, "known": ", ".join(problem.known) or "–"}
    near = _("Near: “%(place)s”.") % {"place": problem.place}
    return f"{said} {near}" if problem.place else said


def file_sentence(code: str) -> str:
    """Return why a file cannot be a template."""
    return _(FILES[code])
