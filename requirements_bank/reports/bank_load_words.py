"""What is wrong with a file that holds a bank, and where in it: "Row 17, EGN-004, Variables, share: …"."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.problems import Problem
from requirements_bank.calculations.bank_check import Standing
from requirements_bank.reports.bank_columns import SHEETS
from requirements_bank.reports.problem_words import SENTENCES as OF_REQUIREMENTS
from requirements_bank.reports.problem_words import place_of, sentence_of

SENTENCES: Mapping[str, str | Promise] = {
    "file_is_empty": gettext_lazy("The file is empty. Choose the file with the bank in it."),
    "file_too_large": gettext_lazy(
        "The file holds more than is taken at once: 30 MB, unpacked 80 MB or fifty times its size, 10,000"
        " requirements. Split it by area."
    ),
    "sheet_with_gaps": gettext_lazy(
        "Sheet {sheet} has {cells} filled cells, but reaches to row {row} and column {column}. Delete what stands far"
        " from the table, or copy the table into a new sheet."
    ),
    "too_many_cells": gettext_lazy(
        "The sheets reach over more than {rows} rows or {cells} cells together. Split the file, or delete the sheets"
        " and rows that do not belong to it."
    ),
    "not_utf8": gettext_lazy(
        "The file is no text in UTF-8, and no Excel or zip file. Save it as UTF-8, or choose another file."
    ),
    "not_yaml": gettext_lazy(
        "Line {line} cannot be read as YAML: {text}. Check indents, colons and quotation marks there."
    ),
    "not_json": gettext_lazy("The file cannot be read as JSON: {text}. Export it again, or choose YAML."),
    "document_too_large": gettext_lazy(
        "The document that begins in line {line} holds too many requirements. Begin each with a line ---, or take JSON."
    ),
    "yaml_anchor": gettext_lazy(
        "Line {line} has an anchor or alias (& or *), which is not taken. Write the text out where it is used."
    ),
    "too_deep": gettext_lazy("Fields lie deeper in each other than in any requirement. Check the indents."),
    "packed_file_is_damaged": gettext_lazy("The zip file is damaged or locked. Pack it again without a password."),
    "workbook_is_damaged": gettext_lazy(
        "The Excel file is damaged or locked. Open it, save it as .xlsx, and try again."
    ),
    "not_a_workbook": gettext_lazy("This is no Excel file. Save it as .xlsx, or choose another file."),
    "no_sheet_of_requirements": gettext_lazy(
        "No sheet has the codes of the columns in its second row. Export a bank as Excel and fill in that file."
    ),
    "no_requirements": gettext_lazy("The file holds no requirement. Choose another file."),
    "row_without_requirement": gettext_lazy(
        "Sheet {sheet}, row {row} belongs to “{text}”, which has no row of its own. Correct the code or remove the row."
    ),
    "unknown_column": gettext_lazy("Sheet {sheet}: there is no column “{text}”. It is not read."),
    "code_twice": gettext_lazy("The code stands more than once in the file. Keep one of them."),
    "in_review": gettext_lazy(
        "A version of it is in review and cannot be replaced. Publish it or send it back, then load the file again."
    ),
    "strange_characters": gettext_lazy("The text holds signs that no text has. Write it anew."),
    "strange_value": gettext_lazy("The value is neither text, number nor day as they can be counted. Write it anew."),
    "unknown_category": gettext_lazy("There is no purchase category {text}. It is kept, but nobody finds it by it."),
    "unknown_cpv": gettext_lazy("There is no CPV code {text}, eight digits without the check digit. It is kept."),
}
STANDINGS: Mapping[str, str | Promise] = {
    Standing.NEW: gettext_lazy("New"),
    Standing.CHANGED: gettext_lazy("Changed"),
    Standing.UNCHANGED: gettext_lazy("Unchanged"),
    Standing.WRONG: gettext_lazy("Wrong"),
}
_PLACES: Mapping[str, str | Promise] = {
    "row": gettext_lazy("Row {where}"),
    "document": gettext_lazy("Document {where}"),
    "entry": gettext_lazy("Entry {where}"),
}


def place_in_file(place: str) -> str:
    """Return where in the file something stands, from "row:17"."""
    kind, _colon, where = place.partition(":")
    return str(_PLACES[kind]).format(where=where) if kind in _PLACES else where or place


def loading_sentence(problem: Problem) -> str:
    """Return reason and remedy of a problem of a file or of a requirement in it."""
    if problem.code in OF_REQUIREMENTS:
        return sentence_of(problem)
    values = {"text": "", **problem.values}
    if "sheet" in values:
        values["sheet"] = str(SHEETS.get(str(values["sheet"]), values["sheet"]))
    return str(SENTENCES[problem.code]).format(**values)


def worded_in_file(problem: Problem, place: str = "") -> str:
    """Return place, reason and remedy as one sentence."""
    where = ", ".join(part for part in (place_in_file(place), place_of(problem)) if part)
    sentence = loading_sentence(problem)
    return _("%(place)s: %(sentence)s") % {"place": where, "sentence": sentence} if where else sentence


def problem_from(stored: Mapping[str, object]) -> Problem:
    """Return a problem as it was kept with a job."""
    values = stored.get("values")
    problem = Problem(str(stored["code"]), str(stored["place"]), str(stored["field"]) if stored.get("field") else None)
    return replace(problem, values=dict(values) if isinstance(values, Mapping) else {})
