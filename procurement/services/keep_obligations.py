"""Keep what was planned as the obligations of a contract: worded as now, with its steps as written and on days."""

from collections.abc import Iterable, Sequence

from procurement.models import Contract, ContractParty, Obligation, ObligationStep
from procurement.models.asked import STAIRCASE_RULES
from procurement.models.obligations import COMES_WITH
from procurement.queries.obligations import obligations_of
from procurement.queries.planned_obligations import ObligedStep, PlannedObligation
from procurement.queries.staircases import bounds_of, unit_of

SAID = (
    *("asked_id", "version_id", "code", "title", "wording", "proof", "language", "kind", "themes", "values", "answer"),
    "audit_right",
    *("unit", "direction", "period", "low", "high", *STAIRCASE_RULES),
)
_Placed = Sequence[tuple[PlannedObligation, ContractParty | None]]


def keep_obligations(contract: Contract, planned: _Placed) -> list[Obligation]:
    """Return the stored obligations, each of one supplier or, where it is None, of all."""
    kept = [_obligation(contract, each, party, position) for position, (each, party) in enumerate(planned, start=1)]
    Obligation.objects.bulk_create(kept)
    ObligationStep.objects.bulk_create(
        _step(obligation, step) for obligation, (each, _party) in zip(kept, planned, strict=True) for step in each.steps
    )
    return kept


def pass_on_obligations(contract: Contract, framework: Contract, party: ContractParty) -> None:
    """Let a call-off oblige to what its framework agreement obliges the supplier to, on the same days."""
    for obligation in obligations_of(framework):
        if obligation.party_id not in (None, party.pk):
            continue
        said = {name: getattr(obligation, name) for name in SAID}
        copy = Obligation.objects.create(
            organisation_id=contract.organisation_id, contract=contract, position=obligation.position, **said
        )
        ObligationStep.objects.bulk_create(_passed_on(copy, obligation.steps.all()))


def _obligation(
    contract: Contract, planned: PlannedObligation, party: ContractParty | None, position: int
) -> Obligation:
    asked, content = planned.asked, planned.content
    obligation = Obligation(
        organisation_id=contract.organisation_id,
        contract=contract,
        party=party,
        position=position,
        asked=asked,
        version_id=asked.version_id,
        code=asked.code,
        title=planned.title[:300],
        wording=planned.wording,
        proof=planned.proof,
        language=planned.language,
        values=asked.values if content is None else dict(planned.values),
        answer=planned.answer,
    )
    if content:
        obligation.kind, obligation.themes = content.kind.value, [theme.value for theme in content.themes]
    if content and content.measure:
        obligation.period, obligation.unit = content.measure.period.value, unit_of(content.measure)
    if content and planned.staircase:
        obligation.direction = planned.staircase.direction.value
        obligation.low, obligation.high = bounds_of(content)
    for name in STAIRCASE_RULES if planned.stairs else ():
        setattr(obligation, name, getattr(planned.stairs, name))
    return obligation


def _step(obligation: Obligation, planned: ObligedStep) -> ObligationStep:
    step = planned.written.step
    comes_with = {name: getattr(planned.beside, name) for name in COMES_WITH} if planned.beside else {}
    comes_with["notice_months"] = step.notice_months
    return ObligationStep(
        organisation_id=obligation.organisation_id,
        obligation=obligation,
        number=planned.number,
        origin=planned.written.origin.value,
        threshold=step.threshold,
        months=step.months,
        day=step.day,
        **comes_with,
    )


def _passed_on(copy: Obligation, steps: Iterable[ObligationStep]) -> list[ObligationStep]:
    """Return the framework's steps that hold, on fixed days."""
    held = [step for step in steps if step.first_day and not step.needs_option]
    return [
        ObligationStep(
            organisation_id=copy.organisation_id,
            obligation=copy,
            number=number,
            origin=step.origin,
            threshold=step.threshold,
            day=step.first_day,
            **{name: getattr(step, name) for name in COMES_WITH},
        )
        for number, step in enumerate(held, start=1)
    ]
