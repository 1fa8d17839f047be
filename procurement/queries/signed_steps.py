"""The steps of signed contracts by what the procurement asked: they count in place of the planned ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from procurement.calculations.common_steps import RunningSteps, common_steps
from procurement.calculations.contract_period import ONE_DAY, ContractPeriod
from procurement.calculations.obligation_steps import ContractDays
from procurement.calculations.staircase import StepInForce
from procurement.models import Contract, ContractState, Obligation
from procurement.queries.contracts import days_of
from procurement.queries.signed_contracts import OF_AWARD
from requirements_bank.calculations.requirement import Direction


@dataclass(frozen=True, slots=True)
class SignedSteps:
    """What one signed contract, or one of its suppliers alone, is obliged to, on days.

    `until` is the last day on which it can run: of a contract that is over the one on which it ended.
    """

    obligation: Obligation
    steps: tuple[StepInForce, ...]
    until: date

    @property
    def contract(self) -> Contract:
        """The contract that obliges."""
        return self.obligation.contract

    @property
    def running(self) -> RunningSteps:
        """Its steps with the days of its contract, all extensions included that can still be used."""
        contract = self.contract
        if contract.first_day is None:
            raise ValueError("the contract has no first day")
        return RunningSteps(contract.first_day, self.until, self.steps)


def signed_steps(asked: Iterable[int], today: date) -> dict[int, list[SignedSteps]]:
    """Return by the key of what is asked the steps of each signed contract in sight, call-offs not among them.

    A contract that is over on `today` is extended no more.
    """
    found = Obligation.objects.filter(
        asked__in=list(asked), contract__kind__in=OF_AWARD, contract__state=ContractState.SIGNED
    ).exclude(direction="")
    dated = found.exclude(contract__first_day=None).exclude(contract__last_possible_day=None)
    by_asked: dict[int, list[SignedSteps]] = {}
    for each in dated.select_related("contract__lot", "party").prefetch_related(
        "steps", "contract__parties", "contract__options"
    ):
        until = _until(each.contract, today)
        by_asked.setdefault(each.asked_id or 0, []).append(SignedSteps(each, tuple(_held(each, until)), until))
    return by_asked


def in_common(those: Sequence[SignedSteps]) -> list[StepInForce]:
    """Return what all of these contracts ask for; they are of one requirement, so of one direction."""
    return common_steps(Direction(those[0].obligation.direction), [each.running for each in those]) if those else []


def do_differ(those: Sequence[SignedSteps]) -> bool:
    """Return whether not all of these contracts ask for the same on the same days."""
    return len({(each.running.first, each.running.last, _asked(each.steps)) for each in those}) > 1


def longest_days(those: Sequence[SignedSteps]) -> ContractDays | None:
    """Return the days of the contract that can run longest, with the start that was planned; None without any."""
    found = [days for each in those if (days := days_of(each.contract))]
    return max(found, key=lambda days: days.period.last_possible, default=None)


def longest_period(those: Sequence[SignedSteps]) -> ContractPeriod | None:
    """Return how long the contract runs that can run longest; None without any."""
    return days.period if (days := longest_days(those)) else None


def _until(contract: Contract, today: date) -> date:
    last = contract.last_day if contract.is_over(today) else contract.last_possible_day
    if last is None:
        raise ValueError("the contract has no last day")
    return last


def _held(obligation: Obligation, until: date) -> list[StepInForce]:
    """Return the steps that hold, or hold once an extension is used, each until the next takes effect."""
    dated = [(step.first_day, step) for step in obligation.steps.all() if step.first_day]
    held = sorted(dated, key=lambda each: (each[0], each[1].number))
    ends = [*(first - ONE_DAY for first, _step in held), until][1:]
    return [
        StepInForce(step.number, step.threshold, first, last, step.option, step.notice_on)
        for (first, step), last in zip(held, ends, strict=True)
        if first <= last
    ]


def _asked(steps: Sequence[StepInForce]) -> tuple[object, ...]:
    return tuple((step.threshold, step.first, step.last) for step in steps)
