"""What somebody says of a lot, and what the price and its criteria weigh in it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procurement.forms.asked import WEIGHT, WeightField, plain
from procurement.forms.procurement import LONGEST_CODES, LinesField, typed_cpv
from procurement.models import Lot
from procurement.models.procurements import LONGEST_DESCRIPTION
from procurement.queries.asked import AskedLine
from procurement.services.asked_values import Filling
from procurement.services.lots import LotSaid
from requirements_bank.forms.money import MoneyField, typed_amount


class LotForm(forms.Form):
    """What a lot is called and holds; only its name has to be. `said` is what to keep."""

    title = forms.CharField(
        label=_("What the lot is called"), max_length=300, error_messages={"required": _("Give the lot a name.")}
    )
    description = LinesField(
        label=_("In a few words"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cpv = forms.CharField(
        label=_("CPV codes"),
        required=False,
        max_length=LONGEST_CODES,
        help_text=_("Eight digits each, with a comma between. Empty where they are those of the procurement."),
    )
    value = MoneyField(
        label=_("Value without VAT, with all extensions"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, lot: Lot | None = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial=_kept(lot) if lot else {})

    def clean_cpv(self) -> list[str]:
        """Return the codes; one that the CPV does not know is named."""
        return typed_cpv(self.cleaned_data["cpv"])

    @property
    def said(self) -> LotSaid:
        """What was filled in; the form must be valid."""
        cleaned = self.cleaned_data
        return LotSaid(
            title=cleaned["title"], description=cleaned["description"], cpv=cleaned["cpv"], value=cleaned["value"]
        )


class LotWeightsForm(forms.Form):
    """What the price weighs in a lot, and each criterion of its own; `asked_revision` tells of changes meanwhile."""

    price_weight = WeightField(label=_("Weight of the price in this lot (%)"))
    asked_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        lot: Lot,
        lines: list[AskedLine],
        data: Any = None,  # noqa: ANN401 - what a request sends
    ) -> None:
        kept = {"price_weight": plain(lot.price_weight), "asked_revision": lot.procurement.asked_revision}
        super().__init__(data, initial=kept)
        self.own = [line for line in lines if line.is_criterion and line.asked.lot_id == lot.pk]
        for line in self.own:
            label = f"{line.asked.code} {line.title_in(get_language() or 'en')} (%)"
            self.fields[_name(line)] = WeightField(label=label, initial=plain(line.asked.weight))

    @property
    def fillings(self) -> dict[int, Filling]:
        """What the criteria weigh, by the key of what is asked; the form must be valid."""
        return {line.asked.pk: Filling(weight=self.cleaned_data[_name(line)], weighs=True) for line in self.own}

    @property
    def revision(self) -> int:
        """What the page was made from."""
        return self.cleaned_data.get("asked_revision") or 0


def _name(line: AskedLine) -> str:
    return f"{line.asked.uuid.hex}-{WEIGHT}"


def _kept(lot: Lot) -> dict[str, Any]:
    return {
        "title": lot.title,
        "description": lot.description,
        "cpv": ", ".join(lot.cpv),
        "value": typed_amount(lot.value),
        "revision": lot.revision,
    }
