"""What a supplier says of one step, and once for all steps."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.calculations.organisation_numbers import is_valid_number
from procurement.forms.figures import FigureField
from procurement.forms.names import NameField
from procurement.models import StepAnswer

Says = StepAnswer.Says
CHOICES = [*Says.choices, ("", gettext_lazy("No answer"))]
_MONTH = re.compile(r"^\s*(?:(?P<y1>\d{4})[-/. ](?P<m1>\d{1,2})|(?P<m2>\d{1,2})[-/. ](?P<y2>\d{4})|(?P<y3>\d{4}))\s*$")


class MonthField(forms.CharField):
    """A month; where the browser has no calendar for it, it is typed as 2027-06, 06.2027 or only a year."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        widget = forms.TextInput(attrs={"type": "month", "placeholder": "2027-06", "autocomplete": "off"})
        super().__init__(required=False, max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the first day of the month; None where nothing was typed."""
        typed = str(super().clean(value) or "")
        if not typed.strip():
            return None
        found = _MONTH.match(typed)
        year = int(found["y1"] or found["y2"] or found["y3"]) if found else 0
        month = int(found["m1"] or found["m2"] or 1) if found else 0
        if not (2000 <= year <= 2199 and 1 <= month <= 12):  # noqa: PLR2004 - months of a calendar
            raise forms.ValidationError(_("Write a month, such as 2027-06."))
        return date(year, month, 1)


class StepAnswerForm(forms.Form):
    """What is said of one step."""

    says = forms.ChoiceField(
        label=gettext_lazy("Can you?"), choices=CHOICES, required=False, widget=forms.RadioSelect, initial=""
    )
    possible_from = MonthField(label=gettext_lazy("From which month"))
    price_effect = FigureField(
        label=gettext_lazy("What it does to your price, in per cent"),
        required=False,
        least=-100,
        most=1000,
        decimals=2,
        help_text=gettext_lazy("Empty if you do not know, 0 if nothing."),
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What it depends on: charging, delivery times, the length of the contract."),
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for the month of a yes that is only for later; what does not belong to the answer is not looked at."""
        said = self.cleaned_data
        says = said.get("says")
        if says == Says.LATER and not said.get("possible_from") and "possible_from" not in self.errors:
            self.add_error("possible_from", _("Say from which month it is possible."))
        unasked = {"possible_from": says != Says.LATER, "price_effect": says not in (Says.YES, Says.LATER)}
        for name in (name for name, is_unasked in unasked.items() if is_unasked):
            self.errors.pop(name, None)
            said[name] = None
        return said


class ConsentForm(forms.Form):
    """What is said once for all steps."""

    comment = forms.CharField(
        label=gettext_lazy("Anything else"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_reusable = forms.BooleanField(
        label=gettext_lazy("Neighbouring buyers may see our answers, without our name"),
        required=False,
        help_text=gettext_lazy(
            "They see how many suppliers can, by when. Price effects only as a middle of three or more."
        ),
    )
    is_named = forms.BooleanField(
        label=gettext_lazy("They may see our name as well"),
        required=False,
        help_text=gettext_lazy("So that they know whom to ask. Your price effect is never shown with your name."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any] | None:
        """Take a name without a consent to be seen as no consent at all."""
        if self.cleaned_data.get("is_named") and not self.cleaned_data.get("is_reusable"):
            self.add_error("is_reusable", _("Your name is shown only with your answers. Tick this too, or neither."))
        return self.cleaned_data


class NotedForm(ConsentForm):
    """The same, with who said it, for an officer who notes it after a talk."""

    supplier = NameField(
        label=gettext_lazy("Supplier"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "known-suppliers", "autocomplete": "off"}),
    )
    number = forms.CharField(label=gettext_lazy("Organisation number"), max_length=20, required=False)
    field_order = ["supplier", "number", "comment", "is_reusable", "is_named", "revision"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["is_reusable"].label = _("The supplier agreed that neighbours see its answers, without its name")
        self.fields["is_named"].label = _("It agreed to be named as well")
        self.fields["is_named"].help_text = _("Its price effect is never shown with its name.")

    def clean_number(self) -> str:
        """Return the number; one that cannot be one is refused."""
        number = str(self.cleaned_data["number"]).strip()
        if number and not any(is_valid_number(number, country) for country in ("NO", "SE", "DK", "FI")):
            raise forms.ValidationError(_("That is no organisation number. Check the digits, or leave it out."))
        return number
