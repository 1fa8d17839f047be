"""What is said of a planned task, and of what becomes of it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from follow_up.models import PlannedTask, TaskKind
from follow_up.models.tasks import MOST_HOURS
from follow_up.queries.seen import followed_contracts, followed_obligations
from follow_up.services.plan_tasks import TaskSaid
from foundation.reason_fields import ReasonField
from organisations.models import Organisation
from organisations.queries.people import staff_of
from procurement.forms.contract import NeededDayField, RevisionForm
from procurement.forms.figures import FigureField
from procurement.forms.manager import ManagerField
from procurement.forms.procurement import LinesField
from procurement.models import Contract

LONGEST_TEXT = 20_000


class HoursField(FigureField):
    """Hours with at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(most=MOST_HOURS, decimals=2, required=False, **kwargs)


class ContractField(forms.ChoiceField):
    """A signed contract of the organisation, None for none."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Contract"), required=False)
        self.contracts: dict[str, Contract] = {}

    def offer(self, organisation: Organisation) -> None:
        """Let the organisation's signed contracts be chosen."""
        self.contracts = {str(each.uuid): each for each in followed_contracts(organisation).order_by("title", "pk")}
        self.choices = [("", gettext_lazy("none: our own")), *((key, str(c)) for key, c in self.contracts.items())]

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the contract that was chosen."""
        return self.contracts.get(super().clean(value))


class TaskForm(RevisionForm):
    """Everything that is said of a task; `said` is what to keep."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=TaskKind.choices)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say in a few words what is to be done.")},
    )
    contract = ContractField()
    due_on = NeededDayField(label=gettext_lazy("Day"))
    starts_at = forms.TimeField(
        label=gettext_lazy("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    owner = ManagerField()
    hours = HoursField(label=gettext_lazy("Hours that it takes"))
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=300)
    agenda = LinesField(
        label=gettext_lazy("Agenda"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    is_fixed = forms.BooleanField(
        label=gettext_lazy("The day is fixed"),
        required=False,
        help_text=gettext_lazy("A plan of hours may not move it, and a person only with a reason."),
    )
    is_announced = forms.BooleanField(label=gettext_lazy("The supplier is told before"), required=False, initial=True)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, organisation: Organisation, *args: Any, task: PlannedTask | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        offer_people(self, "owner", organisation)
        self.fields["contract"].offer(organisation)  # type: ignore[attr-defined]
        if task:
            del self.fields["due_on"]
            if task.contract:
                self._offer_covers(organisation, task.contract)

    def _offer_covers(self, organisation: Organisation, contract: Contract) -> None:
        those = followed_obligations(organisation).filter(contract=contract)
        self.fields["covers"] = forms.ModelMultipleChoiceField(
            those,
            to_field_name="uuid",
            required=False,
            label=gettext_lazy("What is looked at"),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["covers"].label_from_instance = lambda each: each.title  # type: ignore[attr-defined]

    @property
    def said(self) -> TaskSaid:
        """What is said; the form must be valid."""
        names = ("kind", "title", "contract", "owner", "agenda", "place", "starts_at", "hours", "is_fixed")
        said = {name: self.cleaned_data[name] for name in (*names, "is_announced")}
        covers = self.cleaned_data.get("covers")
        same = covers is not None and all(each.contract == said["contract"] for each in covers)
        due_on = self.cleaned_data.get("due_on") or timezone.localdate()
        return TaskSaid(due_on=due_on, covers=list(covers or ()) if same else None if covers is None else (), **said)


class MoveForm(RevisionForm):
    """The new day of a task."""

    due_on = NeededDayField(label=gettext_lazy("New day"))
    because = ReasonField(
        label=gettext_lazy("Why it is moved"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where the day is fixed."),
    )


class DoneForm(RevisionForm):
    """What came of a task."""

    done_on = NeededDayField(label=gettext_lazy("Done on"))
    minutes = LinesField(
        label=gettext_lazy("Minutes: what was said and agreed"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    spent_hours = HoursField(label=gettext_lazy("Hours that it took"))


class CancelForm(RevisionForm):
    """Why a task is cancelled."""

    because = ReasonField(
        label=gettext_lazy("Why it is cancelled"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it is cancelled.")},
    )


def offer_people(form: forms.Form, name: str, organisation: Organisation) -> None:
    """Let the organisation's own people be chosen in a field of a form."""
    people = {str(person.user.uuid): person.user for person in staff_of(organisation)}
    form.fields[name].offer(people)  # type: ignore[attr-defined]
