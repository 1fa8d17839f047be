"""What somebody fills in about a basket: its name, and the variables and note of each requirement in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from requirements_bank.forms.filling import FillingForm
from requirements_bank.forms.guide import LONGEST
from requirements_bank.forms.money import MoneyField, typed_amount
from requirements_bank.models import Basket
from requirements_bank.queries.baskets import Line
from requirements_bank.reports.category_words import categories_and_areas, category_name
from requirements_bank.services.basket_purchase import Bought

CLOSE = ("NO", "SE")


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


class ItemForm(FillingForm):
    """The variables and the note of what lies in a basket."""

    def __init__(self, line: Line, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        item = line.item
        super().__init__(line.content, prefix=item.uuid.hex, values=item.values, note=item.note, data=data)


def _categories(kept: str) -> list[tuple[str, Any]]:
    """Return every category to choose, and the one that was chosen before, also where it is offered no longer."""
    groups = categories_and_areas()
    known = any(code == kept for _name, leaves in groups for code, _leaf in leaves)
    before = [(kept, category_name(kept) or kept)] if kept and not known else []
    return [("", "—"), *before, *groups]
