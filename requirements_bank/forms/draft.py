"""The form of a draft: everything that a requirement says, field by field; anything may be missing or still wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from requirements_bank.calculations.draft_fields import (
    FIELDS,
    ROWS,
    Leaf,
    languages_in,
    options_of,
    removal,
    rows_in,
    said_by,
    typed_of,
)
from requirements_bank.calculations.requirement import VariableType
from requirements_bank.calculations.requirement_reading import COUNTRIES as BUYING
from requirements_bank.calculations.requirement_reading import MOST_CHECKS
from requirements_bank.calculations.wording import NUMBERS
from requirements_bank.forms.draft_controls import (
    LONGEST_LINE,
    LONGEST_TEXT,
    AnyChoice,
    AnyChoices,
    category_choices,
    codes_in,
    is_day,
    text_field,
)
from requirements_bank.forms.draft_labels import help_of, label_of
from requirements_bank.reports.code_words import COUNTRIES, DURATION_UNITS, ONE_OF, SOME_OF, Words

MOST_ROWS = 100
_PLACES: Words = {code: COUNTRIES[code] for code in BUYING}
CHOICES: Mapping[str, Words] = {**ONE_OF, "law.country": _PLACES}
SEVERAL: Mapping[str, Words] = {**SOME_OF, "countries": _PLACES}
DAYS = frozenset({"valid_from", "review_on", "law.from", "law.until"})
LISTS = {"topic": "topics", "measure.threshold": "named", "variables.unit": "units"}
_NUMBERS = re.compile(r"\.\d+(?=\.|$)")


class DraftForm(forms.Form):
    """The fields of one draft, named by path. `said` is what the requirement says after it."""

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - a query dict
        *,
        content: Mapping[str, Any],
        languages: Sequence[str],
    ) -> None:
        """Make the fields for what the draft says in these languages, and one more row of each list."""
        self.content, self.asked = content, tuple(languages)
        self.languages = languages_in(content, languages)
        super().__init__(data, initial=typed_of(content, self.languages))
        for path, leaf in FIELDS.items():
            self._add(path, leaf)
        for name, leaves in ROWS.items():
            for number in range(1, self.rows_of(name) + 1):
                for path, leaf in leaves.items():
                    self._add(f"{name}.{number}.{path}".rstrip("."), leaf)
                self.fields[removal(name, number)] = forms.BooleanField(required=False, label=_("Remove when saving"))

    def rows_of(self, name: str) -> int:
        """Return how many rows of a list the form shows: all that are filled, and room for one more."""
        posted = (re.match(rf"{name}\.(\d{{1,3}})\.", key) for key in self.data)
        most = min(MOST_ROWS, max((int(match[1]) for match in posted if match), default=0))
        if name == "checklist":
            return max(MOST_CHECKS, len(rows_in(self.content, name)), most)
        return max(len(rows_in(self.content, name)) + 1, most)

    @property
    def typed(self) -> dict[str, Any]:
        """What the fields hold, texts as lists where they are codes."""
        return {
            name: self._meant(name, value) if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }

    @property
    def said(self) -> dict[str, Any]:
        """What the requirement says after the form; it must be valid."""
        return said_by(self.typed, self.content)

    def named(self, path: str) -> Iterator[forms.BoundField]:
        """Yield the fields at a path: one, or one for each language."""
        if path in self.fields:
            yield self[path]
        else:
            yield from (self[name] for name in self.fields if name.rpartition(".")[0] == path)

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The saved variables that a measure can have as its limit, by short name, with what they are called."""
        found = rows_in(self.content, "variables")
        rows = [(str(row["name"]), f"variables.{number}") for number, row in enumerate(found, start=1)]
        return [
            (name, str(self.initial.get(f"{row}.names.{self.languages[0]}") or ""))
            for name, row in rows
            if self.initial[f"{row}.type"] in {"", *NUMBERS}
        ]

    def _meant(self, name: str, text: str) -> str | list[str]:
        """Return what somebody means by what they typed: codes one by one, names without braces, units by code."""
        if FIELDS.get(name) is Leaf.CODES:
            return codes_in(text)
        kind = _kind(name)
        if kind in {"variables.name", "measure.threshold"}:
            return text.strip("{} ")
        if kind == "variables.unit" and self._row_type(name) == VariableType.DURATION:
            return next((unit.value for unit, word in DURATION_UNITS.items() if str(word) == text.lower()), text)
        return text

    def _now(self, name: str) -> str:
        """Return what stands in a field: what was sent, or else what was saved."""
        return str((self.data if self.is_bound else self.initial).get(name) or "")

    def _row_type(self, path: str) -> str:
        return self._now(f"{path.rpartition('.')[0]}.type")

    def _words(self, path: str, kind: str) -> Words | None:
        """Return the words to choose from, if the field has them as far as its row is filled in."""
        if kind == "variables.unit" and self._row_type(path) == VariableType.DURATION:
            return DURATION_UNITS
        if kind == "variables.default" and self._row_type(path) == VariableType.CHOICE:
            row, language = path.rpartition(".")[0], self.languages[0]
            options = options_of({language: self._now(f"{row}.options.{language}")})
            return {code: names.get(language, code) for code, names in options.items()} or None
        return CHOICES.get(kind)

    def _add(self, path: str, leaf: Leaf) -> None:
        if leaf in (Leaf.TEXTS, Leaf.OPTIONS):
            for language in self.languages:
                self._put(f"{path}.{language}", path, text_field(_kind(path), leaf), language)
        elif path == "categories":
            self._put(path, path, AnyChoices(choices=category_choices(), widget=forms.CheckboxSelectMultiple))
        elif path in SEVERAL:
            kept = [code for code in self.initial[path] if code not in SEVERAL[path]]
            choices = [*SEVERAL[path].items(), *((code, code) for code in kept)]
            self._put(path, path, AnyChoices(choices=choices, widget=forms.CheckboxSelectMultiple))
        elif leaf is Leaf.CODES:
            self.initial[path] = ", ".join(self.initial[path])
            self._put(path, path, forms.CharField(max_length=LONGEST_TEXT))
        else:
            self._put(path, path, self._line(path))

    def _line(self, path: str) -> forms.Field:
        kind, now = _kind(path), self._now(path)
        if words := self._words(path, kind):
            known = [("", "–"), *words.items()]
            return AnyChoice(choices=known if now in {"", *words} else [*known, (now, now)])
        has_days = kind in DAYS or (kind == "variables.default" and self._row_type(path) == VariableType.DATE)
        if has_days and (not now or is_day(now)):
            return forms.CharField(max_length=40, widget=forms.DateInput(attrs={"type": "date"}))
        attrs = {"list": LISTS[kind]} if kind in LISTS else {}
        root, _dot, leaf = kind.partition(".")
        if kind not in LISTS and ROWS.get(root, {}).get(leaf, FIELDS.get(kind)) is Leaf.VALUE:
            attrs["inputmode"] = "decimal"
        return forms.CharField(max_length=LONGEST_LINE, widget=forms.TextInput(attrs=attrs))

    def _put(self, name: str, path: str, field: forms.Field, language: str = "") -> None:
        field.required = False
        field.label = label_of(_kind(path), language if len(self.languages) > 1 else "")
        field.help_text = help_of(_kind(path))
        if language:
            field.widget.attrs["lang"] = language
        self.fields[name] = field


def _kind(path: str) -> str:
    """Return the path without its row: "variables.2.min" is "variables.min"."""
    return _NUMBERS.sub("", path)
