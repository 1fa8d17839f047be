"""What people type about activity series: the series, figures, corrections, breaks and factors."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from emissions.calculations.activity_periods import Period, period_called, period_of_days
from emissions.models import ActivityDimension, ActivitySeries, ActivityValue
from emissions.models.activity import Boundary, PeriodKind
from emissions.services.activity_series import SeriesSaid
from emissions.services.activity_values import ValueSaid
from foundation import figures
from foundation.reason_fields import ReasonField

HIGHEST = Decimal(10) ** 12
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}")
_DIGITS = re.compile(r"\d{1,13}([.,]\d{1,9})?")
SHORT, LONG = 200, 300
UNITS = {
    "l": gettext_lazy("litres (l)"),
    "m3": gettext_lazy("cubic metres (m3)"),
    "kg": gettext_lazy("kilograms (kg)"),
    "t": gettext_lazy("tonnes (t)"),
    "km": gettext_lazy("kilometres (km)"),
    "pkm": gettext_lazy("passenger kilometres (pkm)"),
    "tkm": gettext_lazy("tonne kilometres (tkm)"),
    "kWh": gettext_lazy("kilowatt-hours (kWh)"),
    "MWh": gettext_lazy("megawatt-hours (MWh)"),
    "kWh (Gross CV)": gettext_lazy("kilowatt-hours of fuel, gross calorific value"),
    "room night": gettext_lazy("hotel nights"),
    "pcs": gettext_lazy("pieces"),
}
EXAMPLES = {
    "month": gettext_lazy("Such as 2022-03."),
    "quarter": gettext_lazy("Such as 2022 Q1."),
    "season": gettext_lazy("Such as autumn 2021 (July to December) or spring 2022 (January to June)."),
    "year": gettext_lazy("Such as 2022."),
}


def amount_typed(text: str, decimals: int = 4, *, may_group: bool = True) -> Decimal:
    """Return a figure of zero or more as people write it; ValidationError says what is wrong with it.

    Where a mark may part thousands, 1,234 is refused; elsewhere every mark is that of decimals.
    """
    plain = _SPACES.sub("", text)
    if may_group and _TWO_WAYS.fullmatch(plain):
        sentence = _(
            "%(text)s can be read in two ways. Write it without a mark between thousands, or with two decimals."
        )
        raise forms.ValidationError(sentence % {"text": text})
    if not _DIGITS.fullmatch(plain):
        raise forms.ValidationError(_("Write a figure of zero or more in digits, such as 12 500 or 12,5."))
    figure = Decimal(plain.replace(",", "."))
    if figure > HIGHEST:
        raise forms.ValidationError(_("This figure is too large. Look at the unit again."))
    return figure.quantize(Decimal(1).scaleb(-decimals))


class AmountField(forms.CharField):
    """A figure of zero or more; None where nothing is said."""

    def __init__(self, *, decimals: int = 4, may_group: bool = True, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        self.decimals, self.may_group = decimals, may_group
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the figure."""
        typed = str(super().clean(value) or "").strip()
        return amount_typed(typed, self.decimals, may_group=self.may_group) if typed else None


class SeriesForm(forms.Form):
    """A series; what figures rest on is fixed once it is made."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=SHORT)
    activity = forms.CharField(
        label=gettext_lazy("What is counted"), max_length=SHORT, help_text=gettext_lazy("Such as kilometres of buses.")
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=list(UNITS.items()))
    period_kind = forms.ChoiceField(label=gettext_lazy("Periods"), choices=PeriodKind)
    boundary = forms.ChoiceField(label=gettext_lazy("Whose emissions"), choices=Boundary)
    dimension_label = forms.CharField(
        label=gettext_lazy("Parted by"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Such as fuel, leg or kind. Empty where there is one figure per period."),
    )
    dimensions = forms.CharField(
        label=gettext_lazy("The parts"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("One in each line, such as Diesel."),
    )
    method = forms.CharField(
        label=gettext_lazy("How it is counted"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    method_version = forms.CharField(label=gettext_lazy("Version of the method"), max_length=40, required=False)
    source = forms.CharField(label=gettext_lazy("Where the figures come from"), max_length=LONG, required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, series: ActivitySeries | None = None) -> None:  # noqa: ANN401 - as sent
        super().__init__(data, initial=_said_of(series) if series else {"key": uuid4()})
        if series:
            for name in ("activity", "unit", "period_kind"):
                del self.fields[name]
        self.series = series

    @property
    def said(self) -> SeriesSaid:
        """What was typed; the form must be valid."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "revision")}
        lines = tuple(line.strip() for line in typed.pop("dimensions").splitlines() if line.strip())
        if self.series:
            typed |= {name: getattr(self.series, name) for name in ("activity", "unit", "period_kind")}
        return replace(SeriesSaid(**typed), dimensions=lines)


def _said_of(series: ActivitySeries) -> dict[str, Any]:
    names = ("title", "boundary", "dimension_label", "method", "method_version", "source", "revision")
    parts = "\n".join(each.name for each in series.dimensions.all() if each.name)
    return {name: getattr(series, name) for name in names} | {"dimensions": parts}


class EnterForm(forms.Form):
    """The figures of one period, one for each part; what is empty stays unknown."""

    period = forms.CharField(label=gettext_lazy("Period"), max_length=40)
    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Only where the period has other days than its name says."),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, series: ActivitySeries, parts: Sequence[ActivityDimension], data: Any = None) -> None:  # noqa: ANN401 - as sent
        super().__init__(data)
        self.series, self.parts = series, parts
        self.fields["period"].help_text = EXAMPLES[series.period_kind]
        if series.period_kind != PeriodKind.SEASON:
            del self.fields["first_day"], self.fields["last_day"]
        for each in parts:
            label = each.name or series.activity
            self.fields[f"amount-{each.pk}"] = AmountField(label=f"{label} ({series.unit})", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a period that can be read, and for one figure at least."""
        said = super().clean() or {}
        text, first, last = said.get("period") or "", said.get("first_day"), said.get("last_day")
        if bool(first) != bool(last):
            self.add_error("last_day" if first else "first_day", _("Give both days, or neither."))
        self.chosen = period_of_days(text, first, last) if first and last else period_typed(text, self.series)
        if text and self.chosen is None:
            before = _("The last day lies before the first, or before 1900.")
            wrong = before if first and last else period_sentence(self.series, text)
            self.add_error("last_day" if first and last else "period", wrong)
        if not self.errors and all(said.get(f"amount-{each.pk}") is None for each in self.parts):
            raise forms.ValidationError(_("Write at least one figure."))
        return said

    @property
    def said(self) -> list[ValueSaid]:
        """The figures that were typed; the form must be valid."""
        chosen: Period | None = self.chosen
        amounts = [(each, self.cleaned_data[f"amount-{each.pk}"]) for each in self.parts]
        return [ValueSaid(chosen, each.name, amount) for each, amount in amounts if chosen and amount is not None]


def period_sentence(series: ActivitySeries, text: str) -> str:
    """Return what to say of a period that cannot be read."""
    sentence = _("“%(text)s” is no period of this series. %(example)s")
    return sentence % {"text": text[:60], "example": EXAMPLES[series.period_kind]}


def period_typed(text: str, series: ActivitySeries) -> Period | None:
    """Return the period that a text names: one that the series has, or one of its kind."""
    known = series.periods.filter(label__iexact=text.strip()).first()
    if known:
        return Period(known.first_day, known.last_day, known.label)
    return period_called(text, series.period_kind)


class CorrectForm(forms.Form):
    """A newer figure, with the reason; empty takes it back."""

    amount = AmountField(
        label=gettext_lazy("The right figure"),
        required=False,
        help_text=gettext_lazy("Empty: it is not known after all."),
    )
    reason = ReasonField(label=gettext_lazy("Why it is corrected"), max_length=500)

    def __init__(self, value: ActivityValue, data: Any = None) -> None:  # noqa: ANN401 - as sent
        super().__init__(data)
        self.value = value


class BreakForm(forms.Form):
    """From when on, and why, figures are counted in another way."""

    first_day = forms.DateField(
        label=gettext_lazy("First day of the new way"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = ReasonField(label=gettext_lazy("What is counted in another way, and why"), max_length=500)


class FactorForm(forms.Form):
    """The factor of a part; the conversion is needed where units measure different things."""

    factor = forms.ChoiceField(
        label=gettext_lazy("Factor"), error_messages={"required": gettext_lazy("Choose a factor.")}
    )
    with_indirect = forms.BooleanField(
        label=gettext_lazy("With indirect emissions"),
        required=False,
        help_text=gettext_lazy("What making and transporting the fuel adds."),
    )
    per_unit = AmountField(label=gettext_lazy("Conversion"), required=False, decimals=9, may_group=False)
    per_unit_source = forms.CharField(
        label=gettext_lazy("Where the conversion comes from"), max_length=LONG, required=False
    )

    def __init__(
        self, part: ActivityDimension, choices: Sequence[tuple[str, str]], data: object = None, *, unit: str
    ) -> None:
        chosen = f"{part.factor_set} {part.factor_code}" if part.factor_code else ""
        initial = {"factor": chosen, "with_indirect": part.with_indirect, "per_unit_source": part.per_unit_source}
        if part.per_unit is not None:
            initial["per_unit"] = figures.plain(part.per_unit.normalize(), get_language() or "en")
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["factor"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        sentence = _("How much of the factor's unit one %(unit)s is. Only where the units measure different things.")
        self.fields["per_unit"].help_text = sentence % {"unit": unit}
