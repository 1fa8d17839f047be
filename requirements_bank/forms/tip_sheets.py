"""Which tip sheet an address asks for: language, version, and the values that fill the wording."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.errors import DomainError
from foundation.problems import Problem
from requirements_bank.calculations.requirement import LANGUAGES, Variable
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.wording import Value, value_of
from requirements_bank.reports.problem_words import sentence_of
from requirements_bank.reports.wording_places import PREFIX


class ValueNotPossibleError(DomainError):
    """A value does not fit its variable; the message names the variable and what fits."""


class TipSheetForm(forms.Form):
    """Language and version; what makes no sense is left out."""

    language = forms.ChoiceField(choices=[(language, language) for language in (*LANGUAGES, "da")], required=False)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """Language and version number, None where the address names none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}


def values_in(query: QueryDict, variables: Mapping[str, Variable], language: str) -> dict[str, Value]:
    """Return the chosen values of the variables by name; ValueNotPossibleError where one does not fit.

    They stand in the address by name, or as the page of a requirement has them there.
    """
    chosen: dict[str, Value] = {}
    for name, variable in variables.items():
        if not (typed := (query.get(f"{PREFIX}{name}") or query.get(name, "")).strip()):
            continue
        value = value_of(variable, typed)
        if isinstance(value, Problem):
            named = text_in(variable.names, language) or name
            raise ValueNotPossibleError(_("%(place)s: %(sentence)s") % {"place": named, "sentence": sentence_of(value)})
        chosen[name] = value
    return chosen
