"""What somebody fills in about what a procurement asks for: values, notes, weights, and the weight of the price."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.problems import translatable
from procurement.models import Procurement
from procurement.queries.asked import AskedLine
from procurement.services.asked_values import Filling
from requirements_bank.forms.filling import NOTE, VALUE, FillingForm

WEIGHT = "weight"
SENTENCE = translatable("Write a weight between 0 and 100 per cent, with at most two decimals.")


class WeightField(forms.DecimalField):
    """A weight in per cent; empty where nothing is said."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        short = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        bounds: dict[str, Any] = {"min_value": 0, "max_value": 100, "decimal_places": 2}
        super().__init__(required=False, localize=True, widget=short, **bounds, **kwargs)

    def clean(self, value: Any) -> Decimal | None:  # noqa: ANN401 - Django's own signature
        """Return the weight; one sentence says what is wrong, whatever it is."""
        try:
            weight: Decimal | None = super().clean(str(value or "").strip().removesuffix("%").strip())
        except forms.ValidationError as error:
            raise forms.ValidationError(_(SENTENCE)) from error
        return weight


class AskedForm(FillingForm):
    """The values and note of what is asked, and the weight of an award criterion; `filling` is what to keep.

    A threshold that rises is no field here: its steps are written on the page of its staircase. Of what stays as it
    is, such as once there are bids, the note alone can be changed.
    """

    def __init__(self, line: AskedLine, data: Any = None, *, stays: bool = False) -> None:  # noqa: ANN401 - what a request sends
        asked, content = line.asked, None if stays else line.content
        super().__init__(content, prefix=asked.uuid.hex, values=asked.values, note=asked.note, data=data)
        self.stays = stays
        if self.variables.pop(line.rising_variable, None):
            del self.fields[VALUE + line.rising_variable]
        if line.is_criterion:
            self.fields[WEIGHT] = WeightField(label=_("Weight (%)"), initial=plain(asked.weight))

    @property
    def weight_field(self) -> forms.BoundField | None:
        """The field of the weight, None for what has none."""
        return self[WEIGHT] if WEIGHT in self.fields else None

    @property
    def is_sent(self) -> bool:
        """Whether the request says anything of this requirement."""
        return self.add_prefix(NOTE) in self.data

    @property
    def filling(self) -> Filling:
        """What fits of what was typed."""
        if self.stays:
            return Filling(note=self.note)
        weighs = WEIGHT in self.cleaned_data
        return Filling(self.texts, self.note, self.cleaned_data.get(WEIGHT), weighs=weighs)


class PriceForm(forms.Form):
    """The weight of the price; `asked_revision` tells whether somebody changed what is asked meanwhile."""

    price_weight = WeightField(label=_("Weight of the price (%)"))
    asked_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, procurement: Procurement, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        kept = {"price_weight": plain(procurement.price_weight), "asked_revision": procurement.asked_revision}
        super().__init__(data, initial=kept)

    @property
    def price(self) -> Filling | None:
        """What was said of the price; None where it does not fit or nothing was sent of it."""
        fits = "price_weight" in self.cleaned_data and "price_weight" in self.data
        return Filling(weight=self.cleaned_data["price_weight"], weighs=True) if fits else None

    @property
    def revision(self) -> int:
        """What the page was made from."""
        return self.cleaned_data.get("asked_revision") or 0


def plain(weight: Decimal | None) -> Decimal | None:
    """Return a weight without noughts at its end.

    >>> plain(Decimal("30.00")), plain(Decimal("12.50"))
    (Decimal('30'), Decimal('12.5'))
    """
    return None if weight is None else Decimal(format(weight.normalize(), "f"))
