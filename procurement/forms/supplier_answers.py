"""What a supplier answers, step by step: the same fields for the supplier's own page and for what an officer notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from procurement.forms.figures import typed_figure
from procurement.forms.step_answer import ConsentForm, StepAnswerForm
from procurement.models import StepAnswer, SupplierAnswer
from procurement.queries.market_answers import AskedOfMarket, AskedStep
from procurement.reports.market_summary import said_in_words, step_title, step_when
from procurement.reports.market_words import effect_in_words
from procurement.services.supplier_answers import SaidInAll, SaidOfStep
from requirements_bank.reports.requirement_words import ShownRequirement, shown


@dataclass
class AskedRow:
    """One step on the form: what it asks, from when, and what was said of it before."""

    step: AskedStep
    title: str
    when: str
    form: StepAnswerForm
    before: StepAnswer | None = None

    @property
    def earlier_day(self) -> date | None:
        """The day that the answer before was about, where the step has been moved since."""
        return self.before.asked_day if self.before and self.before.asked_day != self.step.day else None

    @property
    def said(self) -> str:
        """What was answered before, in words; empty where nothing was."""
        if self.before is None:
            return ""
        words = (said_in_words(self.before), effect_in_words(self.before.price_effect), self.before.comment)
        return ", ".join(word for word in words if word)


@dataclass
class AskedGroup:
    """One requirement on the form."""

    of: AskedOfMarket
    requirement: ShownRequirement
    rows: list[AskedRow]

    @property
    def rises(self) -> bool:
        """Whether it is asked in steps."""
        return len(self.rows) > 1


class AnswerForms:
    """All forms of one supplier's answer: a row for each step, and what is said once.

    What is typed is known by requirement and threshold: a step that is moved meanwhile keeps its row, and `is_moved`
    says that the page showed another plan.
    """

    def __init__(
        self,
        asked: Sequence[AskedOfMarket],
        stored: SupplierAnswer | None,
        data: Mapping[str, Any] | None = None,
        *,
        form: type[ConsentForm] = ConsentForm,
    ) -> None:
        self.is_bound = data is not None
        said = {(each.asked_id, each.threshold): each for each in stored.steps.all()} if stored else {}
        self.groups = [_group(each, said, data) for each in asked if each.line.version]
        self.consent = form(data, initial=_kept(stored, form))
        self.plan = _print_of(asked)
        self.is_moved = data is not None and data.get("plan", "") != self.plan

    @property
    def rows(self) -> list[tuple[AskedGroup, AskedRow]]:
        """Every step with its requirement."""
        return [(group, row) for group in self.groups for row in group.rows]

    def is_valid(self) -> bool:
        """Return whether everything makes sense in itself."""
        return all([self.consent.is_valid(), *(row.form.is_valid() for _group, row in self.rows)])

    @property
    def said(self) -> SaidInAll:
        """What was filled in; the forms must be valid."""
        said = self.consent.cleaned_data
        steps = [
            SaidOfStep(
                asked=group.of.asked,
                threshold=row.step.threshold,
                asked_day=row.step.day,
                **row.form.cleaned_data,
            )
            for group, row in self.rows
        ]
        return SaidInAll(steps, **{name: said[name] for name in ("comment", "is_reusable", "is_named")})

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of its field, where it stands, and the sentence."""
        forms_there = [(row.form, f"{group.requirement.title}, {row.title}") for group, row in self.rows]
        found = [
            (f"id_{form.add_prefix(name)}", where or str(form[name].label), str(error))
            for form, where in [*forms_there, (self.consent, "")]
            for name, errors in (form.errors.items() if self.is_bound else ())
            if name in form.fields
            for error in errors
        ]
        return [*found, *(("", "", str(error)) for error in (self.consent.non_field_errors() if self.is_bound else ()))]


def _group(
    each: AskedOfMarket, said: Mapping[tuple[int, Decimal | None], StepAnswer], data: Mapping[str, Any] | None
) -> AskedGroup:
    version, content = each.line.version, each.line.content
    if version is None or content is None:
        raise ValueError("a requirement out of sight cannot be asked about")
    rows = []
    for step in each.steps:
        before = said.get((each.asked.pk, step.threshold))
        prefix = f"{each.asked.uuid.hex}-{step.key}"
        form = StepAnswerForm(data, prefix=prefix, initial=_said(before) if before else None)
        rows.append(AskedRow(step, step_title(content, step), step_when(step), form, before))
    return AskedGroup(each, shown(version, values=each.line.values), rows)


def _said(before: StepAnswer) -> dict[str, Any]:
    month = f"{before.possible_from:%Y-%m}" if before.possible_from else ""
    effect = typed_figure(before.price_effect)
    return {"says": before.says, "possible_from": month, "price_effect": effect, "comment": before.comment}


def _kept(stored: SupplierAnswer | None, form: type[ConsentForm]) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in form.base_fields} if stored else {"revision": 0}


def _print_of(asked: Sequence[AskedOfMarket]) -> str:
    """Return a fingerprint of what is asked and from when, so that a form that shows another plan is known."""
    said = "|".join(f"{each.asked.uuid} {step.key} {step.day}" for each in asked for step in each.steps)
    return sha256(said.encode()).hexdigest()[:16]
