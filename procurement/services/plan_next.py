"""Plan the purchase that follows a contract: what was said of it is carried over, with days counted back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from procurement.calculations.plan_ahead import next_ending, planned_days
from procurement.models import AskedRequirement, Procurement, Stage, Staircase
from procurement.queries.carried_weights import carried_price_weight, have_lots_their_own_weights
from procurement.queries.signed_contracts import next_signed_ending, signed_of
from procurement.queries.staircases import period_of
from procurement.services.ask import Wanted, ask_for, fill_all
from procurement.services.asked_values import Filling
from procurement.services.carry_steps import CarriedSteps, carry_steps
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.procurements import make_procurement
from requirements_bank.calculations.requirement import Kind
from requirements_bank.models import RequirementVersion, State

CARRIED = ("description", "country", "category", "cpv", "value", "procedure", "agreement", "months", "options")
TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class PlannedNext:
    """The procurement that follows; how many requirements were carried over, and the codes of those that were not.

    `staircases` says of each requirement that rose how its steps came along; `is_unweighed` that weights did not, since
    several lots weighed each on its own.
    """

    procurement: Procurement
    carried: int = 0
    left_behind: tuple[str, ...] = ()
    staircases: tuple[CarriedSteps, ...] = ()
    is_unweighed: bool = False
    is_new: bool = True


@transaction.atomic
def plan_next(procurement: Procurement, *, today: date | None = None) -> PlannedNext:
    """Return the procurement that follows this one when its contract ends next; the one there is, where there is one.

    Its requirements are those of this one in their newest published versions, with the values that still fit, and rise
    in the same steps; they begin no lower than where those of this one stand at its end.

    Raises ProcurementNotPossibleError where nobody knows when its contract ends.
    """
    ended = locked(procurement)
    known = following(ended)
    if known is not None:
        return PlannedNext(known, is_new=False)
    made = _made(ended, today or timezone.localdate())
    record_change(kind="procurement.procurement", action="planned_anew", **about(made, follows=ended.title))
    return _carry_over(ended, made)


def following(procurement: Procurement) -> Procurement | None:
    """Return what was planned to follow the procurement, and is not stopped."""
    return Procurement.objects.filter(follows=procurement).exclude(stage=Stage.STOPPED).order_by("-pk").first()


def _made(ended: Procurement, today: date) -> Procurement:
    first_day = _next_first_day(ended, today)
    days = planned_days(max(first_day, today), today)
    return make_procurement(
        organisation=ended.organisation,
        title=next_title(ended.title, days.first_day.year),
        follows=ended,
        dialogue_on=days.dialogue_on,
        announced_on=days.announced_on,
        bids_due_on=days.bids_due_on,
        awarded_on=days.awarded_on,
        first_day=days.first_day,
        **{name: getattr(ended, name) for name in CARRIED},
    )


def _next_first_day(ended: Procurement, today: date) -> date:
    """Return the day after the next end: of what is signed the contract's own, else the planned one."""
    if ending := next_signed_ending(signed_of(ended), today):
        return ending.next_first_day
    period = period_of(ended)
    if period is None:
        raise ProcurementNotPossibleError(
            _("Say when the contract begins and for how many months it runs. Then the next one can be planned.")
        )
    return next_ending(period, today).next_first_day


def next_title(title: str, year: int) -> str:
    """Return the title with its last year replaced, or with the year behind it.

    >>> next_title("Skoleskyss 2027", 2031), next_title("Renhold", 2031)
    ('Skoleskyss 2031', 'Renhold 2031')
    """
    *_before, last = [None, *re.finditer(r"\b20\d\d\b", title)]
    renamed = f"{title} {year}" if last is None else f"{title[: last.start()]}{year}{title[last.end() :]}"
    return renamed if len(renamed) <= TITLE_LENGTH else title


def _carry_over(ended: Procurement, made: Procurement) -> PlannedNext:
    asked = list(AskedRequirement.objects.filter(procurement=ended, removed_at=None))
    newest = _newest(asked)
    first: dict[int, AskedRequirement] = {}
    for each in asked:  # one that stands in several lots is carried over once
        if each.version_id in newest:
            first.setdefault(newest[each.version_id].pk, each)
    wanted = [Wanted(newest[each.version_id], each.values, each.note) for each in first.values()]
    carried = ask_for(made, wanted)
    is_unweighed = have_lots_their_own_weights(ended)
    if not is_unweighed:
        _carry_weights(ended, made, zip(carried, first.values(), strict=True))
    lost = {each.code for each in asked if each.version_id not in newest}
    return PlannedNext(made, len(carried), tuple(sorted(lost)), _carry_staircases(asked, carried, newest), is_unweighed)


def _carry_weights(
    ended: Procurement, made: Procurement, pairs: Iterable[tuple[AskedRequirement, AskedRequirement]]
) -> None:
    weighed = [(new, old) for new, old in pairs if new.version.kind == Kind.AWARD_CRITERION]
    weights = {new.pk: Filling(weight=old.weight) for new, old in weighed if old.weight is not None}
    fill_all(made, weights, price=Filling(weight=carried_price_weight(ended)))
    made.refresh_from_db(fields=["price_weight", "asked_revision", "updated_at"])


def _carry_staircases(
    asked: list[AskedRequirement], carried: list[AskedRequirement], newest: dict[int, RequirementVersion]
) -> tuple[CarriedSteps, ...]:
    """Let each requirement rise that did; where it stood in several lots, as in the first in which it rose."""
    known = Staircase.objects.filter(asked__in=asked).select_related("asked__procurement")
    former = {
        newest[each.asked.version_id].pk: each
        for each in known.order_by("-asked__position").prefetch_related("steps")
        if each.asked.version_id in newest
    }
    return tuple(carry_steps(former[new.version_id], new) for new in carried if new.version_id in former)


def _newest(asked: list[AskedRequirement]) -> dict[int, RequirementVersion]:
    """Return by the id of each asked version the published one of its requirement that is in sight."""
    versions = RequirementVersion.objects.in_bulk({each.version_id for each in asked})
    published = {
        version.requirement_id: version
        for version in RequirementVersion.objects.filter(
            requirement__in={version.requirement_id for version in versions.values()}, state=State.PUBLISHED
        ).select_related("requirement")
    }
    return {
        pk: published[version.requirement_id] for pk, version in versions.items() if version.requirement_id in published
    }
