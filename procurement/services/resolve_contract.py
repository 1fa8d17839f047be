"""Put the steps and extensions of a contract on days: at award, at signature, and when an extension is used."""

from collections.abc import Sequence

from procurement.calculations.obligation_steps import ContractDays, resolved_steps
from procurement.calculations.option_days import option_days
from procurement.models import Contract, ContractOption, Obligation, ObligationStep
from procurement.queries.contracts import days_of
from procurement.queries.obligations import obligations_of, staircase_of_obligation

DAYS = ["first_day", "last_day", "notice_on", "option", "needs_option"]


def resolve(contract: Contract) -> None:
    """Write the days of the contract, its extensions and its steps anew; the contract is the caller's to save."""
    days = days_of(contract)
    if days is None:
        return
    contract.last_day, contract.last_possible_day = days.last, days.period.last_possible
    _resolve_options(contract, days)
    changed: list[ObligationStep] = []
    for obligation in obligations_of(contract):
        steps = list(obligation.steps.all())
        date_steps(obligation, steps, days)
        changed += steps
    ObligationStep.objects.bulk_update(changed, DAYS)


def date_steps(obligation: Obligation, steps: Sequence[ObligationStep], days: ContractDays) -> None:
    """Put unsaved days on the steps of an obligation; one that never holds has none."""
    if not steps:
        return
    staircase = staircase_of_obligation(obligation, steps)
    found = {each.in_force.number: each for each in resolved_steps(staircase, staircase.steps, days)}
    for number, step in enumerate(steps, start=1):
        resolved = found.get(number)
        in_force = resolved.in_force if resolved else None
        step.first_day, step.last_day = (in_force.first, in_force.last) if in_force else (None, None)
        step.notice_on = in_force.notice if in_force else None
        step.option = in_force.option if in_force else 0
        step.needs_option = bool(resolved and resolved.needs_option)


def _resolve_options(contract: Contract, days: ContractDays) -> None:
    stored = list(contract.options.all())
    for option in stored:
        found = option_days(days.period, option.notice_months)[option.number - 1]
        option.first_day, option.last_day, option.notice_on = found.first, found.last, found.notice
    ContractOption.objects.bulk_update(stored, ["first_day", "last_day", "notice_on"])
