"""Steps of an obligation as they are changed: the rows that hold now, and one more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.problems import Problem
from procurement.forms.figures import FigureField, typed_figure
from procurement.forms.procurement import DayField
from procurement.models import Obligation, ObligationStep
from procurement.models.obligations import COMES_WITH
from procurement.models.procurements import LATEST_STEP, LONGEST_NOTICE
from procurement.reports.staircase_words import problem_sentence
from procurement.services.staircases import MOST_STEPS, PlannedStep

Typed = dict[str, str]


class ChangedStepForm(forms.Form):
    """One step: what it asks for and from when. `number` is the step it stood for, whose proof and price stay."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    threshold = FigureField(
        label=gettext_lazy("Threshold"), error_messages={"required": gettext_lazy("Write what the step asks for.")}
    )
    months = forms.IntegerField(
        label=gettext_lazy("Months after start"), required=False, min_value=0, max_value=LATEST_STEP
    )
    day = DayField(label=gettext_lazy("or on a fixed day"))
    notice_months = forms.IntegerField(
        label=gettext_lazy("Months of notice"), required=False, min_value=0, max_value=LONGEST_NOTICE
    )

    def clean(self) -> dict[str, object]:
        """Ask for months or a day, not both."""
        said = super().clean() or {}
        if (said.get("months") is None) == (said.get("day") is None) and not {"months", "day"} & set(self.errors):
            self.add_error("months", _("Write either months after the start or a day."))
        return said


@dataclass
class ChangedSteps:
    """The rows of an obligation's steps. A row without a threshold is left out: so a step is taken away."""

    obligation: Obligation
    rows: Sequence[Typed]
    checks: bool = False
    forms: list[ChangedStepForm] = field(init=False)

    def __post_init__(self) -> None:
        """Bind the rows in which something stands where they are to be checked."""
        self.forms = [
            ChangedStepForm({f"step-{place}-{name}": text for name, text in row.items()}, prefix=f"step-{place}")
            if self.checks and row.get("threshold", "").strip()
            else ChangedStepForm(initial=row, prefix=f"step-{place}")
            for place, row in enumerate(self.rows)
        ]

    def is_valid(self) -> bool:
        """Return whether every row makes sense in itself."""
        sound = [form.is_valid() for form in self.forms if form.is_bound]
        return all(sound)

    @property
    def planned(self) -> list[PlannedStep]:
        """The steps as typed, each with what came with the one it stood for; the forms must be valid."""
        stored = {step.number: step for step in self.obligation.steps.all()}
        return [_planned(form, stored) for form in self.forms if form.is_bound]

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
        """What is wrong: the id of its field, what it is called, and the sentence."""
        return [
            (form[name].auto_id, str(form[name].label), str(error))
            for form in self.forms
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]


def first_steps(obligation: Obligation) -> list[Typed]:
    """Return the steps that hold or may hold as they would be typed, and an empty row."""
    return [*(_typed(step) for step in obligation.steps.all() if step.first_day), {}]


def typed_steps(sent: Mapping[str, str]) -> list[Typed]:
    """Return the rows that a request sent."""
    count = sent.get("count", "0")
    number = min(int(count), MOST_STEPS) if count.isdecimal() and len(count) < 4 else 0  # noqa: PLR2004 - digits
    return [{name: sent.get(f"step-{row}-{name}", "") for name in ChangedStepForm.base_fields} for row in range(number)]


def _typed(step: ObligationStep) -> Typed:
    return {
        "number": str(step.number),
        "threshold": typed_figure(step.threshold),
        "months": "" if step.months is None else str(step.months),
        "day": step.day.isoformat() if step.day else "",
        "notice_months": str(step.notice_months or ""),
    }


def _planned(form: ChangedStepForm, stored: Mapping[int, ObligationStep]) -> PlannedStep:
    said = form.cleaned_data
    before = stored.get(said["number"] or 0)
    comes_with = {name: getattr(before, name) for name in COMES_WITH} if before else {}
    comes_with["notice_months"] = said["notice_months"] or 0
    return PlannedStep(said["threshold"], said["months"], said["day"], **comes_with)
