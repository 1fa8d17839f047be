"""A bid that commits to higher thresholds or earlier steps than the staircase asks for, in points or in tonnes.

Method: docs/methods/evaluation.md. Each day counts by how far its offer goes from what is asked to the best that is
rewarded; a day on which the best is asked for already leaves nothing to offer, and does not count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from foundation.problems import Problem, Severity
from procurement.calculations.contract_period import ONE_DAY
from procurement.calculations.exact_figures import as_decimal, exact, total
from procurement.calculations.staircase import StepInForce, is_stricter, threshold_on
from requirements_bank.calculations.requirement import Direction


@dataclass(frozen=True, slots=True)
class OfferScale:
    """The days that count, what holds where nothing is asked (`floor`), and the `best` that is rewarded."""

    direction: Direction
    floor: Decimal
    best: Decimal
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Days:
    """Days on which the same is asked and offered."""

    number: int
    asked: Decimal
    offered: Decimal


def offer_problems(
    asked: Sequence[StepInForce], offered: Sequence[StepInForce], scale: OfferScale, place: str
) -> list[Problem]:
    """Return what keeps an offer from points, and a warning where it goes below what is asked.

    An offer that is not there (`offered` empty) is missing: it is a problem, not an offer of the least.
    """
    if not is_stricter(scale.direction, scale.best, scale.floor) or scale.last < scale.first:
        return [Problem("scale_without_width", place, values={"floor": scale.floor, "best": scale.best})]
    if not offered:
        return [Problem("offer_missing", place)]
    stretches = list(_stretches(asked, offered, scale))
    if all(_room(days, scale) == 0 for days in stretches):
        return [Problem("nothing_to_offer", place)]
    below = next((days for days in stretches if is_stricter(scale.direction, days.asked, days.offered)), None)
    if below is None:
        return []
    values = {"asked": below.asked, "offered": below.offered}
    return [Problem("below_what_is_asked", place, severity=Severity.WARNING, values=values)]


def offer_points(
    asked: Sequence[StepInForce], offered: Sequence[StepInForce], scale: OfferScale, most: Decimal
) -> Decimal:
    """Return most × the share of the way from what is asked to the best, averaged over the days that leave a way.

    The way of a day is bounded to 0..1. ValueError where `offer_problems` has an error.
    """
    if any(problem.is_error for problem in offer_problems(asked, offered, scale, "offer")):
        raise ValueError("an offer that has errors gives no points")
    open_days = [days for days in _stretches(asked, offered, scale) if _room(days, scale) > 0]
    gone = total(days.number * _gone(days, scale) / _room(days, scale) for days in open_days)
    return as_decimal(exact(most) * gone / sum(days.number for days in open_days))


def _stretches(asked: Sequence[StepInForce], offered: Sequence[StepInForce], scale: OfferScale) -> Iterator[_Days]:
    """Yield the days from one change of what is asked or offered to the next; what is not said is the floor."""
    changes = {step.first for step in (*asked, *offered)} | {step.last + ONE_DAY for step in (*asked, *offered)}
    begins = sorted({scale.first, *(day for day in changes if scale.first < day <= scale.last)})
    for day, following in zip(begins, [*begins[1:], scale.last + ONE_DAY], strict=True):
        asked_then = _bounded(threshold_on(day, asked), scale)
        offered_then = threshold_on(day, offered)
        yield _Days((following - day).days, asked_then, asked_then if offered_then is None else offered_then)


def _bounded(threshold: Decimal | None, scale: OfferScale) -> Decimal:
    """Return what is asked, between the floor and the best."""
    if threshold is None or is_stricter(scale.direction, scale.floor, threshold):
        return scale.floor
    return scale.best if is_stricter(scale.direction, threshold, scale.best) else threshold


def _room(days: _Days, scale: OfferScale) -> Fraction:
    """How far it is from what is asked to the best."""
    return _toward_best(days.asked, scale.best, scale)


def _gone(days: _Days, scale: OfferScale) -> Fraction:
    """How far the offer goes beyond what is asked, no further than the best."""
    return min(max(_toward_best(days.asked, days.offered, scale), Fraction(0)), _room(days, scale))


def _toward_best(low: Decimal, high: Decimal, scale: OfferScale) -> Fraction:
    way = exact(high) - exact(low)
    return way if scale.direction is Direction.AT_LEAST else -way
