"""What somebody fills in about a basket: its name, and the variables and note of each requirement in it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.problems import Problem
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from requirements_bank.calculations.requirement import Variable, VariableType
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import kept_text, sound_value
from requirements_bank.forms.guide import LONGEST
from requirements_bank.forms.money import MoneyField, typed_amount
from requirements_bank.models import Basket
from requirements_bank.queries.baskets import Line
from requirements_bank.reports.category_words import categories_and_areas, category_name
from requirements_bank.reports.code_words import DURATION_UNITS
from requirements_bank.reports.value_words import bounds_sentence, value_sentence, variable_name
from requirements_bank.services.basket_purchase import Bought

CLOSE = ("NO", "SE")
NOTE = "note"
NOTE_LENGTH = 2000
VALUE = "value_"


class BasketForm(forms.Form):
    """The name of a basket."""

    name = forms.CharField(
        label=_("Name of the basket"),
        max_length=200,
        help_text=_("What you buy, such as “School transport 2027”."),
        error_messages={"required": _("Give the basket a name.")},
    )


class PurchaseForm(forms.Form):
    """What is bought, as far as it is known; nothing of it has to be."""

    category = forms.ChoiceField(label=_("What"), required=False)
    value = MoneyField(
        label=_("Value without VAT, for the whole contract"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    months = forms.IntegerField(
        label=_("Length in months, options included"), min_value=1, max_value=LONGEST, required=False
    )
    country = forms.ChoiceField(label=_("Country and currency"))

    def __init__(self, basket: Basket, home: Organisation, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        kept = {"category": basket.category, "months": basket.months, "country": basket.country}
        super().__init__(data, initial={**kept, "value": typed_amount(basket.value)}, prefix="bought")
        self.fields["category"].choices = _categories(basket.category)  # type: ignore[attr-defined]
        near = {*CLOSE, basket.country, home.country}
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            (code, f"{name} ({CURRENCIES[code]})") for code, name in Organisation.Country.choices if code in near
        ]

    @property
    def said(self) -> Bought:
        """What was filled in; the form must be valid."""
        said = self.cleaned_data
        return {name: said[name] for name in ("category", "value", "months", "country")}  # type: ignore[return-value]  # they are its keys


class ItemForm(forms.Form):
    """The variables of one requirement, each a field with its own bounds, and a note; `texts` is what to keep."""

    def __init__(self, line: Line, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, prefix=line.item.uuid.hex)
        content = line.content
        self.variables = dict(content.variables) if content else {}
        for name, variable in self.variables.items():
            kept = line.item.values.get(name)
            self.fields[VALUE + name] = _field(variable, kept)
        self.fields[NOTE] = forms.CharField(
            label=_("Note for colleagues"),
            max_length=NOTE_LENGTH,
            required=False,
            initial=line.item.note,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def value_fields(self) -> Iterator[forms.BoundField]:
        """The fields of the variables."""
        return (self[name] for name in self.fields if name != NOTE)

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


def _categories(kept: str) -> list[tuple[str, Any]]:
    """Return every category to choose, and the one that was chosen before, also where it is offered no longer."""
    groups = categories_and_areas()
    known = any(code == kept for _name, leaves in groups for code, _leaf in leaves)
    before = [(kept, category_name(kept) or kept)] if kept and not known else []
    return [("", "—"), *before, *groups]


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
