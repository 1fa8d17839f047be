"""What somebody says of a procurement: what is bought, how, and when."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.reason_fields import ReasonField
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from procurement.forms.extensions import typed_extensions
from procurement.models import Agreement, Procedure, Procurement
from procurement.models.procurements import LONGEST_DESCRIPTION, LONGEST_MONTHS, MOST_CPV
from procurement.services.basis_bid_on import Basis
from procurement.services.procurements import ProcurementSaid
from requirements_bank.forms.money import MoneyField, typed_amount
from requirements_bank.queries.known_codes import cpv_names
from requirements_bank.reports.category_words import categories_and_areas

DAYS = {
    "dialogue_on": gettext_lazy("Talk with the market"),
    "announced_on": gettext_lazy("Notice sent"),
    "bids_due_on": gettext_lazy("Bids due"),
    "awarded_on": gettext_lazy("Award"),
    "first_day": gettext_lazy("Contract begins"),
}

LONGEST_CODES = MOST_CPV * len("60112000-3,\r\n")
BESIDE = ("because", "revision")
"""What is said of the change, not of the procurement."""


class DayField(forms.DateField):
    """A day that the browser's own calendar fills in; between 2000 and 2199."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=day, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the day; a year that nobody can mean is refused."""
        day = super().clean(value)
        if day is not None and not 2000 <= day.year <= 2199:  # noqa: PLR2004 - years a purchase can lie in
            raise forms.ValidationError(_("Write a day between 2000 and 2199."))
        return day


class LinesField(forms.CharField):
    """A text on several lines; each new line counts as one character, as it does in the browser."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - what a request sends
        """Return the text with lines that end alike."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class ProcurementForm(forms.Form):
    """Everything that is said of a procurement; only its name has to be. `said` is what to keep."""

    title = forms.CharField(
        label=gettext_lazy("What you buy"),
        max_length=300,
        help_text=gettext_lazy("As colleagues would call it, such as “School transport 2027”."),
        error_messages={"required": gettext_lazy("Give the procurement a name.")},
    )
    description = LinesField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    cpv = forms.CharField(
        label=gettext_lazy("CPV codes"),
        required=False,
        max_length=LONGEST_CODES,
        help_text=gettext_lazy("Eight digits each, with a comma between."),
    )
    value = MoneyField(
        label=gettext_lazy("Value without VAT, with all extensions"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country and currency"))
    procedure = forms.ChoiceField(label=gettext_lazy("Procedure"), required=False)
    agreement = forms.ChoiceField(label=gettext_lazy("It ends in a"), choices=Agreement)
    case_number = forms.CharField(label=gettext_lazy("Case number"), required=False, max_length=60)
    dialogue_on = DayField(label=DAYS["dialogue_on"])
    announced_on = DayField(
        label=DAYS["announced_on"], help_text=gettext_lazy("The law of this day holds for the procurement.")
    )
    bids_due_on = DayField(label=DAYS["bids_due_on"])
    awarded_on = DayField(label=DAYS["awarded_on"])
    first_day = DayField(label=DAYS["first_day"])
    months = forms.IntegerField(
        label=gettext_lazy("It runs for so many months"), min_value=1, max_value=LONGEST_MONTHS, required=False
    )
    options = forms.CharField(
        label=gettext_lazy("Extensions in months"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("One number for each, with a comma between: 12, 12."),
    )
    because = ReasonField(
        label=gettext_lazy("Why it changes"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "There are bids: days, value, time, codes and procedure change with a reason, which is kept."
            " Country and kind of agreement stay."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        home: Organisation,
        data: Any = None,  # noqa: ANN401 - what a request sends
        *,
        procurement: Procurement | None = None,
        basis: Basis = Basis.FREE,
    ) -> None:
        super().__init__(data, initial=_kept(procurement) if procurement else {"country": home.country})
        if basis is not Basis.BID_ON:
            del self.fields["because"]
        near = {"NO", "SE", home.country, procurement.country if procurement else home.country}
        self._choose("category", [("", "—"), *categories_and_areas()])
        self._choose("procedure", [("", "—"), *Procedure.choices])
        self._choose(
            "country",
            [(code, f"{name} ({CURRENCIES[code]})") for code, name in Organisation.Country.choices if code in near],
        )

    def clean_cpv(self) -> list[str]:
        """Return the codes; one that the CPV does not know is named."""
        return typed_cpv(self.cleaned_data["cpv"])

    def clean_options(self) -> list[int]:
        """Return the months of each extension."""
        return typed_extensions(self.cleaned_data["options"])

    @property
    def said(self) -> ProcurementSaid:
        """What was filled in; the form must be valid."""
        return {name: value for name, value in self.cleaned_data.items() if name not in BESIDE}  # type: ignore[return-value]  # they are its keys

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def typed_cpv(text: str) -> list[str]:
    """Return the codes that somebody typed, each once; ValidationError for one that is not in the CPV, or too many."""
    codes = [re.sub(r"-\d$", "", part) for part in re.split(r"[,;\s]+", text) if part]
    for code in codes:
        if code not in cpv_names("en"):
            sentence = _("%(code)s is no CPV code. Write its eight digits, such as 60112000.")
            raise forms.ValidationError(sentence % {"code": code[:20]})
    codes = list(dict.fromkeys(codes))
    if len(codes) > MOST_CPV:
        sentence = _("At most %(most)s codes fit. You have %(count)s: keep those that say most.")
        raise forms.ValidationError(sentence % {"most": MOST_CPV, "count": len(codes)})
    return codes


def _kept(procurement: Procurement) -> dict[str, Any]:
    kept = {name: getattr(procurement, name) for name in ProcurementForm.base_fields if name != "because"}
    return {
        **kept,
        "cpv": ", ".join(procurement.cpv),
        "options": ", ".join(str(months) for months in procurement.options),
        "value": typed_amount(procurement.value),
    }
