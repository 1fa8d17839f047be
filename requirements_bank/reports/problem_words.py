"""What is wrong with a requirement, an example or a typed value, as a sentence: place, reason, remedy."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.problems import Problem

IN_LANGUAGE: Mapping[str, str | Promise] = {
    "nb": gettext_lazy("bokmål"),
    "nn": gettext_lazy("nynorsk"),
    "sv": gettext_lazy("Swedish"),
    "en": gettext_lazy("English"),
    "da": gettext_lazy("Danish"),
}
SENTENCES: Mapping[str, str | Promise] = {
    "text_too_long": gettext_lazy("The text has {length} characters; at most {most} are taken. Shorten it."),
    "not_a_requirement": gettext_lazy("This is no requirement: it should be a table of fields. See the bank's format."),
    "not_an_example": gettext_lazy("This is no example: it should be a table of fields. See the bank's format."),
    "missing_text": gettext_lazy("This is missing. Fill it in."),
    "missing_language": gettext_lazy("The text in {language} is missing. Write it, or take the language off the bank."),
    "unknown_word": gettext_lazy("“{text}” is not known here. Use one of: {words}."),
    "unknown_field": gettext_lazy("There is no such field. Check how it is spelt, or take it away."),
    "unknown_requirement": gettext_lazy("There is no requirement {text} in this bank or the shipped one. Correct it."),
    "unknown_cpv": gettext_lazy("There is no CPV code {text}. Write eight digits, such as 60100000."),
    "unknown_category": gettext_lazy("There is no purchase category {text}. Choose one of the list."),
    "not_a_list": gettext_lazy("This should be a list. Put the entries one below the other."),
    "not_a_table": gettext_lazy("This should be a table of fields."),
    "not_a_date": gettext_lazy("“{text}” is no date. Write year, month and day: 2027-03-01."),
    "not_a_number": gettext_lazy("“{text}” is no number. Write digits, such as 40 or 2.5."),
    "not_a_whole_number": gettext_lazy("“{text}” is no whole number. Write digits only, such as 12."),
    "not_a_name": gettext_lazy("A variable's name has small letters a–z, digits and _ only, such as share."),
    "not_a_country": gettext_lazy("“{text}” is no country. Write two capital letters, such as NO."),
    "not_an_option": gettext_lazy("“{text}” is none of the choices. Choose one of them."),
    "below_bound": gettext_lazy("{value} is too low: the lowest value here is {bound}."),
    "above_bound": gettext_lazy("{value} is too high: the highest value here is {bound}."),
    "bounds_cross": gettext_lazy("The lowest value, {low}, is above the highest, {high}. Swap or correct them."),
    "checklist_length": gettext_lazy("The checklist has {found} points. Write {fewest} to {most}."),
    "staircase_without_measure": gettext_lazy(
        "The steps have nothing to measure by. Say what is measured, and in which direction, or take them away."
    ),
    "steps_do_not_sharpen": gettext_lazy(
        "The step from month {month} is not stricter or not later than the one before. Let each step go further."
    ),
    "stray_brace": gettext_lazy("There is a single {{ or }}. Write a variable as {{name}}, or take the brace away."),
    "variable_not_declared": gettext_lazy("The text uses {{{name}}}, which is no variable. Declare it or remove it."),
    "variable_not_used": gettext_lazy("The text does not use the variable {{{name}}}. Put it in, or remove it."),
}

FIELDS: Mapping[str, str | Promise] = {
    "code": gettext_lazy("Code"),
    "version": gettext_lazy("Version"),
    "kind": gettext_lazy("Kind"),
    "level": gettext_lazy("Level"),
    "phase": gettext_lazy("Phase"),
    "area": gettext_lazy("Area"),
    "topic": gettext_lazy("Topic"),
    "themes": gettext_lazy("Themes"),
    "categories": gettext_lazy("Categories"),
    "cpv": gettext_lazy("CPV codes"),
    "countries": gettext_lazy("Countries"),
    "country": gettext_lazy("Country"),
    "valid_from": gettext_lazy("Valid from"),
    "review_on": gettext_lazy("Next review"),
    "title": gettext_lazy("Title"),
    "wording": gettext_lazy("Wording"),
    "variables": gettext_lazy("Variables"),
    "motive": gettext_lazy("Why"),
    "proof": gettext_lazy("Proof"),
    "evidence": gettext_lazy("Kinds of proof"),
    "follow_up": gettext_lazy("Follow-up"),
    "checklist": gettext_lazy("Checklist"),
    "measure": gettext_lazy("Measure"),
    "staircase": gettext_lazy("Steps"),
    "market": gettext_lazy("Market"),
    "law": gettext_lazy("Legal basis"),
    "effect": gettext_lazy("Effect"),
    "sources": gettext_lazy("Sources"),
    "relations": gettext_lazy("Relations"),
    "who": gettext_lazy("Who"),
    "years": gettext_lazy("Years"),
    "areas": gettext_lazy("Areas"),
    "requirements": gettext_lazy("Requirements"),
    "asked": gettext_lazy("What was asked"),
    "happened": gettext_lazy("What happened"),
    "price_effect": gettext_lazy("Price effect"),
    "lesson": gettext_lazy("Lesson"),
    "contact": gettext_lazy("Contact"),
    "type": gettext_lazy("type"),
    "names": gettext_lazy("name"),
    "default": gettext_lazy("default"),
    "min": gettext_lazy("lowest value"),
    "max": gettext_lazy("highest value"),
    "unit": gettext_lazy("unit"),
    "options": gettext_lazy("choices"),
    "direction": gettext_lazy("direction"),
    "threshold": gettext_lazy("threshold"),
    "period": gettext_lazy("period"),
    "what": gettext_lazy("what is measured"),
    "month": gettext_lazy("month"),
    "maturity": gettext_lazy("how ready it is"),
    "note": gettext_lazy("note"),
    "reference": gettext_lazy("reference"),
    "from": gettext_lazy("from"),
    "until": gettext_lazy("until"),
    "low": gettext_lazy("lowest value"),
    "high": gettext_lazy("highest value"),
    "source": gettext_lazy("source"),
    "publisher": gettext_lazy("publisher"),
    "year": gettext_lazy("year"),
    "url": gettext_lazy("address"),
    "replaces": gettext_lazy("replaces"),
    "includes": gettext_lazy("includes"),
    "conflicts_with": gettext_lazy("conflicts with"),
}


def sentence_of(problem: Problem) -> str:
    """Return what is wrong and what would mend it, without the place; for a message that stands at its field."""
    values: dict[str, Any] = {"text": "", **problem.values}
    if problem.code == "missing_language":
        values["language"] = IN_LANGUAGE.get(values["language"], values["language"])
    is_empty = problem.code == "unknown_word" and not values["text"]
    return str(SENTENCES["missing_text" if is_empty else problem.code]).format(**values)


def place_of(problem: Problem) -> str:
    """Return where it is: the code or row, and the field in words ("TRA-101, Variables, share, lowest value")."""
    parts = [str(FIELDS.get(part, IN_LANGUAGE.get(part, part))) for part in (problem.field or "").split(".") if part]
    return ", ".join(part for part in (problem.place, *parts) if part)


def worded(problem: Problem) -> str:
    """Return the whole sentence in the reader's language: place, reason, remedy."""
    place, sentence = place_of(problem), sentence_of(problem)
    return _("%(place)s: %(sentence)s") % {"place": place, "sentence": sentence} if place else sentence
