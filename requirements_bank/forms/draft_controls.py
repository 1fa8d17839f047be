"""The fields that a draft's form is made of: choices that keep what is unknown, texts, codes, days, categories."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language

from organisations.reference.categories import categories
from requirements_bank.calculations.draft_fields import Leaf
from requirements_bank.calculations.texts import text_in

LONGEST_LINE, LONGEST_TEXT = 500, 8000
ONE_LINE = frozenset({"title", "measure.what", "variables.names", "checklist"})


class AnyChoice(forms.ChoiceField):
    """A choice that keeps what stands there although it is none of the known."""

    def valid_value(self, value: Any) -> bool:  # noqa: ANN401, ARG002 - Django's signature
        """Let everything through; readers say what is wrong."""
        return True


class AnyChoices(forms.MultipleChoiceField):
    """Several choices, of which the same holds."""

    def valid_value(self, value: Any) -> bool:  # noqa: ANN401, ARG002 - Django's signature
        """Let everything through; readers say what is wrong."""
        return True


def text_field(kind: str, leaf: Leaf) -> forms.Field:
    """Return the field of a text: a line, or a box as high as such texts are long."""
    if kind in ONE_LINE:
        return forms.CharField(max_length=LONGEST_LINE)
    rows = {"wording": 6, "title": 1}.get(kind, 3)
    widget = forms.Textarea(attrs={"rows": 2 if leaf is Leaf.OPTIONS else rows})
    return forms.CharField(max_length=LONGEST_TEXT, widget=widget)


def codes_in(text: str) -> list[str]:
    """Return codes as they stand between commas and spaces; of CPV codes without the check digit."""
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    return [re.sub(r"^(\d{8})-\d$", r"\1", part) for part in parts]


def is_day(text: str) -> bool:
    """Return whether a calendar can show it."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def category_choices() -> list[tuple[str, str]]:
    """Return the purchase categories in the reader's language, those of an area with its name."""
    language = get_language() or "en"
    names = {category.code: text_in(category.names, language) for category in categories() if not category.retired}
    return [
        (code, name if "." not in code else f"{names[code.partition('.')[0]]}: {name}") for code, name in names.items()
    ]
