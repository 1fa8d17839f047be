"""What a bonus or penalty is reckoned from: only the fields that its clause needs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from follow_up.calculations.price_effects import Counted, EffectKind
from follow_up.forms.deviations import MoveForm, lines
from follow_up.models import ClaimKind, ClaimState, PriceClaim
from follow_up.queries.price_claims import WantedClaims
from follow_up.services.price_claims import Reckoned
from procurement.forms.figures import FigureField, typed_figure
from procurement.forms.procurement import DayField
from procurement.models import ObligationStep

MOST_LETTERS = 200
YES, NO = "yes", "no"
OF_ALL = ("period_from", "period_to")
BOUNDS = ("floor", "cap")
MONEY = {"floor", "cap", "period_value", "bid_price"}
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    EffectKind.FIXED: (*OF_ALL, "verdict", *BOUNDS),
    EffectKind.PER_UNIT: (*OF_ALL, "value", "counted", "unit_size", *BOUNDS),
    EffectKind.SHARE: (*OF_ALL, "verdict", "period_value", *BOUNDS),
    EffectKind.LADDER: (
        *OF_ALL,
        *("awarded_level", "awarded_discount", "achieved_level", "achieved_discount", "in_percent", "bid_price"),
        *BOUNDS,
    ),
}


def figure(label: Any, help_text: Any = "") -> FigureField:  # noqa: ANN401 - lazy texts
    """Return a field for an amount or a measure; none has to be filled in, since what is missing is told."""
    return FigureField(label=label, required=False, help_text=help_text)


def level(label: Any) -> forms.IntegerField:  # noqa: ANN401 - lazy texts
    """Return a field for a level of the ladder."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=10)


class ReckonForm(forms.Form):
    """What was achieved in a period, and what the clause needs beside it."""

    period_from = DayField(label=_("From"))
    period_to = DayField(label=_("To"))
    value = figure(_("What was achieved"))
    is_kept = forms.ChoiceField(
        label=_("Whether it was kept"),
        required=False,
        choices=[("", _("Not known")), (YES, _("Kept")), (NO, _("Not kept"))],
    )
    period_value = figure(_("Value of the contract in the period, without VAT"))
    counted = forms.ChoiceField(
        label=_("A unit that is begun"),
        required=False,
        choices=[
            ("", _("Not said yet")),
            (Counted.EXACT.value, _("counts in part")),
            (Counted.STARTED.value, _("counts as a whole")),
        ],
    )
    unit_size = figure(_("Size of a unit"), _("Such as 5 where the clause is for each 5 percentage points."))
    awarded_level = level(_("Level that was awarded"))
    awarded_discount = figure(_("Discount of that level"))
    achieved_level = level(_("Level that was achieved"))
    achieved_discount = figure(_("Discount of that level"))
    in_percent = forms.BooleanField(label=_("The discounts are in per cent of the bid's price"), required=False)
    bid_price = figure(_("Price of the bid"))
    floor = figure(_("At least"), _("If the contract says so."))
    cap = figure(_("At most"), _("If the contract says so."))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, step: ObligationStep, kind: str, data: Any = None, *, initial: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial={"unit_size": 1, **(initial or {})})
        measured = "value" if step.obligation.direction else "is_kept"
        wanted = {measured if name == "verdict" else name for name in FIELDS[getattr(step, kind)]}
        for name in set(self.fields) - wanted - {"revision"}:
            del self.fields[name]
        currency = step.obligation.contract.currency
        for name in MONEY & set(self.fields):
            self.fields[name].label = _("%(name)s, in %(currency)s") % {
                "name": self.fields[name].label,
                "currency": currency,
            }
        if "value" in self.fields:
            unit = step.obligation.unit
            self.fields["value"].label = _("What was achieved, in %(unit)s") % {"unit": unit} if unit else None

    @property
    def said(self) -> Reckoned:
        """What was filled in; the form must be valid."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "is_kept")}
        kept = {YES: True, NO: False}.get(self.cleaned_data.get("is_kept", ""))
        values["unit_size"] = values["unit_size"] if values.get("unit_size") is not None else 1
        return Reckoned(**values, is_kept=kept)


class DecideForm(MoveForm):
    """Whether it is invoiced or waived, and why."""

    because = lines(_("Why"), required=False, help_text=_("Needed if you waive it."))


def kept_inputs(claim: PriceClaim) -> dict[str, Any]:
    """Return what the claim was reckoned from, for a form."""
    figures = {name for name, field in ReckonForm.base_fields.items() if isinstance(field, FigureField)}
    inputs = {
        name: typed_figure(Decimal(text)) if name in figures else text
        for name, text in claim.inputs.items()
        if text not in ("", "None")
    }
    inputs["is_kept"] = {"True": YES, "False": NO}.get(claim.inputs.get("is_kept", ""), "")
    inputs["in_percent"] = claim.inputs.get("in_percent") == "True"
    return {**inputs, "period_from": claim.period_from, "period_to": claim.period_to, "revision": claim.revision}


def read_claims_address(sent: Mapping[str, str]) -> WantedClaims:
    """Return what an address asks the list for; what makes no sense is left out."""
    state, kind = sent.get("state", ""), sent.get("kind", "")
    return WantedClaims(
        words=" ".join(sent.get("q", "")[:MOST_LETTERS].split()),
        state=state if state in ClaimState.values else "",
        kind=kind if kind in ClaimKind.values else "",
    )
