"""All that is known of obligations, as the calculation of their state takes it; as many queries for one as for many."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from follow_up.calculations.obligation_state import OpenDeviation, Result, ResultKind
from follow_up.models import (
    OPEN,
    CheckResult,
    Deviation,
    DeviationState,
    Evidence,
    EvidenceCover,
    EvidenceState,
    ResultSource,
    Severity,
)
from follow_up.queries.evidence import superseded
from follow_up.queries.step_in_force import steps_by_obligation
from procurement.calculations.staircase import StepInForce
from procurement.models import Contract, Obligation
from requirements_bank.calculations.requirement import Direction

_Row = TypeVar("_Row")
SERIOUS = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)
KINDS = {ResultSource.REPORT: ResultKind.REPORT, ResultSource.EVIDENCE: ResultKind.EVIDENCE}
"""What tells on its own; whatever else somebody looked at counts as a control."""


@dataclass(frozen=True, slots=True)
class Known:
    """Steps on their days in order, results and proofs, open deviations with their severities, the worst first."""

    direction: Direction | None
    steps: tuple[StepInForce, ...]
    results: tuple[Result, ...]
    deviations: tuple[OpenDeviation, ...]
    severities: tuple[str, ...]


def known_of(obligations: Iterable[Obligation]) -> dict[int, Known]:
    """Return by primary key what is known of each; the contract of each has to be loaded.

    What nothing measures is one step from the contract's first day on; what is measured has steps of its own, even if
    it is a single one. Accepted evidence that a newer accepted version replaces is not known any more. A deviation
    that somebody checked and closed shows that the obligation is kept on that day.
    """
    those = list(obligations)
    keys = [each.pk for each in those]
    steps, results, proofs = steps_by_obligation(keys), _results(keys), _proofs(keys)
    found, mended = _deviations(keys), _mended(keys)
    return {
        each.pk: Known(
            direction=Direction(each.direction) if steps.get(each.pk) and each.direction else None,
            steps=tuple(steps.get(each.pk, ())) or (() if each.rises else _whole_time(each.contract)),
            results=(*results.get(each.pk, ()), *proofs.get(each.pk, ()), *mended.get(each.pk, ())),
            deviations=tuple(OpenDeviation(on) for on, _severity in found.get(each.pk, ())),
            severities=tuple(sorted((severity for _on, severity in found.get(each.pk, ())), key=SERIOUS.index)),
        )
        for each in those
    }


def _whole_time(contract: Contract) -> tuple[StepInForce, ...]:
    if contract.first_day is None or contract.last_day is None:
        return ()
    return (StepInForce(1, Decimal(1), contract.first_day, contract.last_day, 0),)


def _results(keys: Collection[int]) -> dict[int, list[Result]]:
    counting = CheckResult.objects.filter(obligation__in=keys, void_because="").order_by("on", "pk")
    rows = counting.values_list("obligation_id", "source", "on", "value", "is_kept")
    return _grouped(
        (key, Result(KINDS.get(ResultSource(source), ResultKind.CONTROL), on, value, is_kept))
        for key, source, on, value, is_kept in rows
    )


def _proofs(keys: Collection[int]) -> dict[int, list[Result]]:
    accepted = EvidenceCover.objects.filter(obligation__in=keys, evidence__state=EvidenceState.ACCEPTED)
    covers = list(accepted.select_related("evidence"))
    contracts = {each.evidence.contract_id for each in covers}
    old = superseded(Evidence.objects.filter(contract__in=contracts)) if covers else set()
    proofs = ((each.obligation_id, each.evidence) for each in covers if each.evidence_id not in old)
    return _grouped(
        (key, Result(ResultKind.EVIDENCE, proof.effective_on, is_kept=True, valid_to=proof.valid_until))
        for key, proof in proofs
    )


def _deviations(keys: Collection[int]) -> dict[int, list[tuple[date, str]]]:
    rows = Deviation.objects.filter(obligation__in=keys, state__in=OPEN)
    found = rows.values_list("obligation_id", "found_on", "severity")
    return _grouped((key, (on, severity)) for key, on, severity in found if key is not None)


def _mended(keys: Collection[int]) -> dict[int, list[Result]]:
    closed = Deviation.objects.filter(obligation__in=keys, state=DeviationState.CLOSED).exclude(closed_on=None)
    rows = closed.values_list("obligation_id", "closed_on")
    return _grouped((key, Result(ResultKind.MENDED, on, is_kept=True)) for key, on in rows if key and on)


def _grouped(rows: Iterable[tuple[int, _Row]]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found
