"""Obligations of a contract as the calculations take them."""

from collections.abc import Iterable

from procurement.calculations.staircase import OnExtension, OnLateStart, Staircase
from procurement.calculations.steps_as_written import as_step
from procurement.models import Contract, Obligation, ObligationStep
from requirements_bank.calculations.requirement import Direction


def obligations_seen(contract: Contract) -> list[Obligation]:
    """Return the same as far as the reader, for whom the contract was asked, may know it: all or nothing."""
    return [] if contract.terms_are_sealed else obligations_of(contract)


def obligations_of(contract: Contract) -> list[Obligation]:
    """Return what the contract obliges to, in its order, with the steps."""
    found = Obligation.objects.filter(contract=contract).select_related("party", "version")
    return list(found.prefetch_related("steps"))


def staircase_of_obligation(obligation: Obligation, steps: Iterable[ObligationStep]) -> Staircase:
    """Return the rules of an obligation with these steps; ValueError for one that nothing measures."""
    return Staircase(
        direction=Direction(obligation.direction),
        steps=tuple(as_step(step) for step in steps),
        low=obligation.low,
        high=obligation.high,
        on_extension=OnExtension(obligation.on_extension or OnExtension.STEPS_GO_ON),
        on_late_start=OnLateStart(obligation.on_late_start or OnLateStart.FROM_ACTUAL_START),
    )
