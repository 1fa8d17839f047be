"""A talk with an adviser: with whom and when, then a few questions about each contract."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from follow_up.models import QUESTIONS, InterviewNote
from follow_up.services.interviews import Answers
from organisations.models import Organisation, User
from organisations.queries.people import people_of
from procurement.forms.procurement import DayField
from procurement.models import Contract

SCALES: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
    "worry": (
        _("Is anything worrying you here?"),
        (_("1 – nothing"), _("2 – little"), _("3 – something"), _("4 – quite a lot"), _("5 – very much")),
    ),
    "dependence": (
        _("What happens to us if they fail?"),
        (_("1 – nothing"), _("2 – little"), _("3 – it is felt"), _("4 – a service suffers"), _("5 – a service stops")),
    ),
    "knowledge": (
        _("How well do we know what they do?"),
        (_("1 – not at all"), _("2 – hardly"), _("3 – somewhat"), _("4 – well"), _("5 – very well")),
    ),
    "market": (
        _("Who else could deliver this?"),
        (_("1 – many"), _("2 – several"), _("3 – some"), _("4 – few"), _("5 – nobody")),
    ),
}
LONGEST = 4000


class StartInterviewForm(forms.Form):
    """With whom, and when."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    adviser = forms.ChoiceField(label=_("With whom"))
    held_on = DayField(label=_("Day of the talk"))

    def __init__(
        self,
        organisation: Organisation,
        first: Sequence[User],
        *args: Any,  # noqa: ANN401 - as Django's
        **kwargs: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        everybody = [person.user for person in people_of(organisation)]
        those = [*(each for each in first if each in everybody), *(each for each in everybody if each not in first)]
        self._people = {str(user.uuid): user for user in those}
        adviser = self.fields["adviser"]
        assert isinstance(adviser, forms.ChoiceField)  # noqa: S101 - tells the type checker
        adviser.choices = [(key, user.name) for key, user in self._people.items()]
        self.fields["held_on"].required = True

    @property
    def person(self) -> User:
        """Whom it was with; the form must be valid."""
        return self._people[self.cleaned_data["adviser"]]

    @property
    def day(self) -> date:
        """When it was; the form must be valid."""
        day: date = self.cleaned_data["held_on"]
        return day


class InterviewForm(forms.Form):
    """The questions about each contract; what is left open stays missing."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Anything else"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        contracts: Sequence[Contract],
        notes: Mapping[int, InterviewNote],
        *args: Any,  # noqa: ANN401 - as Django's
        **kwargs: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contracts = contracts
        for contract in contracts:
            self._ask(contract, notes.get(contract.pk))

    def _ask(self, contract: Contract, note: InterviewNote | None) -> None:
        for question, (label, answers) in SCALES.items():
            choices = [("", _("not answered")), *((str(place), words) for place, words in enumerate(answers, start=1))]
            self.fields[_name(question, contract)] = forms.TypedChoiceField(
                label=label,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=getattr(note, question, None),
            )
        self.fields[_name("words", contract)] = forms.CharField(
            label=_("In their words"),
            required=False,
            max_length=LONGEST,
            initial=note.words if note else "",
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Somebody may ask for access to what stands here. Write about the contract, not the person."),
        )

    @property
    def groups(self) -> list[tuple[Contract, list[forms.BoundField]]]:
        """Each contract with its fields."""
        names = (*QUESTIONS, "words")
        return [(contract, [self[_name(name, contract)] for name in names]) for contract in self.contracts]

    @property
    def answers(self) -> dict[Contract, Answers]:
        """What was said of each contract; the form must be valid."""
        names = (*QUESTIONS, "words")
        return {
            contract: Answers(**{name: self.cleaned_data[_name(name, contract)] for name in names})
            for contract in self.contracts
        }


def _name(question: str, contract: Contract) -> str:
    return f"{question}_{contract.uuid.hex}"
