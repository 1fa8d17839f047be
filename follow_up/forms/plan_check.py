"""Plan a control: its kind, month, person and hours."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from follow_up.forms.tasks import HoursField
from follow_up.models import CONTROLS
from follow_up.queries.control_hours import months_from
from follow_up.services.plan_check import Check
from organisations.models import Organisation
from organisations.queries.people import people_of


class PlanCheckForm(forms.Form):
    """One control. Hours that are left open are those of its kind."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    obligation = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind of control"), choices=[(each.value, each.label) for each in CONTROLS])
    month = forms.ChoiceField(label=_("Month"))
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    hours = HoursField(label=_("Hours"), help_text=_("Left open, it takes what its kind usually takes."))

    def __init__(self, organisation: Organisation, today: date, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self._people = {str(each.user.uuid): each.user for each in people_of(organisation)}
        people = [("", _("nobody yet")), *((key, user.name) for key, user in self._people.items())]
        months = [(f"{month:%Y-%m}", date_format(month, "F Y")) for month in months_from(today)]
        self._choose("owner", people)
        self._choose("month", months)

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - tells the type checker
        chosen.choices = choices

    @property
    def check(self) -> Check:
        """What to plan, but for what it is to look at; the form must be valid."""
        said = self.cleaned_data
        return Check(
            kind=said["kind"],
            month=date.fromisoformat(f"{said['month']}-01"),
            owner=self._people.get(said["owner"]),
            hours=said["hours"],
            key=said["key"],
        )
