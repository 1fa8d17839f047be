"""What is said of a task that comes again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from follow_up.forms.tasks import LONGEST_TEXT, ContractField, HoursField, offer_people
from follow_up.models import TaskKind
from follow_up.models.tasks import LONGEST_EVERY
from follow_up.services.recurring_tasks import RecurringSaid
from organisations.models import Organisation
from procurement.forms.contract import NeededDayField, RevisionForm
from procurement.forms.manager import ManagerField
from procurement.forms.procurement import DayField, LinesField


class RecurringForm(RevisionForm):
    """Everything that is said of it; `said` is what to keep."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=TaskKind.choices)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say in a few words what is to be done.")},
    )
    contract = ContractField()
    first_on = NeededDayField(label=gettext_lazy("First day"))
    every_months = forms.IntegerField(
        label=gettext_lazy("Months in between"),
        min_value=1,
        max_value=LONGEST_EVERY,
        error_messages={"required": gettext_lazy("Write how many months lie between.")},
    )
    until = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Without one it comes as long as its contract runs, or until it is ended."),
    )
    owner = ManagerField()
    hours = HoursField(label=gettext_lazy("Hours each time"))
    agenda = LinesField(
        label=gettext_lazy("Agenda"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        offer_people(self, "owner", organisation)
        self.fields["contract"].offer(organisation)  # type: ignore[attr-defined]

    @property
    def said(self) -> RecurringSaid:
        """What is said; the form must be valid."""
        names = ("kind", "title", "first_on", "every_months", "until", "contract", "owner", "agenda", "hours")
        return RecurringSaid(**{name: self.cleaned_data[name] for name in names})
