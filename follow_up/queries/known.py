"""All that is known of obligations, as the calculation of their state takes it; six queries however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar

from follow_up.calculations.obligation_state import HeldStep, Known, Proof, Result
from follow_up.models import OPEN, CheckResult, Deviation, EvidenceCover, EvidenceState, Severity
from procurement.models import Obligation, ObligationStep
from requirements_bank.calculations.requirement import Direction

_Row = TypeVar("_Row")
SERIOUS = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


def known_of(obligations: Iterable[Obligation]) -> dict[int, Known]:
    """Return by primary key what is known of each; the contract of each has to be loaded."""
    those = list(obligations)
    keys = [each.pk for each in those]
    steps, results, proofs, open_deviations = _steps(keys), _results(keys), _proofs(keys), worst_open(keys)
    return {
        each.pk: Known(
            first_day=each.contract.first_day,
            steps=tuple(steps[each.pk]),
            results=tuple(results[each.pk]),
            proofs=tuple(proofs[each.pk]),
            open_deviations=len(open_deviations[each.pk]),
            asks_at_least=each.direction != Direction.AT_MOST,
        )
        for each in those
    }


def worst_open(keys: Collection[int]) -> dict[int, list[str]]:
    """Return the severities of the open deviations of these obligations, the worst first."""
    rows = Deviation.objects.filter(obligation__in=keys, state__in=OPEN).values_list("obligation_id", "severity")
    found = _grouped((key, severity) for key, severity in rows if key is not None)
    for severities in found.values():
        severities.sort(key=lambda severity: SERIOUS.index(Severity(severity)))
    return found


def _steps(keys: Collection[int]) -> dict[int, list[HeldStep]]:
    held = ObligationStep.objects.filter(obligation__in=keys, first_day__isnull=False, needs_option=False)
    return _grouped(
        (step.obligation_id, HeldStep(step.number, step.threshold, step.first_day, step.last_day))
        for step in held.order_by("first_day", "number")
        if step.first_day
    )


def _results(keys: Collection[int]) -> dict[int, list[Result]]:
    counting = CheckResult.objects.filter(obligation__in=keys, void_because="").order_by("-on", "-pk")
    rows = counting.values_list("obligation_id", "on", "is_kept", "value")
    return _grouped((key, Result(on, is_kept, value)) for key, on, is_kept, value in rows)


def _proofs(keys: Collection[int]) -> dict[int, list[Proof]]:
    """Return what was accepted and has no newer version that was accepted."""
    accepted = EvidenceCover.objects.filter(obligation__in=keys, evidence__state=EvidenceState.ACCEPTED).exclude(
        evidence__replaced_by__state=EvidenceState.ACCEPTED
    )
    rows = accepted.values_list("obligation_id", "evidence__effective_on", "evidence__valid_until")
    return _grouped((key, Proof(effective, until)) for key, effective, until in rows)


def _grouped(rows: Iterable[tuple[int, _Row]]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found
