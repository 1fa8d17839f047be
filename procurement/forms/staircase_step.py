"""One step of a staircase as it is typed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.forms.figures import FigureField, typed_figure
from procurement.forms.procurement import DayField
from procurement.models import StaircaseStep
from procurement.models.procurements import LATEST_STEP, LONGEST_NOTICE
from procurement.services.staircases import PlannedStep

Effect = StaircaseStep.PriceEffect
BONUSES = [choice for choice in Effect.choices if choice[0] != Effect.LADDER]
WITH_AMOUNT = (Effect.FIXED, Effect.PER_UNIT, Effect.SHARE)
MOST_MONEY = 10**11


class StepForm(forms.Form):
    """A step: what is asked, from when on, and what comes with it. `planned` is the step when the form is valid."""

    threshold = FigureField(
        label=gettext_lazy("Threshold"), error_messages={"required": gettext_lazy("Write what the step asks for.")}
    )
    months = forms.IntegerField(
        label=gettext_lazy("Months after start"), required=False, min_value=0, max_value=LATEST_STEP
    )
    day = DayField(label=gettext_lazy("or on a fixed day"))
    notice_months = forms.IntegerField(
        label=gettext_lazy("Months of notice"), required=False, min_value=0, max_value=LONGEST_NOTICE
    )
    proof = forms.CharField(
        label=gettext_lazy("Proof"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    bonus = forms.ChoiceField(label=gettext_lazy("Bonus if it is kept early"), choices=BONUSES, required=False)
    bonus_amount = FigureField(label=gettext_lazy("Bonus, sum or per cent"), required=False, most=MOST_MONEY)
    penalty = forms.ChoiceField(label=gettext_lazy("Penalty if it is not kept"), choices=Effect.choices, required=False)
    penalty_amount = FigureField(label=gettext_lazy("Penalty, sum or per cent"), required=False, most=MOST_MONEY)
    market_note = forms.CharField(
        label=gettext_lazy("What the market says"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    goal = forms.CharField(label=gettext_lazy("The goal it serves"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Hold the step to one time, and each sum to its kind."""
        said = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"months", "day"} and (said.get("months") is None) == (said.get("day") is None):
            self.add_error(
                "months", _("Say after how many months the step takes effect, or on which day: one of the two.")
            )
        for kind in ("bonus", "penalty"):
            self._check_amount(kind, said)
        return said

    @property
    def planned(self) -> PlannedStep:
        """The step; the form must be valid."""
        said = dict(self.cleaned_data)
        said["notice_months"] = said["notice_months"] or 0
        for kind in ("bonus", "penalty"):
            if said[kind] not in WITH_AMOUNT:
                said[f"{kind}_amount"] = None
        return PlannedStep(**said)

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, among what is folded away."""
        names = ("proof", "bonus", "bonus_amount", "penalty", "penalty_amount", "market_note", "goal")
        return any(self[name].value() or self[name].errors for name in names)

    def _check_amount(self, kind: str, said: Mapping[str, Any]) -> None:
        amount = said.get(f"{kind}_amount")
        if said.get(kind) in WITH_AMOUNT and amount is None and f"{kind}_amount" not in self.errors:
            self.add_error(f"{kind}_amount", _("Write the sum, or the share in per cent."))
        if said.get(kind) == Effect.SHARE and amount is not None and amount > 100:  # noqa: PLR2004 - per cent
            self.add_error(f"{kind}_amount", _("A share is at most 100 per cent."))


def typed_step(step: Any) -> dict[str, str]:  # noqa: ANN401 - a stored, planned or suggested step
    """Return a step as it would be typed."""
    typed = {name: getattr(step, name) for name in StepForm.base_fields}
    return {name: _text(value) for name, value in typed.items()}


def is_blank(typed: Mapping[str, str]) -> bool:
    """Return whether nothing stands in a row."""
    return not any(value.strip() for value in typed.values())


def _text(value: object) -> str:
    if value is None:
        return ""
    return typed_figure(value) if isinstance(value, Decimal) else str(value)
