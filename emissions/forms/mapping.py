"""Which part of the money the mapping page shows, read from its address."""

from django import forms

from emissions.forms.footprints import ForgivingForm
from emissions.queries.mapping_groups import BY, STATES, GroupFilter
from emissions.rules import reasons
from organisations.reference.categories import category_of

LONGEST_REFERENCE = 60


class MappingForm(ForgivingForm):
    """Year, state, category, account, supplier, rule, words and grouping; what makes no sense is left out.

    What counts is shown unless the reader asks for more, or for what one rule decides.
    """

    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    by = forms.ChoiceField(choices=[(name, name) for name in BY], required=False)
    state = forms.ChoiceField(choices=[(name, name) for name in STATES], required=False)
    category = forms.CharField(max_length=60, required=False)
    reason = forms.CharField(max_length=60, required=False)
    rule = forms.CharField(max_length=LONGEST_REFERENCE, required=False)
    account = forms.CharField(max_length=40, required=False)
    supplier = forms.UUIDField(required=False)
    q = forms.CharField(max_length=100, required=False)

    defaults = {"by": "account", "q": ""}

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

    @property
    def chosen(self) -> GroupFilter:
        """The filter as the queries take it."""
        values = self.values
        return GroupFilter(
            by=values["by"],
            state=values["state"] or ("all" if values["rule"] or values["reason"] else "counted"),
            category=values["category"],
            reason=values["reason"],
            rule=values["rule"],
            account=values["account"],
            supplier=values["supplier"],
            words=values["q"],
        )
