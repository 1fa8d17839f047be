"""What an address asks the priority list for, and what is said about weights and contracts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from follow_up.calculations.priority_weights import MOST, Part, PriorityWeights, weight_problems, weights_of
from follow_up.queries.priority_list import BY_OBLIGATION, WantedPriorities
from follow_up.reports.priority_words import PART_NAMES
from follow_up.services.priorities import Traits
from foundation.typed_ids import uuid_or_none
from requirements_bank.calculations.requirement import Theme

MARKET_SCALE = (
    ("", _("not said")),
    ("1", _("1 – many others could deliver tomorrow")),
    ("2", _("2 – several others")),
    ("3", _("3 – some others, with effort")),
    ("4", _("4 – few others")),
    ("5", _("5 – nobody else")),
)
CRITICALITY_SCALE = (
    ("", _("not said")),
    ("1", _("1 – nobody would notice for months")),
    ("2", _("2 – inconvenient")),
    ("3", _("3 – a service gets worse")),
    ("4", _("4 – a service stops within days")),
    ("5", _("5 – life, health or safety at once")),
)


def read_priority_address(sent: Mapping[str, str]) -> WantedPriorities:
    """Return what is looked for; what makes no sense is left out."""
    theme = sent.get("theme", "")
    return WantedPriorities(
        by=BY_OBLIGATION if sent.get("by") == BY_OBLIGATION else "",
        category=sent.get("category", "")[:60],
        manager=uuid_or_none(sent.get("manager", "")),
        theme=theme if theme in [each.value for each in Theme] else "",
    )


class WeightsForm(forms.Form):
    """A weight for each part, 0 to 100."""

    def __init__(self, weights: PriorityWeights, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[part.value] = forms.DecimalField(
                label=PART_NAMES[part],
                min_value=0,
                max_value=MOST,
                max_digits=5,
                decimal_places=2,
                initial=format(weights.of(part).normalize(), "f"),
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse weights of which none is above 0."""
        said = dict(super().clean() or {})
        if not self.errors and any(weight_problems(said)):
            self.add_error(None, _("Every weight is 0, so nothing would be ranked. Give at least one part a weight."))
        return said

    @property
    def weights(self) -> PriorityWeights:
        """The weights; the form must be valid."""
        return weights_of(self.cleaned_data)


class TraitsForm(forms.Form):
    """Market and criticality of a contract, 1 to 5, each with a note; what is not said stays missing."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    market = forms.TypedChoiceField(
        label=_("How hard is the supplier to replace?"),
        choices=MARKET_SCALE,
        coerce=int,
        empty_value=None,
        required=False,
    )
    market_note = forms.CharField(label=_("How you know"), max_length=500, required=False)
    criticality = forms.TypedChoiceField(
        label=_("What happens if it is not delivered?"),
        choices=CRITICALITY_SCALE,
        coerce=int,
        empty_value=None,
        required=False,
    )
    criticality_note = forms.CharField(label=_("Who would notice"), max_length=500, required=False)

    @property
    def traits(self) -> Traits:
        """What was said; the form must be valid."""
        return Traits(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})
