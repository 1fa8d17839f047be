"""A threshold with its side, in the same words wherever a step is shown: of an award criterion nothing is a minimum."""

from django.utils.translation import gettext as _

from requirements_bank.calculations.requirement import Direction, Kind
from requirements_bank.reports.code_words import DIRECTIONS


def with_side(kind: str, direction: str | None, figure: str) -> str:
    """Return what is asked: "at least 70 %"; of an award criterion what is to be offered: "offers of 70 % or more"."""
    if not direction:
        return figure
    if kind == Kind.AWARD_CRITERION:
        more, less = _("offers of %(figure)s or more"), _("offers of %(figure)s or less")
        return (more if direction == Direction.AT_LEAST else less) % {"figure": figure}
    return f"{str(DIRECTIONS[Direction(direction)]).lower()} {figure}"


def side_alone(kind: str, direction: str) -> str:
    """Return the side of thresholds that stand beside it, each without its own."""
    if kind == Kind.AWARD_CRITERION:
        more = _("award criterion: bids are asked to offer so much or more")
        less = _("award criterion: bids are asked to offer so much or less")
        return more if direction == Direction.AT_LEAST else less
    return str(DIRECTIONS[Direction(direction)]).lower()


def criterion_sentence(kind: str) -> str:
    """Return what the steps of an award criterion mean; empty for all else."""
    if kind != Kind.AWARD_CRITERION:
        return ""
    return _(
        "This is an award criterion: bids get points for what they offer on each step, and what the winner offers is "
        "binding."
    )
