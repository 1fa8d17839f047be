"""What an award would make, before it is decided: each contract with what it obliges to and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language

from foundation import figures
from procurement.calculations.obligation_steps import Origin
from procurement.calculations.option_days import OptionDays, option_days
from procurement.models import Lot, Procurement
from procurement.queries.asked import AskedLine
from procurement.queries.awards import standstill_of
from procurement.queries.planned_obligations import PlannedObligation, lines_of_lot, placed_obligations
from procurement.queries.staircases import unit_of
from procurement.reports.contract_words import threshold_in_words
from procurement.services.award_terms import AwardTerms, Winner, names_of, value_of_contract
from requirements_bank.calculations.requirement import Kind


@dataclass(frozen=True, slots=True)
class PreviewedStep:
    """One step as the preview says it."""

    asked: str
    first: date
    last: date
    option: int
    needs_option: bool
    is_offered: bool


@dataclass(frozen=True, slots=True)
class PreviewedObligation:
    """One obligation; `supplier` is whom it binds, empty where it binds all of the contract's."""

    planned: PlannedObligation
    supplier: str
    steps: list[PreviewedStep]

    @property
    def promised(self) -> str:
        """What is offered on an award criterion that does not rise, and will be owed throughout; empty for all else."""
        content, only = self.planned.content, self.steps[0] if len(self.steps) == 1 else None
        is_criterion = content is not None and content.kind is Kind.AWARD_CRITERION
        return only.asked if only and is_criterion and only.is_offered else ""


@dataclass(frozen=True, slots=True)
class PreviewedContract:
    """One contract that would be made. `is_like_first` where its obligations stand at the first one already."""

    suppliers: str
    value: str
    obligations: list[PreviewedObligation]
    is_like_first: bool = False


@dataclass(frozen=True, slots=True)
class AwardPreview:
    """Everything that an award would make."""

    contracts: list[PreviewedContract]
    first_day: date
    last_day: date
    options: list[OptionDays]
    standstill_until: date | None


def preview_of(procurement: Procurement, lot: Lot | None, winners: Sequence[Winner], terms: AwardTerms) -> AwardPreview:
    """Return what an award to these winners on these terms would make."""
    lines = lines_of_lot(procurement, lot)
    groups = [list(winners)] if terms.together else [[winner] for winner in winners]
    first, *others = [_contract(procurement, lines, group, terms, len(groups)) for group in groups]
    found = standstill_of(procurement.country, terms.told_on)
    return AwardPreview(
        [first, *(replace(each, is_like_first=_is_like(each, first)) for each in others)],
        terms.first_day,
        terms.days.period.last,
        option_days(terms.days.period, terms.notice_months),
        found[1] if found else None,
    )


def _contract(
    procurement: Procurement, lines: Iterable[AskedLine], winners: Sequence[Winner], terms: AwardTerms, contracts: int
) -> PreviewedContract:
    own = value_of_contract(winners, terms, is_one_of_several=contracts > 1)
    value = "" if own is None else figures.money(own, procurement.currency, get_language() or "en")
    parties = [(winner.name, winner.offer) for winner in winners]
    placed = placed_obligations(lines, parties, terms.days, terms.language, terms.obligations)
    return PreviewedContract(
        names_of(winners), value, [PreviewedObligation(each, name or "", _steps(each)) for each, name in placed]
    )


def _steps(planned: PlannedObligation) -> list[PreviewedStep]:
    if planned.staircase is None or planned.content is None or planned.content.measure is None:
        return []
    direction, unit = planned.staircase.direction.value, unit_of(planned.content.measure)
    return [
        PreviewedStep(
            threshold_in_words(direction, unit, step.written.step.threshold),
            step.resolved.in_force.first,
            step.resolved.in_force.last,
            step.resolved.in_force.option,
            step.resolved.needs_option,
            step.written.origin is Origin.OFFERED,
        )
        for step in planned.steps
        if step.resolved
    ]


def _is_like(contract: PreviewedContract, other: PreviewedContract) -> bool:
    return [(each.planned.asked, each.planned.answer, each.steps) for each in contract.obligations] == [
        (each.planned.asked, each.planned.answer, each.steps) for each in other.obligations
    ]
