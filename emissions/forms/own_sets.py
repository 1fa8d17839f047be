"""What people say of a factor set of their own: its name and file, the factors of a category, how it is used."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from emissions.forms.activity import AmountField
from emissions.models import OwnFactorSet
from foundation import figures
from foundation.files.forms import UploadForm
from requirements_bank.models import SeenBy

MOST_PARTS = 6


class BeginSetForm(UploadForm):
    """A new set: its name and its file."""

    title = forms.CharField(
        label=gettext_lazy("Name of the set"),
        max_length=120,
        help_text=gettext_lazy("As you speak of it, such as “Consultant's factors”. The year belongs to its versions."),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("title", "file", "key")

    def __init__(self, data: Any = None, files: Any = None) -> None:  # noqa: ANN401 - as sent
        super().__init__(data, files, initial={"key": uuid4()})


class CategoryFactorsForm(forms.Form):
    """The factors of one category with their weights in per cent; without any the set has none for it."""

    revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, weights: Sequence[tuple[str, Decimal]], data: Any = None, *, revision: int) -> None:  # noqa: ANN401 - as sent
        initial: dict[str, Any] = {"revision": revision}
        for place, (code, weight) in enumerate(weights):
            initial[f"code_{place}"] = code
            initial[f"weight_{place}"] = figures.plain((weight * 100).normalize(), get_language() or "en")
        super().__init__(data, initial=initial)
        for place in range(MOST_PARTS):
            offered = forms.TextInput(attrs={"list": "codes", "autocomplete": "off"})
            self.fields[f"code_{place}"] = forms.CharField(
                label=_("Code"), max_length=60, required=False, widget=offered
            )
            self.fields[f"weight_{place}"] = AmountField(
                label=_("Weight, per cent"), required=False, decimals=2, may_group=False
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each part: code and weight."""
        return [(self[f"code_{place}"], self[f"weight_{place}"]) for place in range(MOST_PARTS)]

    def clean(self) -> dict[str, Any]:
        """Ask for a weight beside each of several codes; a single one weighs all."""
        said = super().clean() or {}
        codes = [place for place in range(MOST_PARTS) if (said.get(f"code_{place}") or "").strip()]
        for place in range(MOST_PARTS):
            weight = said.get(f"weight_{place}")
            if place in codes and weight is None and len(codes) > 1 and f"weight_{place}" not in self.errors:
                self.add_error(f"weight_{place}", _("Write its weight in per cent."))
            if place not in codes and weight:
                self.add_error(f"code_{place}", _("Write the code that has this weight."))
        return said

    @property
    def weights(self) -> list[tuple[str, Decimal]]:
        """Codes and weights that sum to one; the form must be valid."""
        said = [
            (self.cleaned_data[f"code_{place}"].strip(), self.cleaned_data[f"weight_{place}"])
            for place in range(MOST_PARTS)
        ]
        chosen = [(code, weight) for code, weight in said if code]
        if len(chosen) == 1 and chosen[0][1] is None:
            return [(chosen[0][0], Decimal(1))]
        return [(code, weight / 100) for code, weight in chosen]


class SetUseForm(forms.Form):
    """How a set is used: its name, its order of preference, who may use it, whether it still is."""

    title = forms.CharField(label=gettext_lazy("Name of the set"), max_length=120)
    place = forms.IntegerField(
        label=gettext_lazy("Order where the chosen set has nothing"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=gettext_lazy(
            "1 is asked first. Empty: the set serves only when it is chosen. The shipped sets are asked after yours."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Who may use it"),
        choices=[(SeenBy.OWN, gettext_lazy("Only us")), (SeenBy.NETWORK, gettext_lazy("Our members"))],
        widget=forms.RadioSelect,
    )
    is_withdrawn = forms.BooleanField(
        label=gettext_lazy("Nothing new is calculated with it"),
        required=False,
        help_text=gettext_lazy("Footprints that were made with it stay as they are."),
    )
    revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, own_set: OwnFactorSet, data: Any = None) -> None:  # noqa: ANN401 - as sent
        names = ("title", "place", "seen_by", "revision")
        initial = {name: getattr(own_set, name) for name in names} | {"is_withdrawn": own_set.withdrawn_at is not None}
        super().__init__(data, initial=initial)
        if not own_set.organisation.is_network:
            del self.fields["seen_by"]

    @property
    def said(self) -> dict[str, Any]:
        """What was chosen; the form must be valid."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return {"seen_by": SeenBy.OWN, **typed}
