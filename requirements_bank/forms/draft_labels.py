"""What the fields of a draft are called and explained by, by path without row numbers."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements_bank.reports.problem_words import FIELDS as WORDS
from requirements_bank.reports.problem_words import IN_LANGUAGE

LABELS: Mapping[str, str | Promise] = {
    "variables.name": gettext_lazy("Short name"),
    "variables.names": gettext_lazy("What it is called"),
    "variables.type": gettext_lazy("What is filled in"),
    "variables.default": gettext_lazy("Suggested value"),
    "staircase.month": gettext_lazy("From month"),
    "measure.type": gettext_lazy("How it is measured"),
    "measure.threshold": gettext_lazy("Limit value"),
    "staircase.threshold": gettext_lazy("Limit value"),
    "market.maturity": gettext_lazy("How ready the market is"),
    "law.country": gettext_lazy("Country"),
    "effect.source.title": gettext_lazy("Source: title"),
    "effect.source.publisher": gettext_lazy("Source: publisher"),
    "effect.source.year": gettext_lazy("Source: year"),
    "effect.source.url": gettext_lazy("Source: address"),
    "checklist": gettext_lazy("To look at"),
}
HELP: Mapping[str, str | Promise] = {
    "topic": gettext_lazy("The requirements of a topic make its ladder. Choose one that exists or write a new one."),
    "wording": gettext_lazy("As it goes into the documents, with what the buyer fills in in braces: {share}."),
    "review_on": gettext_lazy("18 months after it becomes valid if left empty."),
    "cpv": gettext_lazy("Eight digits each, with commas between."),
    "variables.name": gettext_lazy("The word in braces: share for {share}. Only a–z, digits and _."),
    "variables.names": gettext_lazy("What the buyer reads who fills it in, such as Share of the deliveries."),
    "variables.unit": gettext_lazy("For a number, such as km. For a duration: days, weeks, months or years."),
    "variables.options": gettext_lazy(
        "For a choice. On each line a short word, a colon and what the documents say. Example: el: Electric van"
    ),
    "measure.type": gettext_lazy("Leave empty if only people can tell whether it is kept."),
    "measure.threshold": gettext_lazy(
        "A number such as 40, or the short name of the variable that the buyer fills in, such as share."
    ),
    "effect.unit": gettext_lazy(
        "Such as % CO2e, for how much falls away; below 0 where it rises. An effect needs a source."
    ),
    "relations.replaces": gettext_lazy("Codes, with commas between."),
    "relations.includes": gettext_lazy("Codes, with commas between."),
    "relations.conflicts_with": gettext_lazy("Codes, with commas between."),
}  # fmt: skip
ROWS: Mapping[str, str | Promise] = {
    "variables": gettext_lazy("Variable %(number)s"),
    "staircase": gettext_lazy("Step %(number)s"),
    "checklist": gettext_lazy("Point %(number)s"),
    "law": gettext_lazy("Legal basis %(number)s"),
    "sources": gettext_lazy("Source %(number)s"),
}
_ROW = re.compile(rf"({'|'.join(ROWS)})\.(\d+)\.")


def row_called(name: str, number: int | str) -> str:
    """Return what a row of a list is called."""
    return str(ROWS[name]) % {"number": number}


def label_with_row(path: str, label: str) -> str:
    """Return a field's label as it reads away from its row: "Variable 2, unit"."""
    row = _ROW.match(path)
    return f"{row_called(row[1], row[2])}, {label[:1].lower()}{label[1:]}" if row else label


def label_of(path: str, language: str = "") -> str:
    """Return the label of a field, with its language where there are several."""
    label = capfirst(str(LABELS.get(path) or WORDS.get(path.rpartition(".")[2]) or path))
    if not language:
        return label
    return _("%(label)s (%(language)s)") % {"label": label, "language": IN_LANGUAGE.get(language, language)}


def help_of(path: str) -> str:
    """Return what explains a field, if anything must."""
    return str(HELP.get(path, ""))
