"""Who buys along, and who does what in a procurement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation, User
from procurement.models import Part, Procurement
from procurement.queries.taking_part import buying_organisations, near_organisations, people_to_name


class PersonForm(forms.Form):
    """One person of those who may be named, and their part."""

    person = forms.ChoiceField(label=_("Person"), error_messages={"required": _("Choose a person.")})
    part = forms.ChoiceField(label=_("What they do"), choices=Part, initial=Part.MEMBER)

    def __init__(self, procurement: Procurement, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data)
        groups = people_to_name(procurement)
        self._people = {str(user.uuid): user for _place, people in groups for user in people}
        named = [(place.name, [(str(user.uuid), user.name) for user in people]) for place, people in groups]
        self.fields["person"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        self.is_empty = not self._people

    @property
    def user(self) -> User:
        """Who was chosen; the form must be valid."""
        return self._people[self.cleaned_data["person"]]


class BuyersForm(forms.Form):
    """The organisations that buy along, among those near the lead and those that do so already."""

    buyers = forms.MultipleChoiceField(
        label=_("Who buys along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They read everything here, and change nothing. People of theirs can take part."),
    )

    def __init__(self, procurement: Procurement, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        now = buying_organisations(procurement)[1:]
        super().__init__(data, initial={"buyers": [str(each.uuid) for each in now]})
        offered = {each.pk: each for each in (*near_organisations(procurement.organisation), *now)}
        self._offered = {str(each.uuid): each for each in sorted(offered.values(), key=lambda each: each.name)}
        self.fields["buyers"].choices = [(key, each.name) for key, each in self._offered.items()]  # type: ignore[attr-defined]
        self.is_empty = not self._offered

    @property
    def organisations(self) -> list[Organisation]:
        """Who was chosen; the form must be valid."""
        return [self._offered[key] for key in self.cleaned_data["buyers"]]
