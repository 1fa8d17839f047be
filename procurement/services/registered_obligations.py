"""What a registered contract obliges to: added as the signed contract says, mended where it was written off wrongly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_title
from procurement.calculations.obligation_steps import ContractDays
from procurement.calculations.staircase_check import problems_of
from procurement.models import Contract, ContractState, Obligation, ObligationStep
from procurement.models.asked import STAIRCASE_RULES, Staircase
from procurement.models.obligations import COMES_WITH
from procurement.queries.contracts import days_of
from procurement.queries.obligations import staircase_of_obligation
from procurement.queries.registered import followed_up, is_registered
from procurement.services.locked_contract import (
    ContractNotPossibleError,
    about_contract,
    locked_contract,
    save_contract,
)
from procurement.services.resolve_contract import date_steps
from procurement.services.staircases import MOST_STEPS, PlannedStep, StaircaseNotPossibleError
from requirements_bank.models import RequirementVersion

MOST_OBLIGATIONS = 200
TEXTS = ("wording", "proof", "audit_right")
USUAL_RULES = {
    "on_extension": Staircase.OnExtension.STEPS_GO_ON,
    "on_late_start": Staircase.OnLateStart.FROM_ACTUAL_START,
    "on_partial_proof": Staircase.OnPartialProof.NOT_KEPT,
}
NO_RULES = dict.fromkeys(USUAL_RULES, "")
PLAIN = ("kind", "unit", "direction", "period", "low", "high", "language", "code")


@dataclass(frozen=True, slots=True)
class ObligationSaid:
    """One thing that the contract obliges to; with `version` it is that of the bank, else in the contract's own words.

    Steps take effect some months after the contract's first day or on a day; one from month 0 holds throughout.
    """

    title: str
    wording: str = ""
    proof: str = ""
    audit_right: str = ""
    themes: tuple[str, ...] = ()
    kind: str = ""
    unit: str = ""
    direction: str = ""
    period: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    language: str = ""
    code: str = ""
    steps: tuple[PlannedStep, ...] = ()
    version: RequirementVersion | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def add_obligation(contract: Contract, said: ObligationSaid, *, revision: int) -> Obligation:
    """Return the new obligation of a registered contract, the last one, with its steps on days.

    Raises ConflictError if somebody saved the contract after `revision`, StaircaseNotPossibleError step by step, and
    ContractNotPossibleError, which names the field, for what cannot be.
    """
    contract = _held(contract, revision)
    there = Obligation.objects.filter(contract=contract)
    if there.count() >= MOST_OBLIGATIONS:
        raise too_many()
    last = there.aggregate(last=Max("position"))["last"] or 0
    obligation = Obligation(organisation_id=contract.organisation_id, contract=contract, position=last + 1)
    _write(contract, obligation, said)
    save_contract(contract)
    about = about_contract(contract, what=obligation.code or obligation.title)
    record_change(kind="procurement.contract", action="obliged", **about)
    return obligation


@transaction.atomic
def mend_obligation(obligation: Obligation, said: ObligationSaid, *, because: str, revision: int) -> Obligation:
    """Return the obligation as the signed contract says it; what stood there is kept with the reason.

    Where its words are not the bank's any more, it is in the contract's own words, and carries no version.

    Raises what `add_obligation` does, and ContractNotPossibleError without a reason and once it was followed up or
    changed by agreement: what others built on stays.
    """
    contract = _held(obligation.contract, revision)
    obligation = _open(obligation, because)
    before = _told(obligation)
    if said.version and said.wording.strip() != obligation.wording.strip():
        said = replace(said, version=None, code="", values={})
    _write(contract, obligation, said)
    save_contract(contract)
    after = _told(Obligation.objects.get(pk=obligation.pk))
    changed = [name for name in after if after[name] != before[name]]
    about = about_contract(
        contract,
        what=obligation.code or obligation.title,
        because=reason_of(because)[:500],
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    record_change(kind="procurement.contract", action="obligation_mended", **about)
    return obligation


@transaction.atomic
def remove_obligation(obligation: Obligation, *, because: str, revision: int) -> None:
    """Take an obligation out that the signed contract does not hold; what it said stays among the changes.

    Raises ConflictError and ContractNotPossibleError as `mend_obligation` does.
    """
    contract = _held(obligation.contract, revision)
    obligation = _open(obligation, because)
    about = about_contract(
        contract,
        what=obligation.code or obligation.title,
        because=reason_of(because)[:500],
        before=_told(obligation),
    )
    obligation.delete()
    save_contract(contract)
    record_change(kind="procurement.contract", action="obligation_removed", **about)


def _held(contract: Contract, revision: int) -> Contract:
    contract = locked_contract(contract, revision=revision)
    check_registered(contract)
    return contract


def _open(obligation: Obligation, because: str) -> Obligation:
    found = Obligation.objects.select_for_update(of=("self",)).filter(pk=obligation.pk).first()
    if found is None:
        raise ContractNotPossibleError(_("It was taken out already."))
    if followed_up([found]):
        sentence = _("It was followed up or changed by agreement already, so it stays. Change its steps on a ground.")
        raise ContractNotPossibleError(sentence)
    if not reason_of(because):
        raise ContractNotPossibleError(_("Say why, such as: the wrong figure was written off."), field="because")
    return found


def too_many() -> ContractNotPossibleError:
    """Return the refusal of one more obligation than a contract has."""
    sentence = _("A contract has at most %(most)s obligations here. Put some of them into one.")
    return ContractNotPossibleError(sentence % {"most": MOST_OBLIGATIONS})


def check_registered(contract: Contract) -> None:
    """Raise ContractNotPossibleError unless it is a signed contract that was registered here."""
    if not is_registered(contract) or contract.state != ContractState.SIGNED:
        sentence = _("Only a contract that was registered here is mended like this. One from an award keeps its terms.")
        raise ContractNotPossibleError(sentence)


def _write(contract: Contract, obligation: Obligation, said: ObligationSaid) -> None:
    """Keep what is said, with its steps on days."""
    steps = filled(obligation, said, days_of(contract))
    obligation.save()
    obligation.steps.all().delete()
    for step in steps:
        step.obligation = obligation
    ObligationStep.objects.bulk_create(steps)


def filled(obligation: Obligation, said: ObligationSaid, days: ContractDays | None) -> list[ObligationStep]:
    """Put what is said into an obligation that is not saved; return its steps, on the days of the contract.

    Raises StaircaseNotPossibleError and ContractNotPossibleError as `add_obligation` does.
    """
    obligation.title = tidy_title(said.title)
    if not obligation.title:
        raise ContractNotPossibleError(_("Give the obligation a name."), field="title")
    for name in TEXTS:
        setattr(obligation, name, getattr(said, name).strip())
    for name in PLAIN:
        setattr(obligation, name, getattr(said, name))
    obligation.version, obligation.values, obligation.themes = said.version, dict(said.values), list(said.themes)
    rises = len(said.steps) > 1
    for name in STAIRCASE_RULES:
        setattr(obligation, name, USUAL_RULES.get(name) if rises else NO_RULES.get(name))
    steps = [_step(obligation, number, step) for number, step in enumerate(said.steps, start=1)]
    _check_steps(obligation, steps, days)
    if days:
        date_steps(obligation, steps, days)
    return steps


def _step(obligation: Obligation, number: int, step: PlannedStep) -> ObligationStep:
    return ObligationStep(
        organisation_id=obligation.organisation_id,
        obligation=obligation,
        number=number,
        threshold=step.threshold,
        months=step.months,
        day=step.day,
        **{name: getattr(step, name) for name in COMES_WITH},
    )


def _check_steps(obligation: Obligation, steps: Sequence[ObligationStep], days: ContractDays | None) -> None:
    if len(steps) > MOST_STEPS:
        raise StaircaseNotPossibleError(_("A staircase has at most %(most)s steps.") % {"most": MOST_STEPS})
    if steps and not obligation.direction:
        sentence = _("Say whether at least or at most the threshold is asked for.")
        raise ContractNotPossibleError(sentence, field="direction")
    if not steps or days is None:
        return
    found = problems_of(staircase_of_obligation(obligation, steps), days.period)
    if wrong := tuple(problem for problem in found if problem.is_error):
        sentence = _("The steps cannot stand like this: %(count)s things are wrong.")
        raise StaircaseNotPossibleError(sentence % {"count": len(wrong)}, problems=wrong)


def _told(obligation: Obligation) -> dict[str, str]:
    """Return an obligation as texts, so that a change tells what stood there."""
    names = ("title", *TEXTS, "kind", "unit", "direction", "period")
    steps = [
        f"{step.threshold.normalize():f} {step.day.isoformat() if step.day else f'+{step.months}'}"
        for step in obligation.steps.all()
    ]
    return {
        **{name: str(getattr(obligation, name)) for name in names},
        "themes": ", ".join(obligation.themes),
        "values": ", ".join(f"{name}={value}" for name, value in sorted(obligation.values.items())),
        "steps": "; ".join(steps),
    }
