"""What readers of footprints choose: which breakdown, which lines, which years; and what to calculate."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from emissions.models.footprints import Dimension
from emissions.queries.footprints import PART_ORDERS
from emissions.queries.lines import NO_SUPPLIER, PERSONS, SORTS, TREATMENTS, LineFilter
from emissions.rules import reasons
from organisations.reference.categories import category_of

NO_UNIT = "none"
_LAST_GHG_CATEGORY = 15
_LAST_PAGE = 100_000_000


class ForgivingForm(forms.Form):
    """A form for addresses: a value that makes no sense falls back to its default and is named in `ignored`."""

    defaults: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.prepare()
        self.ignored = list(self.errors)
        self.values = {name: self._value(name) for name in self.fields}

    def prepare(self) -> None:
        """Give the fields choices that are known only now, before what was asked is read."""

    def _value(self, name: str) -> Any:  # noqa: ANN401 - as the field cleans it
        value = self.cleaned_data.get(name)
        return self.defaults.get(name) if value in (None, "") else value


class BreakdownForm(ForgivingForm):
    """Which breakdown of a footprint, searched and sorted how."""

    by = forms.ChoiceField(choices=[*Dimension.choices, ("gaps", ""), ("basis", "")], required=False)
    q = forms.CharField(max_length=100, required=False)
    sort = forms.ChoiceField(choices=[(name, name) for name in PART_ORDERS], required=False)

    defaults = {"by": Dimension.CATEGORY.value, "q": "", "sort": "kg"}


class MoneyForm(ForgivingForm):
    """Narrows money down to a category or to what is left out for a reason, as far as there are such."""

    category = forms.CharField(max_length=60, required=False)
    reason = forms.CharField(max_length=60, required=False)

    def clean_category(self) -> str:
        """Take areas and leaves that there are."""
        code = str(self.cleaned_data["category"])
        if code and category_of(code) is None:
            raise forms.ValidationError("unknown category")
        return code

    def clean_reason(self) -> str:
        """Take reasons that there are."""
        code = str(self.cleaned_data["reason"])
        if code and code not in reasons():
            raise forms.ValidationError("unknown reason")
        return code


class LinesForm(MoneyForm):
    """Which ledger lines of a footprint; `chosen` is the filter that the queries take."""

    treatment = forms.ChoiceField(choices=[(name, name) for name in TREATMENTS], required=False)
    supplier = forms.CharField(max_length=36, required=False)
    account = forms.CharField(max_length=40, required=False)
    unit = forms.CharField(max_length=100, required=False)
    month = forms.DateField(input_formats=["%Y-%m"], required=False)
    ghg = forms.IntegerField(min_value=1, max_value=_LAST_GHG_CATEGORY, required=False)
    gap = forms.BooleanField(required=False)
    q = forms.CharField(max_length=100, required=False)
    sort = forms.ChoiceField(choices=[(name, name) for name in SORTS], required=False)
    page = forms.IntegerField(min_value=1, max_value=_LAST_PAGE, required=False)

    defaults = {"treatment": "counted", "q": "", "sort": "size", "gap": False, "page": 1}

    def clean_supplier(self) -> str:
        """Take the key of a supplier, or the words for persons and for none."""
        key = str(self.cleaned_data["supplier"])
        if key and key not in (NO_SUPPLIER, PERSONS):
            try:
                return str(UUID(key))
            except ValueError as error:
                raise forms.ValidationError("unknown supplier") from error
        return key

    @property
    def chosen(self) -> LineFilter:
        """The filter as the queries take it."""
        values = dict(self.values)
        unit = values["unit"]
        return LineFilter(
            treatment=values["treatment"],
            category=values["category"],
            supplier=values["supplier"],
            account=values["account"],
            unit="" if unit == NO_UNIT else unit,
            month=values["month"],
            ghg=values["ghg"],
            reason=values["reason"],
            gap=values["gap"],
            words=values["q"],
            sort=values["sort"],
        )


class CalculateForm(forms.Form):
    """What to calculate: a year that has accounts, with a factor set."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    factor_set = forms.ChoiceField(label=_("Factor set"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own signature
        years: Sequence[int],
        factor_sets: Sequence[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401 - Django's own signature
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["factor_set"].choices = list(factor_sets)  # type: ignore[attr-defined]


class CompareForm(forms.Form):
    """Which years to compare; at least two of those that have accounts."""

    year = forms.TypedMultipleChoiceField(
        label=_("Years"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in sorted(years)]  # type: ignore[attr-defined]
