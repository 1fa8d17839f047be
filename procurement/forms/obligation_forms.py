"""The whole page of one obligation of a registered contract: its fields, its values of the bank, its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import DomainError
from procurement.forms.registered_obligation import (
    AddedForm,
    OwnWordsForm,
    StepRows,
    Typed,
    refuse,
    typed_steps,
)
from procurement.forms.staircase_step import typed_step
from procurement.models import Contract, Obligation, ObligationStep
from procurement.models.obligations import COMES_WITH
from procurement.queries.obligation_of_bank import BankSays, bank_says
from procurement.reports.spoken import SPOKEN
from procurement.services.registered_obligations import ObligationSaid
from procurement.services.staircases import MOST_STEPS, PlannedStep
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.forms.filling import VALUE, FillingForm
from requirements_bank.models import RequirementVersion

BANK = "bank"


@dataclass
class ObligationForms:
    """`version` is the requirement of the bank that it is, None for the contract's own words.

    Without `sent` it shows what is kept of `obligation`; with `checks` what was sent is checked.
    """

    contract: Contract
    version: RequirementVersion | None = None
    obligation: Obligation | None = None
    sent: Any = None
    checks: bool = False
    content: RequirementContent | None = field(init=False)
    added: AddedForm = field(init=False)
    values: FillingForm | None = field(init=False)
    steps: StepRows = field(init=False)

    def __post_init__(self) -> None:
        """Make the forms."""
        version, data = self.version, self.sent if self.checks else None
        self.content = content_of(version.content, version.content_hash) if version else None
        told = {"obligation": self.obligation, "typed": None if self.checks else self.sent}
        if self.content:
            says = bank_says(self.content, {}, self.language)
            self.added = AddedForm(self.contract, data, proof=says.proof, themes=list(says.themes), **told)
        else:
            self.added = OwnWordsForm(self.contract, data, **told)
        self.values = _values(self.content, self.obligation, self.sent, checks=self.checks)
        self.steps = StepRows(_rows(self.obligation, self.sent), checks=self.checks)

    @property
    def language(self) -> str:
        """The language in which it is worded: that of the contract's country, or as it was kept."""
        return (self.obligation.language if self.obligation else "") or SPOKEN.get(self.contract.country, "en")

    @property
    def rises(self) -> bool:
        """Whether it can have thresholds: what the bank does not measure has none."""
        return self.content is None or bool(bank_says(self.content, {}, self.language).direction)

    def is_valid(self) -> bool:
        """Return whether everything makes sense, and nothing in the wording of the bank is left open."""
        sound = [self.added.is_valid(), self.steps.is_valid(), self.values is None or self.values.is_valid()]
        if not all(sound):
            return False
        if self.content and self.values:
            for name in bank_says(self.content, self.values.texts, self.language).open:
                if VALUE + name in self.values.fields:
                    self.values.add_error(VALUE + name, _("Write what the contract says."))
        return not (self.values and self.values.errors)

    @property
    def said(self) -> ObligationSaid:
        """What was typed; everything must be valid."""
        if isinstance(self.added, OwnWordsForm):
            return self.added.said(self.steps.planned, self.language)
        assert self.version is not None  # noqa: S101 - what is not in own words is of the bank
        assert self.content is not None  # noqa: S101 - as above
        texts = self.values.texts if self.values else {}
        return said_of_bank(
            self.version,
            bank_says(self.content, texts, self.language),
            {name: self.added.cleaned_data[name] for name in ("proof", "audit_right", "themes")},
            self.steps.planned,
        )

    def refuse(self, problem: DomainError) -> None:
        """Put what stands in the way at its step or field."""
        refuse(self.added, self.steps, problem)

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of its field, what it is called, and the sentence."""
        whole = [self.added, self.values] if self.values else [self.added]
        of_fields = [
            (form[name].auto_id, str(form[name].label), str(error))
            for form in whole
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]
        return [*of_fields, *self.steps.summary]


def said_of_bank(
    version: RequirementVersion, says: BankSays, beside: Mapping[str, Any], steps: list[PlannedStep]
) -> ObligationSaid:
    """Return an obligation of the bank; without steps its threshold, if it has one, holds throughout.

    `beside` holds the proof, the audit right and the themes where they differ from the bank's.
    """
    if not steps and says.direction and says.threshold is not None:
        steps = [PlannedStep(says.threshold, months=0)]
    return ObligationSaid(
        title=says.title,
        wording=says.wording,
        proof=beside.get("proof") or says.proof,
        audit_right=beside.get("audit_right", ""),
        themes=tuple(beside.get("themes") or says.themes),
        kind=says.kind,
        unit=says.unit,
        direction=says.direction,
        period=says.period,
        low=says.low,
        high=says.high,
        language=says.language,
        code=version.requirement.code,
        steps=tuple(steps),
        version=version,
        values=says.values,
    )


def _values(
    content: RequirementContent | None,
    obligation: Obligation | None,
    sent: Any,  # noqa: ANN401 - what a request sends
    *,
    checks: bool,
) -> FillingForm | None:
    if content is None or not content.variables:
        return None
    kept = dict(obligation.values) if obligation else {}
    if sent is not None and not checks:
        kept |= {name: sent.get(f"{BANK}-{VALUE}{name}", "").replace(",", ".") for name in content.variables}
    return FillingForm(content, prefix=BANK, values=kept, note="", data=sent if checks else None)


def _rows(obligation: Obligation | None, sent: Any) -> list[Typed]:  # noqa: ANN401 - what a request sends
    if sent is not None:
        rows = typed_steps(sent)
        return [*rows, {}][:MOST_STEPS] if sent.get("do") == "add" else rows
    if obligation is None:
        return [{}]
    return [*(_typed(step) for step in obligation.steps.all()), {}]


def _typed(step: ObligationStep) -> Typed:
    beside = {name: getattr(step, name) for name in COMES_WITH}
    return typed_step(PlannedStep(step.threshold, step.months, step.day, **beside))
