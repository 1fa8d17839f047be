"""Which part of the money the mapping page shows, read from its address."""

from django import forms

from emissions.forms.footprints import MoneyForm
from emissions.queries.mapping_groups import BY, STATES, GroupFilter

LONGEST_REFERENCE = 60


class MappingForm(MoneyForm):
    """Year, state, category, account, supplier, rule, words and grouping; what makes no sense is left out.

    What counts is shown unless the reader asks for more, or for what one rule decides.
    """

    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    by = forms.ChoiceField(choices=[(name, name) for name in BY], required=False)
    state = forms.ChoiceField(choices=[(name, name) for name in STATES], required=False)
    rule = forms.CharField(max_length=LONGEST_REFERENCE, required=False)
    account = forms.CharField(max_length=40, required=False)
    supplier = forms.UUIDField(required=False)
    q = forms.CharField(max_length=100, required=False)

    defaults = {"by": "account", "q": ""}

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
