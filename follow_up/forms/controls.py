"""Start a control: of what, how, where, and what is looked at."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from follow_up.forms.tasks import HoursField
from follow_up.models import ControlKind, PlannedTask, TaskKind
from follow_up.queries.checklist import Question
from follow_up.services.start_control import Begun
from foundation.reason_fields import ReasonField
from procurement.forms.contract import NeededDayField
from procurement.forms.procurement import LinesField
from procurement.models import ContractParty, Obligation

KINDS = {
    TaskKind.DESK_CONTROL: ControlKind.DESK,
    TaskKind.SITE_INSPECTION: ControlKind.SITE,
    TaskKind.THIRD_PARTY_CONTROL: ControlKind.THIRD_PARTY,
}

SOON = timedelta(days=14)
"""Who starts a control means the planned one that is due until then."""


class StartForm(forms.Form):
    """How and where it is looked, and at what. `key` starts one control however often; `usual` are ticked at first.

    Without a `task` that it is for, those `planned` are offered, and the first of them is taken if it is due soon.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    planned = forms.ChoiceField(
        label=_("Which planned control is it?"), required=False, help_text=_("It is done when this one is finished.")
    )
    kind = forms.ChoiceField(label=_("How do you look?"), choices=ControlKind.choices, widget=forms.RadioSelect)
    is_announced = forms.TypedChoiceField(
        label=_("Does the supplier know that you come?"),
        choices=[("yes", _("Yes, it is announced")), ("no", _("No, it is unannounced"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    held_on = NeededDayField(label=_("Day"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    party = forms.ChoiceField(label=_("Whose work"), required=False)
    third_party = forms.CharField(
        label=_("Who looks"), max_length=200, required=False, help_text=_("Of a third-party control: the company.")
    )
    obligations = forms.MultipleChoiceField(
        label=_("What the contract obliges to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    general = forms.MultipleChoiceField(
        label=_("General questions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own = LinesField(
        label=_("Your own questions"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line."),
    )

    def __init__(
        self,
        obligations: Sequence[Obligation],
        general: Sequence[Question],
        parties: Sequence[ContractParty],
        task: PlannedTask | None = None,
        data: Any = None,  # noqa: ANN401 - what a request sends
        *,
        usual: Sequence[str] = (),
        planned: Sequence[PlannedTask] = (),
    ) -> None:
        self.usual = usual
        self.proposed = {str(each.uuid): each for each in planned}
        self.offered = {str(each.uuid): each for each in obligations}
        self.questions = {each.code: each for each in general}
        self.parties = {str(each.pk): each for each in parties}
        self.task = task
        super().__init__(data, initial=self._initial())
        self._offer()

    def _offer(self) -> None:
        """Give the fields their choices, and leave out those with nothing to choose."""
        planned = [(key, f"{each.title}, {date_format(each.due_on)}") for key, each in self.proposed.items()]
        self.fields["planned"].choices = [*planned, ("", _("None of these"))] if planned else []  # type: ignore[attr-defined]
        self.fields["obligations"].choices = [(key, _titled(each)) for key, each in self.offered.items()]  # type: ignore[attr-defined]
        self.fields["general"].choices = [(code, each.question) for code, each in self.questions.items()]  # type: ignore[attr-defined]
        whose = [("", _("All of them")), *((key, each.name) for key, each in self.parties.items())]
        self.fields["party"].choices = whose  # type: ignore[attr-defined]
        if len(self.parties) < 2:  # noqa: PLR2004 - one supplier needs no choice
            del self.fields["party"]
        for name in ("planned", "obligations", "general"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def _initial(self) -> dict[str, Any]:
        soon = timezone.localdate() + SOON
        likely = next((each for each in self.proposed.values() if each.due_on <= soon), None)
        like = self.task or likely
        covered = [str(each.obligation.uuid) for each in like.covers.select_related("obligation")] if like else []
        return {
            "key": uuid.uuid4(),
            "planned": str(likely.uuid) if likely else "",
            "kind": KINDS.get(TaskKind(like.kind), ControlKind.SITE) if like else ControlKind.SITE,
            "is_announced": "no" if like and not like.is_announced else "yes",
            "held_on": timezone.localdate(),
            "place": like.place if like else "",
            "obligations": covered or list(self.offered),
            "general": list(self.usual),
        }

    @property
    def begun(self) -> Begun:
        """How and where it is looked; the form must be valid."""
        said = self.cleaned_data
        return Begun(
            kind=ControlKind(said["kind"]),
            held_on=said["held_on"],
            is_announced=said["is_announced"],
            place=said["place"],
            third_party=said["third_party"],
            party=self.parties.get(said.get("party", "")),
            task=self.task or self.proposed.get(said.get("planned", "")),
            key=said["key"],
        )

    @property
    def chosen(self) -> dict[str, Any]:
        """What is looked at; the form must be valid."""
        said = self.cleaned_data
        return {
            "obligations": [self.offered[key] for key in said.get("obligations", [])],
            "general": [each for code, each in self.questions.items() if code in said.get("general", [])],
            "own": said["own"].splitlines(),
        }


class FinishForm(forms.Form):
    """What is said of the whole control; the findings stand in forms of their own."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    summary = LinesField(
        label=_("What it came to"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    hours = HoursField(label=_("Hours spent"))


class FindingForm(forms.Form):
    """One finding: a deviation and how serious, or why it is none."""

    title = forms.CharField(label=_("What is not kept"), max_length=200)
    severity = forms.ChoiceField(label=_("How serious"))
    facts = LinesField(label=_("What was found"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    is_deviation = forms.TypedChoiceField(
        label=_("Is it a deviation?"),
        choices=[("yes", _("Yes, note it")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    because = ReasonField(label=_("Why it is none"), required=False, max_length=2000)


def _titled(obligation: Obligation) -> str:
    return f"{obligation.code} {obligation.title}".strip()
