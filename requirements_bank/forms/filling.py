"""Fill in a requirement wherever it was chosen: its variables, each with its author's bounds, and a note."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.problems import Problem
from requirements_bank.calculations.requirement import RequirementContent, Variable, VariableType
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import kept_text, sound_value
from requirements_bank.reports.code_words import DURATION_UNITS
from requirements_bank.reports.value_words import bounds_sentence, value_sentence, variable_name

NOTE = "note"
NOTE_LENGTH = 2000
VALUE = "value_"


class FillingForm(forms.Form):
    """The variables of one requirement, each a field with its own bounds, and a note; `texts` is what to keep.

    `values` and `note` are what was kept before; a requirement out of sight, without content, has its note alone.
    """

    def __init__(
        self,
        content: RequirementContent | None,
        *,
        prefix: str,
        values: Mapping[str, str],
        note: str,
        data: Any = None,  # noqa: ANN401 - what a request sends
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.variables = dict(content.variables) if content else {}
        for name, variable in self.variables.items():
            self.fields[VALUE + name] = _field(variable, values.get(name))
        self.fields[NOTE] = forms.CharField(
            label=_("Note for colleagues"),
            max_length=NOTE_LENGTH,
            required=False,
            initial=note,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def value_fields(self) -> Iterator[forms.BoundField]:
        """The fields of the variables."""
        return (self[name] for name in self.fields if name.startswith(VALUE))

    @property
    def note_field(self) -> forms.BoundField:
        """The field of the note."""
        return self[NOTE]

    def clean(self) -> dict[str, Any]:
        """Check each value as the requirement's author bounded it."""
        cleaned = dict(super().clean() or {})
        for name, variable in self.variables.items():
            typed = str(cleaned.get(VALUE + name) or "")
            found = sound_value(variable, typed) if typed.strip() else None
            if isinstance(found, Problem):
                self.add_error(VALUE + name, value_sentence(found))
        return {name: value for name, value in cleaned.items() if name not in self.errors}

    @property
    def texts(self) -> dict[str, str]:
        """The values that fit, as they were typed."""
        return {
            name: str(self.cleaned_data[VALUE + name] or "")
            for name in self.variables
            if VALUE + name in self.cleaned_data
        }

    @property
    def note(self) -> str | None:
        """The note; None where it does not fit."""
        return self.cleaned_data.get(NOTE)


def _field(variable: Variable, kept: str | None) -> forms.Field:
    label, shown = variable_name(variable), kept
    if shown is None and variable.default is not None:
        shown = kept_text(variable.default)
    if variable.type is VariableType.CHOICE:
        language = get_language() or "en"
        options = [(code, text_in(names, language) or code) for code, names in (variable.options or {}).items()]
        return forms.ChoiceField(label=label, choices=[("", "—"), *options], required=False, initial=shown)
    if variable.type is VariableType.DATE:
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.CharField(label=label, required=False, initial=shown, max_length=30, widget=day)
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
    return forms.CharField(
        label=_with_unit(label, variable),
        help_text=bounds_sentence(variable),
        required=False,
        initial=_localised(shown),
        max_length=40,
        widget=widget,
    )


def _with_unit(label: str, variable: Variable) -> str:
    unit = "%" if variable.type is VariableType.PERCENT else variable.unit
    if variable.type is VariableType.DURATION:
        unit = str(DURATION_UNITS[variable.unit])
    return f"{label} ({unit})" if unit else label


def _localised(text: str | None) -> str | None:
    """Return a number as the reader writes it: with a comma in Norwegian and Swedish."""
    if text is None or (get_language() or "en").startswith("en"):
        return text
    return format(Decimal(text), "f").replace(".", ",")
