"""The sentence of each problem of a notice: where it is, what is wrong, what to do; in English, for the translators."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from foundation.problems import Problem, translatable
from procurement.calculations.place_words import place_in_words

_FILES: Final = {
    "file_cannot_be_opened": translatable(
        "The file {name} cannot be opened: {reason}. Check that it exists and may be read."
    ),
    "file_is_empty": translatable("The file is empty. Download the notice again."),
    "file_is_too_large": translatable(
        "The file is larger than {megabytes} million bytes, which no notice is. Check that it is the notice itself, "
        "not its attachments."
    ),
    "file_is_html": translatable(
        "The file is a web page (HTML), not a notice. Often it is the page that shows the notice, or a sign-in page: "
        "choose XML (eForms) where the page offers a download."
    ),
    "file_is_no_xml": translatable(
        "The file is no XML. Notices are read as eForms XML: download the notice in that form from Doffin, TED or "
        "your tendering tool."
    ),
    "xml_is_broken": translatable(
        "The XML breaks off or is damaged at line {line}: {reason}. Download the notice again."
    ),
    "xml_has_doctype": translatable(
        "The file declares a document type or entities (DOCTYPE), which a notice never needs and which can be used to "
        "attack. Nothing of it is read. Download the notice again from Doffin or TED."
    ),
    "xml_is_too_deep": translatable(
        "The file is nested deeper, or holds a longer text, than any notice (line {line}). Nothing of it is read. "
        "Download the notice again."
    ),
    "root_is_unknown": translatable(
        "The file is XML of another kind ({root}), not a notice. Hand over an eForms notice: a contract notice, a "
        "contract award notice or a prior information notice."
    ),
    "root_has_wrong_namespace": translatable(
        'The file calls itself {root}, but not in the namespace of UBL 2 (it has "{namespace}"), so its fields cannot '
        "be told apart. Download the notice again as eForms XML."
    ),
    "notice_is_before_eforms": translatable(
        "The file is a notice in the form that TED and Doffin used before eForms ({root}). This version reads eForms "
        "only: fill in the procurement by hand."
    ),
    "notice_is_registration": translatable(
        "The notice tells of the registration of a business, not of a procurement. There is nothing to fill in from it."
    ),
}

_NOTICES: Final = {
    "notice_id_is_missing": translatable(
        "The notice has no identifier (BT-701), so it could not be recognised later. Download the notice again."
    ),
    "project_is_missing": translatable(
        "The notice does not say what is bought (cac:ProcurementProject). Check that it is complete."
    ),
    "version_is_unknown": translatable(
        'The notice does not say that it follows eForms 1 (CustomizationID is "{value}"). It is read as eForms; check '
        "what is filled in."
    ),
    "subtype_is_missing": translatable(
        "The notice does not say which kind it is (notice subtype). It is read by its root element alone."
    ),
    "issue_date_is_missing": translatable(
        "The notice has no date of dispatch (IssueDate). Add the date by hand where you need it."
    ),
    "buyer_is_missing": translatable("The notice names no buyer. Choose the buyer by hand."),
    "organisation_is_not_described": translatable(
        "The notice refers to the {place} {key} and never describes it. Choose the organisation by hand."
    ),
    "title_is_missing": translatable("The notice has no title (BT-21). Give the procurement a title by hand."),
    "lots_are_missing": translatable(
        "The notice has no lots. The procurement is filled in as a whole; add lots by hand where there are any."
    ),
    "lot_is_repeated": translatable(
        "The notice has several lots with the key {key}. All are read; check which results belong to which."
    ),
}

_FIELDS: Final = {
    "date_is_not_readable": translatable(
        '{place}, {field}: "{value}" is no day written as 2026-03-31. It is left out: add the date by hand.'
    ),
    "time_is_not_readable": translatable(
        '{place}, {field}: "{value}" is no time of day. The day stands; add the time by hand.'
    ),
    "number_is_not_readable": translatable(
        '{place}, {field}: "{value}" is not the number that belongs there. It is left out: add it by hand.'
    ),
    "amount_is_not_readable": translatable(
        '{place}, {field}: "{value}" is no amount in digits with a decimal point. It is left out: add it by hand.'
    ),
    "currency_is_missing": translatable(
        "{place}, {field}: the amount {amount} has no currency. It stands without one: add the currency by hand."
    ),
    "flag_is_not_readable": translatable('{place}, {field}: "{value}" is neither true nor false. It is left out.'),
    "cpv_is_unknown": translatable(
        '{place}, {field}: "{code}" is no CPV code. It is kept as written: choose the right code by hand.'
    ),
    "code_is_unknown": translatable(
        '{place}, {field}: the list {list} has no code "{code}" that is known here. It is kept as written: check what '
        "the buyer means by it."
    ),
    "code_is_not_yet_valid": translatable(
        "{place}, {field}: {code} ({list}) may be used only later than {day}, the day of the notice. It is kept."
    ),
    "code_is_replaced": translatable(
        "{place}, {field}: on {day} {code} ({list}) had been replaced by {new}. It is kept as written."
    ),
    "code_is_over": translatable("{place}, {field}: {code} ({list}) was no longer in use on {day}. It is kept."),
    "more_of_the_same": translatable(
        "Only the first {shown} problems of the kind {code} are listed; there are {total}."
    ),
}

TEXTS: Final[Mapping[str, str]] = MappingProxyType({**_FILES, **_NOTICES, **_FIELDS})


def notice_sentence(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Return the sentence of a problem; `translate` turns the English template into the reader's language."""
    values = {**problem.values, "place": place_in_words(problem.place, translate)}
    text = translate(TEXTS[problem.code]).format_map(values)
    return text[:1].upper() + text[1:]
