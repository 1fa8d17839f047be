"""What the guided path asks: what is bought, for how much and how long, and how far one wants to go."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from organisations.reference.categories import category_of
from requirements_bank.calculations.proportionality import Purchase
from requirements_bank.calculations.requirement import Level
from requirements_bank.forms.money import MoneyField
from requirements_bank.queries.limits import in_kroner

LONGEST = 240
COUNTRIES = [("NO", _("Norway")), ("SE", _("Sweden"))]


class GuideForm(forms.Form):
    """The first step. Everything stands in the address."""

    q = forms.CharField(
        label=_("What do you buy?"),
        max_length=200,
        required=False,
        help_text=_("A few words, such as “school transport”, or a CPV code."),
    )
    value = MoneyField(
        label=_("Value without VAT, for the whole contract"),
        max_length=40,
        help_text=_("In kroner; a good guess is enough. It decides how much is reasonable to ask."),
        error_messages={"required": _("Give a value; a good guess is enough.")},
    )
    months = forms.IntegerField(
        label=_("Length of the contract in months, options included"),
        min_value=1,
        max_value=LONGEST,
        initial=48,
        error_messages={"required": _("Say how many months; 1 for a single delivery.")},
    )
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES)

    @property
    def purchase(self) -> Purchase:
        """What is bought, as the limits take it; the form must be valid."""
        said = self.cleaned_data
        value = in_kroner(said["value"], CURRENCIES[said["country"]])
        return Purchase(value=value, months=said["months"], country=said["country"])


def known_category(code: str) -> str:
    """Return the code of an area or a leaf; empty for one that there is not."""
    known = category_of(code)
    return known.code if known and not known.retired else ""


def known_level(text: str) -> Level | None:
    """Return the level; None for one that there is not."""
    return Level(text) if text in tuple(Level) else None


def first_country(organisation: Organisation) -> str:
    """Return the country that the form begins with."""
    return organisation.country if organisation.country in dict(COUNTRIES) else "NO"
