"""What readers of a comparison of factor sets choose: which sets, in which money, on which accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emissions.calculations.factor_units import CURRENCIES
from emissions.forms.footprints import ForgivingForm
from organisations.reference.categories import category_leaves

FIRST_YEAR, LAST_YEAR = 2000, 2050


class CompareSetsForm(ForgivingForm):
    """Which sets, in which currency and price year, and which category the picture shows."""

    sets = forms.MultipleChoiceField(label=_("Sets"), required=False, widget=forms.CheckboxSelectMultiple)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False)
    year = forms.IntegerField(label=_("Price year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    category = forms.CharField(label=_("Category in the picture"), max_length=60, required=False)

    def __init__(self, data: Any, *, sets: Sequence[tuple[str, str]], defaults: dict[str, Any]) -> None:  # noqa: ANN401 - as sent
        self.defaults, self.offered = defaults, list(sets)
        super().__init__(data)

    def prepare(self) -> None:
        """Offer the sets."""
        self.fields["sets"].choices = self.offered  # type: ignore[attr-defined]

    def clean_category(self) -> str:
        """Take categories that there are."""
        code = str(self.cleaned_data["category"])
        if code and code not in category_leaves():
            raise forms.ValidationError("unknown category")
        return code

    def _value(self, name: str) -> Any:  # noqa: ANN401 - as the field cleans it
        return super()._value(name) or self.defaults.get(name)


class OnAccountsForm(ForgivingForm):
    """Which year's accounts, under which two sets."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    one = forms.ChoiceField(label=_("One set"), required=False)
    other = forms.ChoiceField(label=_("Another set"), required=False)

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - as sent
        *,
        years: Sequence[int],
        sets: Sequence[tuple[str, str]],
        defaults: dict[str, Any],
    ) -> None:
        self.defaults, self.offered = defaults, list(sets)
        self.years = [(year, str(year)) for year in years]
        super().__init__(data)

    def prepare(self) -> None:
        """Offer the years and the sets."""
        self.fields["year"].choices = self.years  # type: ignore[attr-defined]
        for name in ("one", "other"):
            self.fields[name].choices = self.offered  # type: ignore[attr-defined]
