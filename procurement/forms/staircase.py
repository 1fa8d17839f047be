"""A whole staircase as it is typed: rows of steps and the rules beside them; nothing typed is ever lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from foundation.problems import Problem, Severity
from procurement.calculations.staircase import Step
from procurement.calculations.steps_as_written import as_step
from procurement.forms.staircase_rules import RulesForm
from procurement.forms.staircase_step import StepForm, is_blank
from procurement.models import Staircase
from procurement.reports.staircase_words import problem_sentence
from procurement.services.staircases import MOST_STEPS, PlannedStep

Typed = dict[str, str]
ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "info"}


@dataclass
class TypedStaircase:
    """What stands in the fields: the rules and a row for each step, all as texts."""

    rules: Typed
    rows: list[Typed]

    def with_row(self) -> "TypedStaircase":
        """Return it with an empty row at the end, as long as there is room for one."""
        return TypedStaircase(self.rules, [*self.rows, {}][:MOST_STEPS])

    def without_row(self, place: int) -> "TypedStaircase":
        """Return it without the row at this place, counted from 0."""
        return TypedStaircase(self.rules, [row for number, row in enumerate(self.rows) if number != place])


def typed_in(sent: Mapping[str, str]) -> TypedStaircase:
    """Return what a request sent."""
    count = sent.get("count", "0")
    number = min(int(count), MOST_STEPS) if count.isdecimal() and len(count) < 4 else 0  # noqa: PLR2004 - digits
    rows = [{name: sent.get(f"step-{row}-{name}", "") for name in StepForm.base_fields} for row in range(number)]
    return TypedStaircase({name: sent.get(name, "") for name in RulesForm().fields}, rows)


@dataclass
class StaircaseForms:
    """The forms of a staircase. Without `checks` nothing typed is called wrong yet."""

    typed: TypedStaircase
    checks: bool = False
    rules: RulesForm = field(init=False)
    rows: list[StepForm] = field(init=False)
    general: list[str] = field(default_factory=list)
    warnings: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Bind the forms: to what was typed, and for the page only where it is to be checked."""
        self._rules = RulesForm(self.typed.rules)
        self._steps = [
            StepForm({f"step-{place}-{name}": text for name, text in row.items()}, prefix=f"step-{place}")
            for place, row in enumerate(self.typed.rows)
        ]
        self.rules = self._rules if self.checks else RulesForm(initial=self.typed.rules)
        self.rows = [
            bound if self.checks and not is_blank(row) else StepForm(initial=row, prefix=f"step-{place}")
            for place, (row, bound) in enumerate(zip(self.typed.rows, self._steps, strict=True))
        ]

    @property
    def filled(self) -> list[tuple[int, StepForm]]:
        """The rows in which something stands, with their place."""
        return [(place, self._steps[place]) for place, row in enumerate(self.typed.rows) if not is_blank(row)]

    @property
    def sound(self) -> list[tuple[int, PlannedStep]]:
        """The steps that make sense, with the place of their row."""
        return [(place, form.planned) for place, form in self.filled if form.is_valid()]

    @property
    def planned(self) -> list[PlannedStep]:
        """The steps that make sense."""
        return [step for _place, step in self.sound]

    @property
    def bound_rules(self) -> RulesForm:
        """The rules as they were typed, checked."""
        self._rules.is_valid()
        return self._rules

    def is_valid(self) -> bool:
        """Return whether everything makes sense in itself."""
        return all([self._rules.is_valid(), *(form.is_valid() for _place, form in self.filled)])

    @property
    def has_errors(self) -> bool:
        """Whether the page calls something wrong."""
        return bool(self.general) or bool(self.rules.errors) or any(form.errors for form in self.rows)

    def stairs(self) -> Staircase:
        """Return the rules as an unsaved staircase; a choice that makes no sense stays at its usual value."""
        said = getattr(self.bound_rules, "cleaned_data", {})
        names = ("on_extension", "on_late_start", "on_partial_proof", "seen_by")
        return Staircase(
            **{name: said[name] for name in names if said.get(name)}, days_to_complete=said.get("days_to_complete")
        )

    def show(self, problems: Sequence[Problem]) -> None:
        """Put each problem at the field it is about: errors where the page is checked, else all as advice."""
        places = [place for place, _step in self.sound]
        for problem in problems:
            number = problem.place.removeprefix("step ")
            if not number.isdecimal():
                self.general.append(problem_sentence(problem))
                continue
            place = places[int(number) - 1]
            if problem.is_error and self.checks:
                self.rows[place].add_error(_field(problem, self.rows[place]), problem_sentence(problem))
            else:
                self.warnings.setdefault(place, []).append((ICONS[problem.severity], problem_sentence(problem)))

    @property
    def numbered_rows(self) -> list[dict[str, Any]]:
        """The rows for the page: number from 1, form, and advice. A row without anything in it is not called wrong."""
        return [
            {"number": place + 1, "place": place, "form": form, "warnings": self.warnings.get(place, [])}
            for place, form in enumerate(self.rows)
        ]

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of its field, where it stands, and the sentence."""
        forms = [(_("Step %(number)s") % {"number": place + 1}, form) for place, form in enumerate(self.rows)]
        return [
            (
                f"id_{form.add_prefix(name)}",
                f"{where}, {form[name].label}" if where else str(form[name].label),
                str(error),
            )
            for where, form in [*forms, ("", self.rules)]
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]


def steps_of(planned: Sequence[PlannedStep]) -> list[Step]:
    """Return planned steps as the calculations take them."""
    return [as_step(step) for step in planned]


def _field(problem: Problem, form: StepForm) -> str:
    """Return the field that a problem is about: a day may have been said in months."""
    if problem.field == "day" and form.cleaned_data.get("day") is None:
        return "months"
    return problem.field or "threshold"
