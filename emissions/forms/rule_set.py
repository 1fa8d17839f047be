"""A set of rules from a file: each row is read as if it had been typed, and says what is wrong with it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from emissions.calculations.organisation_rules import DEFAULT_PRECEDENCE
from emissions.calculations.rule_drafts import RuleDraft
from emissions.calculations.rule_sets import TEXTS, SetRule
from emissions.forms.rules import LAST_PRECEDENCE
from emissions.importers.sheet_rows import SheetRows
from emissions.models import ClassificationRule
from emissions.reports.category_words import category_name
from emissions.reports.line_words import Reader
from emissions.reports.reason_words import reason_name
from emissions.reports.rule_files import COLUMN_NAMES, LANGUAGES, titles_by_field
from emissions.reports.rule_words import hidden_condition
from emissions.rules import excluded_reasons
from emissions.services.import_rules import WrongRule
from foundation.personal_numbers import without_personal_numbers
from organisations.reference.categories import category_leaves

TREATMENTS = ("", "excluded", "purchase", "capital_good", "energy")
_NAMED: dict[str, int] = {name: getattr(ClassificationRule._meta.get_field(name), "max_length", 0) for name in TEXTS}  # noqa: SLF001 - Django's API


def rules_in_file(sheet: SheetRows, reader: Reader) -> tuple[list[SetRule], list[WrongRule]]:
    """Return the rules of a file, and the rows that cannot be read as one.

    Numbers of persons are refused in any condition to readers who may not see them: a preview would tell whether they
    are there.
    """
    places = _places(sheet.titles)
    if not set(places) & {"category", "treatment"}:
        sentence = _("No column says what was bought. Take a file given out here, and leave its first row as it is.")
        return [], [WrongRule(sheet.rows[0][0] - 1, "category", sentence)]
    names = codes_by_name()
    rules, wrong = [], []
    for number, row in sheet.rows:
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        problem = _problem(cells, names, reader)
        if problem:
            wrong.append(WrongRule(number, *problem))
        else:
            rules.append(SetRule(cells.get("id", "").lower(), _draft(cells, names), number))
    return rules, wrong


def _problem(cells: Mapping[str, str], names: Mapping[str, str], reader: Reader) -> tuple[str, str] | None:
    """Return the field that cannot be read, and why and what to do about it."""
    for name, most in _NAMED.items():
        if len(cells.get(name, "")) > most:
            return name, _("This is longer than %(most)s letters. Shorten it.") % {"most": most}
    if _code(cells, "treatment", names) not in TREATMENTS:
        return "treatment", _("Write one of: %(codes)s; or leave it empty.") % {"codes": ", ".join(TREATMENTS[1:])}
    for name, known in (("category", category_leaves()), ("reason", excluded_reasons())):
        code = _code(cells, name, names)
        if code and code not in known:
            return name, _("“%(text)s” is not known here. Write a code or a name from the list.") % {"text": code}
    number = cells.get("precedence", "")
    if number and not (number.isascii() and number.isdigit() and 1 <= int(number) <= LAST_PRECEDENCE):
        return "precedence", _("Write a whole number from 1 to %(most)s, or leave it empty.") % {
            "most": LAST_PRECEDENCE
        }
    if hidden := hidden_condition(cells, reader):
        return hidden, _("Only those who see personal numbers can write rules for them.")
    return None


def _draft(cells: Mapping[str, str], names: Mapping[str, str]) -> RuleDraft:
    texts = {name: _code(cells, name, names) for name in TEXTS}
    texts["explanation"] = without_personal_numbers(texts["explanation"]) or ""
    if texts["treatment"] != "excluded":
        texts["reason"] = ""
    else:
        texts["category"] = ""
    return RuleDraft(**texts, precedence=int(cells.get("precedence") or DEFAULT_PRECEDENCE))


def _code(cells: Mapping[str, str], name: str, names: Mapping[str, str]) -> str:
    """Return what a cell says; a category or reason that is written by its name gives its code."""
    text = cells.get(name, "")
    return names.get(f"{name}:{text.casefold()}", text) if name in ("category", "reason") else text


def codes_by_name() -> dict[str, str]:
    """Return codes by what they are called in any language: category:dairy and eggs, reason:vat."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            found |= {f"category:{category_name(code).casefold()}": code for code in category_leaves()}
            found |= {f"reason:{reason_name(code).casefold()}": code for code in excluded_reasons()}
    return found


def _places(titles: tuple[str, ...]) -> dict[str, int]:
    """Return by field the column that holds it."""
    known = titles_by_field()
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        plain = title.strip().replace("_", " ").casefold()
        for name in COLUMN_NAMES:
            if plain in known[name]:
                found.setdefault(name, place)
    return found
