"""The way of a procurement as steps, with the one it stands on."""

from dataclasses import dataclass
from datetime import date

from procurement.models import Procurement, Stage
from procurement.queries.stage_traces import stages_with_traces

PATH = (Stage.IDEA, Stage.MARKET_DIALOGUE, Stage.TENDER, Stage.EVALUATION, Stage.AWARDED)
"""The stages in order; one that is stopped has left the path."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One stage: whether it is done or was skipped, where it lies behind, and whether the procurement stands on it."""

    stage: Stage
    is_done: bool
    is_current: bool
    is_skipped: bool = False


def path_of(procurement: Procurement, today: date) -> list[PathStep]:
    """Return the steps in order; what left no trace until `today` is not done.

    Of one that is stopped nothing is done or current.
    """
    here = PATH.index(Stage(procurement.stage)) if procurement.stage in PATH else -1
    traces = stages_with_traces(procurement, today) if here > 0 else frozenset()
    return [
        PathStep(stage, place < here and stage in traces, place == here, place < here and stage not in traces)
        for place, stage in enumerate(PATH)
    ]


def stages_on_the_way(procurement: Procurement, wanted: Stage) -> tuple[Stage, ...]:
    """Return the stages that it enters or passes when it moves on; none on the way back, or from a stop."""
    if procurement.stage not in PATH or wanted not in PATH:
        return ()
    return PATH[PATH.index(Stage(procurement.stage)) + 1 : PATH.index(wanted) + 1]


def stage_before(procurement: Procurement) -> Stage | None:
    """Return the stage before, None for the first and for one that is stopped."""
    here = PATH.index(Stage(procurement.stage)) if procurement.stage in PATH else 0
    return PATH[here - 1] if here else None


def stage_after(procurement: Procurement) -> Stage | None:
    """Return the next stage, None for the last; one that is stopped is taken up again as an idea."""
    if procurement.stage not in PATH:
        return PATH[0]
    here = PATH.index(Stage(procurement.stage))
    return PATH[here + 1] if here + 1 < len(PATH) else None
