"""Whether a staircase is complete in the tender documents: everything that a supplier has to know before bidding.

Method: docs/methods/staircase.md, "Complete in the tender documents". What is missing is an error; what the check of
the steps warns of stays a warning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foundation.problems import Problem
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import OnPartialProof, Staircase
from procurement.calculations.staircase_check import problems_of, problems_of_steps


@dataclass(frozen=True, slots=True)
class StepTerms:
    """What comes with one step: its own proof, and for bonus and penalty whether a sum belongs to it and which."""

    proof: str = ""
    bonus_needs_sum: bool = False
    bonus: Decimal | None = None
    penalty_needs_sum: bool = False
    penalty: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StaircaseTerms:
    """A staircase as it goes into the documents; `proof` is the requirement's own, which holds where a step has none.

    `period` is None while the contract's days are not said, `agreed_on` the day on which suppliers learn of the steps.
    """

    staircase: Staircase
    steps: tuple[StepTerms, ...]
    period: ContractPeriod | None
    proof: str = ""
    on_partial_proof: OnPartialProof = OnPartialProof.NOT_KEPT
    days_to_complete: int | None = None
    agreed_on: date | None = None


def lacks_of(terms: StaircaseTerms) -> list[Problem]:
    """Return what keeps a staircase from being complete, errors and warnings, step by step.

    Places are those of the check of the steps, "staircase" and "contract". No error means complete.
    """
    return [*_of_contract(terms), *_of_steps(terms), *_of_terms(terms)]


def is_complete(problems: list[Problem]) -> bool:
    """Return whether nothing is missing; warnings are to think over."""
    return not any(problem.is_error for problem in problems)


def _of_contract(terms: StaircaseTerms) -> Iterator[Problem]:
    if terms.period is None:
        yield Problem("no_contract_days", "contract")
        yield from problems_of_steps(terms.staircase)
    else:
        yield from problems_of(terms.staircase, terms.period, agreed_on=terms.agreed_on)


def _of_steps(terms: StaircaseTerms) -> Iterator[Problem]:
    for number, step in enumerate(terms.steps, start=1):
        place = f"step {number}"
        if not step.proof.strip() and not terms.proof.strip():
            yield Problem("no_proof", place, "proof", values={"number": number})
        if step.bonus_needs_sum and step.bonus is None:
            yield Problem("bonus_without_sum", place, "bonus_amount", values={"number": number})
        if step.penalty_needs_sum and step.penalty is None:
            yield Problem("penalty_without_sum", place, "penalty_amount", values={"number": number})


def _of_terms(terms: StaircaseTerms) -> Iterator[Problem]:
    if terms.on_partial_proof is OnPartialProof.TIME_TO_COMPLETE and not terms.days_to_complete:
        yield Problem("no_days_to_complete", "staircase", "days_to_complete")
