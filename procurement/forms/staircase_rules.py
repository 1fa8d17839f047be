"""What happens beside the plan, who sees the steps, and what is believed of their savings, as it is typed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.reason_fields import ReasonField
from procurement.calculations.saving_basis import QUANTITIES, SHARES, basis_of, kept_basis
from procurement.calculations.step_saving import Assumption, SavingBasis
from procurement.forms.figures import FigureField, typed_figure
from procurement.models import Staircase
from procurement.models.asked import STAIRCASE_RULES
from procurement.models.procurements import LONGEST_MONTHS, MOST_DAYS_TO_PROVE
from procurement.queries.joint_followed import Followed, followed_by, version_called
from procurement.services.staircases import Rules
from requirements_bank.models import SeenBy

HUNDRED = 100
SAVING_NAMES = {
    "emissions": gettext_lazy("What these purchases emit, tonnes CO₂e a year"),
    "touched": gettext_lazy("Share of it that the requirement is about, per cent"),
    "baseline": gettext_lazy("Share that keeps the requirement today, per cent"),
    "reduction": gettext_lazy("How much lower emissions are where it is kept, per cent"),
}
PARTS = {
    "value": gettext_lazy("Value"),
    "low": gettext_lazy("Low"),
    "high": gettext_lazy("High"),
    "source": gettext_lazy("Source"),
}


class SeenByForm(forms.Form):
    """Who sees steps that may not change themselves any more."""

    seen_by = forms.ChoiceField(label=gettext_lazy("Who sees the steps"), choices=SeenBy.choices)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RulesForm(forms.Form):
    """The rules of a staircase. `rules` is what to keep when the form is valid."""

    on_extension = forms.ChoiceField(
        label=gettext_lazy("If the contract is extended"), choices=Staircase.OnExtension.choices
    )
    on_late_start = forms.ChoiceField(
        label=gettext_lazy("If the contract begins late"), choices=Staircase.OnLateStart.choices
    )
    on_partial_proof = forms.ChoiceField(
        label=gettext_lazy("If only a part is proved"), choices=Staircase.OnPartialProof.choices
    )
    days_to_complete = forms.IntegerField(
        label=gettext_lazy("Days to complete the proof"), required=False, min_value=1, max_value=MOST_DAYS_TO_PROVE
    )
    seen_by = forms.ChoiceField(label=gettext_lazy("Who sees the steps"), choices=SeenBy.choices)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    joint = forms.UUIDField(widget=forms.HiddenInput, required=False)
    joint_months_later = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=LONGEST_MONTHS
    )
    joint_reason = ReasonField(
        label=gettext_lazy("Why it differs from the joint steps"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where it does: another threshold, another time, a step more or less."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for quantity, title in SAVING_NAMES.items():
            for part in ("value", "low", "high"):
                most = HUNDRED if quantity in SHARES else 10**9
                self.fields[f"{quantity}_{part}"] = FigureField(
                    label=f"{title}: {PARTS[part]}" if part != "value" else title, required=False, most=most
                )
            self.fields[f"{quantity}_source"] = forms.CharField(
                label=f"{title}: {PARTS['source']}", required=False, max_length=300
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the days where they count, and hold every assumption to its ends."""
        said = super().clean() or self.cleaned_data
        if said.get("on_partial_proof") == Staircase.OnPartialProof.TIME_TO_COMPLETE and not said.get(
            "days_to_complete"
        ):
            self.add_error("days_to_complete", _("Say within how many days the proof is to be completed."))
        for quantity in QUANTITIES:
            self._check(quantity, said)
        return said

    @property
    def quantities(self) -> list[dict[str, Any]]:
        """The fields of each assumption, for a page to lay out."""
        return [
            {"name": name, "title": title, "fields": [(PARTS[part], self[f"{name}_{part}"]) for part in PARTS]}
            for name, title in SAVING_NAMES.items()
        ]

    @property
    def basis(self) -> SavingBasis:
        """The assumptions that make sense; also of a form that is not valid."""
        return SavingBasis(**{quantity: self._assumption(quantity) for quantity in QUANTITIES})

    @property
    def rules(self) -> Rules:
        """What to keep; the form must be valid."""
        said = {name: self.cleaned_data[name] for name in (*STAIRCASE_RULES, "seen_by")}
        if said["on_partial_proof"] != Staircase.OnPartialProof.TIME_TO_COMPLETE:
            said["days_to_complete"] = None
        return Rules(**said, saving=kept_basis(self.basis), follows=self.follows)

    @property
    def follows(self) -> Followed | None:
        """The joint steps that it follows, where they are in sight; also of a form that is not valid."""
        said = getattr(self, "cleaned_data", {})
        version = version_called(said["joint"]) if said.get("joint") else None
        if version is None:
            return None
        return Followed(version, said.get("joint_months_later") or 0, said.get("joint_reason") or "")

    def _check(self, quantity: str, said: Mapping[str, Any]) -> None:
        value, low, high = (said.get(f"{quantity}_{part}") for part in ("value", "low", "high"))
        if value is None:
            if low is not None or high is not None:
                self.add_error(f"{quantity}_value", _("Write the value between the low and the high one."))
            return
        if low is not None and low > value:
            self.add_error(f"{quantity}_low", _("The low value is no higher than the value itself."))
        if high is not None and high < value:
            self.add_error(f"{quantity}_high", _("The high value is no lower than the value itself."))
        if not said.get(f"{quantity}_source"):
            self.add_error(f"{quantity}_source", _("Say where the figure comes from."))

    def _assumption(self, quantity: str) -> Assumption | None:
        said = getattr(self, "cleaned_data", {})
        value = said.get(f"{quantity}_value")
        if value is None:
            return None
        ends = [
            value if said.get(f"{quantity}_{part}") is None else said[f"{quantity}_{part}"] for part in ("low", "high")
        ]
        scale = HUNDRED if quantity in SHARES else 1
        source = said.get(f"{quantity}_source") or ""
        if not ends[0] <= value <= ends[1]:
            return None
        return Assumption(value / scale, ends[0] / scale, ends[1] / scale, source)


def typed_rules(stairs: Staircase) -> dict[str, str]:
    """Return the rules of a staircase as they would be typed; a new one has no revision."""
    names = ("on_extension", "on_late_start", "on_partial_proof", "seen_by")
    typed = {name: str(getattr(stairs, name)) for name in names}
    typed["days_to_complete"] = str(stairs.days_to_complete or "")
    typed["revision"] = str(stairs.revision) if stairs.pk else ""
    return typed | typed_saving(basis_of(stairs.saving)) | typed_follows(followed_by(stairs))


def typed_follows(followed: Followed | None) -> dict[str, str]:
    """Return the joint steps that a staircase follows as they would be typed."""
    if followed is None:
        return {"joint": "", "joint_months_later": "", "joint_reason": ""}
    return {
        "joint": str(followed.version.uuid),
        "joint_months_later": str(followed.months_later),
        "joint_reason": followed.reason,
    }


def typed_saving(basis: SavingBasis) -> dict[str, str]:
    """Return assumptions as they would be typed."""
    typed: dict[str, str] = {}
    for quantity in QUANTITIES:
        kept: Assumption | None = getattr(basis, quantity)
        if kept is not None:
            scale = Decimal(HUNDRED if quantity in SHARES else 1)
            figures = {part: typed_figure(getattr(kept, part) * scale) for part in ("value", "low", "high")}
            typed |= {f"{quantity}_{part}": text for part, text in {**figures, "source": kept.source}.items()}
    return typed
