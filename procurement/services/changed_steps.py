"""Steps of an obligation as they would stand after a change, and what keeps them from standing."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procurement.calculations.obligation_steps import ContractDays, first_difference, resolved_steps
from procurement.calculations.staircase import StepInForce
from procurement.calculations.staircase_check import problems_of
from procurement.calculations.steps_as_written import same_step
from procurement.models import Contract, Obligation, ObligationStep
from procurement.models.obligations import COMES_WITH
from procurement.queries.contracts import days_of
from procurement.queries.obligations import staircase_of_obligation
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.staircases import PlannedStep, StaircaseNotPossibleError


def written(obligation: Obligation, steps: Sequence[PlannedStep]) -> list[ObligationStep]:
    """Return unsaved steps; one that stood there before keeps its origin."""
    before = {same_step(step): step.origin for step in obligation.steps.all()}
    return [
        ObligationStep(
            organisation_id=obligation.organisation_id,
            obligation=obligation,
            number=number,
            origin=before.get(same_step(step), ObligationStep.Origin.CHANGED),
            threshold=step.threshold,
            months=step.months,
            day=step.day,
            **{name: getattr(step, name) for name in COMES_WITH},
        )
        for number, step in enumerate(steps, start=1)
    ]


def check_changed(
    contract: Contract,
    obligation: Obligation,
    before: Sequence[ObligationStep],
    after: Sequence[ObligationStep],
    agreed_on: date,
) -> ContractDays:
    """Return the days of the contract if the steps may stand in it.

    Raises StaircaseNotPossibleError for steps that do not rise or reach beyond the contract, and
    ContractNotPossibleError for what has no threshold, for no change, and for a change of days before the agreement.
    """
    days = days_of(contract)
    if not obligation.direction or days is None:
        raise ContractNotPossibleError(_("“%(title)s” has no threshold that could rise.") % {"title": obligation.title})
    kept = [step for step in after if not _is_overtaken(step, before)]
    found = problems_of(staircase_of_obligation(obligation, kept), days.period, planned_first=days.planned_first)
    if wrong := tuple(problem for problem in found if problem.is_error):
        sentence = _("The steps cannot stand like this: %(count)s things are wrong.")
        raise StaircaseNotPossibleError(sentence % {"count": len(wrong)}, problems=wrong)
    day = first_difference(_in_force(obligation, before, days), _in_force(obligation, after, days))
    if day is None:
        raise ContractNotPossibleError(_("These steps ask for the same as before. Change one of them."))
    if day < agreed_on:
        words = {"day": date_format(day), "agreed_on": date_format(agreed_on)}
        sentence = _(
            "The change was agreed on %(agreed_on)s and would reach back to %(day)s."
            " Let what was asked until then stay."
        )
        raise ContractNotPossibleError(sentence % words, field="agreed_on")
    return days


def _is_overtaken(step: ObligationStep, before: Sequence[ObligationStep]) -> bool:
    """Whether the step stood there without days, since a better offer comes before it: it does not have to rise."""
    return any(same_step(step) == same_step(each) for each in before if each.first_day is None)


def _in_force(obligation: Obligation, steps: Sequence[ObligationStep], days: ContractDays) -> list[StepInForce]:
    staircase = staircase_of_obligation(obligation, steps)
    return [each.in_force for each in resolved_steps(staircase, staircase.steps, days)]
