"""What a registered contract obliges to, as it is typed: from the bank with its values, or in the contract's own words.

Its steps stand in rows; a row in which nothing stands is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.errors import DomainError
from foundation.problems import Problem
from foundation.reason_fields import ReasonField
from procurement.forms.contract import RevisionForm
from procurement.forms.staircase_step import StepForm, is_blank
from procurement.models import Contract, Obligation
from procurement.reports.staircase_words import problem_sentence
from procurement.services.registered_obligations import ObligationSaid
from procurement.services.staircases import MOST_STEPS, PlannedStep
from requirements_bank.calculations.requirement import Direction, Kind
from requirements_bank.reports.code_words import DIRECTIONS, KINDS, THEMES

Typed = dict[str, str]
LONGEST = 10_000


class AgreedStepForm(StepForm):
    """A step as the signed contract says it: what the market said before is no part of it."""

    market_note = None  # type: ignore[assignment]  # Django's way to leave a field out

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, among what is folded away."""
        names = ("proof", "bonus", "bonus_amount", "penalty", "penalty_amount", "goal")
        return any(self[name].value() or self[name].errors for name in names)


class AddedForm(RevisionForm):
    """What is said of every obligation, and why it is mended where it stands there already."""

    proof = forms.CharField(
        label=gettext_lazy("How it is proved"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    audit_right = forms.CharField(
        label=gettext_lazy("What right you have to look into it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Such as: on site with a week's notice, payslips on request. Empty if not known."),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What it is about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    because = ReasonField(
        label=gettext_lazy("Why it is mended"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Such as: the wrong figure was written off. What stood there is kept."),
        error_messages={"required": gettext_lazy("Say why it is mended.")},
    )

    def __init__(
        self,
        contract: Contract,
        data: Any = None,  # noqa: ANN401 - what a request sends
        *,
        obligation: Obligation | None = None,
        typed: Any = None,  # noqa: ANN401 - what a request sends, not to be checked yet
        **first: Any,  # noqa: ANN401 - what stands in the fields at first
    ) -> None:
        kept = {name: getattr(obligation, name) for name in self.base_fields if hasattr(obligation, name)}
        shown = {"revision": contract.revision, **first, **kept}
        if typed is not None:
            shown |= {name: typed.get(name, "") for name in self.base_fields if name != "themes"}
            shown["themes"] = typed.getlist("themes")
        super().__init__(data, initial=shown)
        self.fields["themes"].choices = list(THEMES.items())  # type: ignore[attr-defined]
        if obligation is None:
            del self.fields["because"]


class OwnWordsForm(AddedForm):
    """An obligation in the contract's own words."""

    title = forms.CharField(
        label=gettext_lazy("What it is called"),
        max_length=300,
        error_messages={"required": gettext_lazy("Give the obligation a name.")},
    )
    wording = forms.CharField(
        label=gettext_lazy("As it stands in the contract"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, initial=Kind.CONTRACT_CLAUSE.value)
    direction = forms.ChoiceField(label=gettext_lazy("The threshold is kept by"), required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit of the threshold"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Such as % or hours."),
    )
    field_order = ("title", "wording", "themes", "kind", "proof", "audit_right", "direction", "unit", "because")

    def __init__(self, contract: Contract, data: Any = None, **said: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(contract, data, **said)
        kinds = [(kind.value, KINDS[kind]) for kind in (Kind.CONTRACT_CLAUSE, Kind.REPORTING_DUTY)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        directions = [(each.value, DIRECTIONS[each]) for each in Direction]
        self.fields["direction"].choices = [("", "—"), *directions]  # type: ignore[attr-defined]

    def said(self, steps: Sequence[PlannedStep], language: str) -> ObligationSaid:
        """Return the obligation with these steps; the form must be valid."""
        names = ("title", "wording", "kind", "direction", "unit", "proof", "audit_right")
        kept = {name: self.cleaned_data[name] for name in names}
        return ObligationSaid(**kept, themes=tuple(self.cleaned_data["themes"]), language=language, steps=tuple(steps))


@dataclass
class StepRows:
    """The rows of steps. Without `checks` nothing typed is called wrong yet."""

    rows: Sequence[Typed]
    checks: bool = False
    forms: list[AgreedStepForm] = field(init=False)

    def __post_init__(self) -> None:
        """Bind the rows in which something stands where they are to be checked."""
        self.forms = [
            AgreedStepForm({f"step-{place}-{name}": text for name, text in row.items()}, prefix=f"step-{place}")
            if self.checks and not is_blank(row)
            else AgreedStepForm(initial=row, prefix=f"step-{place}")
            for place, row in enumerate(self.rows)
        ]

    def is_valid(self) -> bool:
        """Return whether every row makes sense in itself."""
        sound = [form.is_valid() for form in self.forms if form.is_bound]
        return all(sound)

    @property
    def planned(self) -> list[PlannedStep]:
        """The steps; the rows must be valid."""
        return [form.planned for form in self.forms if form.is_bound]

    def show(self, problems: Sequence[Problem]) -> None:
        """Put each problem at the row it is about."""
        bound = [form for form in self.forms if form.is_bound]
        for problem in problems:
            number = problem.place.removeprefix("step ")
            if problem.is_error and number.isdecimal():
                form = bound[int(number) - 1]
                name = "months" if problem.field == "day" and form.cleaned_data.get("day") is None else problem.field
                form.add_error(name or "threshold", problem_sentence(problem))

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of its field, where it stands, and the sentence."""
        return [
            (form[name].auto_id, _("Step %(number)s") % {"number": place} + f", {form[name].label}", str(error))
            for place, form in enumerate(self.forms, start=1)
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]


def typed_steps(sent: Mapping[str, str]) -> list[Typed]:
    """Return the rows that a request sent."""
    count = sent.get("count", "0")
    number = min(int(count), MOST_STEPS) if count.isdecimal() and len(count) < 4 else 0  # noqa: PLR2004 - digits
    return [{name: sent.get(f"step-{row}-{name}", "") for name in AgreedStepForm.base_fields} for row in range(number)]


def refuse(form: forms.Form, steps: StepRows, problem: DomainError) -> None:
    """Put what stands in the way at its step or field."""
    steps.show(problem.problems)
    name = getattr(problem, "field", "")
    form.add_error(name if name in form.fields else None, str(problem))
