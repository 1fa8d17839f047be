"""The organisation's own risk of a category, instead of the shipped one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.reference.categories import categories
from requirements_bank.reports.category_words import category_name

LONGEST = 2000


def _risk(label: Any) -> forms.DecimalField:  # noqa: ANN401 - a lazy text
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=1,
        max_digits=3,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.1"}),
    )


class SectorRiskForm(forms.Form):
    """A category or an area with its three risks, each from 0 to 1, and why."""

    category = forms.ChoiceField(label=_("Category"))
    climate = _risk(_("Climate"))
    social = _risk(_("People in the supply chain"))
    wage = _risk(_("Pay and hours"))
    because = forms.CharField(
        label=_("Why, and from what you know it"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 - tells the type checker
        category.choices = [(each.code, category_name(each.code)) for each in categories()]

    @property
    def risks(self) -> tuple[Decimal, Decimal, Decimal]:
        """Climate, people, pay; the form must be valid."""
        said = self.cleaned_data
        return said["climate"], said["social"], said["wage"]
