"""What somebody asks of a plan: another start, other extensions, other steps."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase_what_if import Change
from procurement.forms.figures import FigureField
from procurement.forms.procurement import DayField

MOST_STEPS = 20


class WhatIfForm(forms.Form):
    """The question as an address holds it; what makes no sense stays as planned."""

    start = DayField(label=gettext_lazy("The contract begins"))
    options = forms.ChoiceField(label=gettext_lazy("Extensions that are used"), required=False)
    steps = forms.CharField(
        label=gettext_lazy("Other steps"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Thresholds with a semicolon between, such as 50; 70; 90 – or +10 or −10 for all of them."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any, period: ContractPeriod) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial={"start": period.first, "options": str(len(period.options))})
        numbers = [(str(used), str(used)) for used in range(len(period.options) + 1)]
        self.fields["options"].choices = [("", _("All of them, as planned")), *numbers]  # type: ignore[attr-defined]

    def clean_steps(self) -> tuple[Decimal, tuple[Decimal, ...]]:
        """Return the shift of all thresholds, and the thresholds that stand in their place."""
        typed = self.cleaned_data["steps"].strip().replace("\u2212", "-")
        field = FigureField(least=None, required=False)
        if typed.startswith(("+", "-")):
            return field.clean(typed.removeprefix("+")) or Decimal(0), ()
        figures = [field.clean(part) for part in re.split(r"[;\s]+", typed) if part]
        return Decimal(0), tuple(figures[:MOST_STEPS])

    @property
    def change(self) -> Change:
        """What is different from the plan; what is not valid is not."""
        self.is_valid()
        shift, thresholds = self.cleaned_data.get("steps") or (Decimal(0), ())
        used = self.cleaned_data.get("options")
        return Change(self.cleaned_data.get("start"), int(used) if used else None, shift, thresholds)
