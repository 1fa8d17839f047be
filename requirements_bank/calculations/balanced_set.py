"""A balanced set of requirements for one purchase: what to ask, why each is in, and why the others are not.

Rules, in this order:

1. Of each topic at most one: at the wished level, else nearest to it (the lower of two), among those within the highest
   level that fits and for which the market is ready enough: a growing market for advanced, an early one for spearhead.
2. What one of the chosen replaces or includes is left out, and so is what conflicts with one that was taken before.
3. Kinds take turns, so that the set is a mix; each kind, the whole and the hours of follow-up stay within their limits.

The closest category comes first, then the level closest to the wish, then the readier market, then what can be
measured, then the code.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from requirements_bank.calculations.basket_relations import CONFLICTS, Related, superseded_by
from requirements_bank.calculations.proportionality import HOURS, LEVELS, TOTAL, Limits
from requirements_bank.calculations.requirement import Kind, Level, Maturity

METHOD_VERSION = "1.0"
TURNS = (
    Kind.CONTRACT_CLAUSE, Kind.TECHNICAL_SPECIFICATION, Kind.AWARD_CRITERION, Kind.REPORTING_DUTY, Kind.QUALIFICATION,
)  # fmt: skip
READY_ENOUGH = {
    Level.BASIC: (Maturity.READY,),
    Level.ADVANCED: (Maturity.READY, Maturity.GROWING),
    Level.SPEARHEAD: tuple(Maturity),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A requirement that could be asked; `closeness` is how closely its categories meet the purchase's (2 the same)."""

    key: Hashable
    code: str
    topic: str
    kind: Kind
    level: Level
    maturity: Maturity
    is_measurable: bool
    hours: Decimal
    closeness: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """One that is in, with the codes of the reasons."""

    candidate: Candidate
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One that is not in, with the code of the reason and the code of the requirement it is because of, if any."""

    candidate: Candidate
    reason: str
    because: str = ""


@dataclass(slots=True)
class BalancedSet:
    """The set in the order in which it was chosen."""

    chosen: list[Chosen] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def hours(self) -> Decimal:
        """The hours of follow-up a year."""
        return sum((each.candidate.hours for each in self.chosen), Decimal(0))


def balanced_set(
    candidates: Sequence[Candidate], wish: Level, limits: Limits, relations: Sequence[Related]
) -> BalancedSet:
    """Return the set for a purchase, from everything that could be asked in it."""
    made = BalancedSet()
    waiting = _by_kind(_one_per_topic(candidates, wish, limits, made), wish)
    while any(waiting.values()):
        for kind in TURNS:
            if waiting[kind]:
                _take_or_leave(waiting[kind].pop(0), wish, limits, relations, made)
    return made


def _one_per_topic(candidates: Sequence[Candidate], wish: Level, limits: Limits, made: BalancedSet) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    fitting = []
    for candidate in candidates:
        if LEVELS.index(candidate.level) > LEVELS.index(limits.highest_level):
            made.left_out.append(LeftOut(candidate, "level_too_high"))
        elif candidate.maturity not in READY_ENOUGH[wish]:
            made.left_out.append(LeftOut(candidate, "market_not_ready"))
        else:
            fitting.append(candidate)
    for candidate in sorted(fitting, key=lambda each: (_distance(each, wish), _order(each, wish))):
        if candidate.topic in best:
            made.left_out.append(LeftOut(candidate, "other_of_topic", best[candidate.topic].code))
        else:
            best[candidate.topic] = candidate
    return list(best.values())


def _by_kind(candidates: Sequence[Candidate], wish: Level) -> Mapping[Kind, list[Candidate]]:
    return {
        kind: sorted((each for each in candidates if each.kind is kind), key=lambda each: _order(each, wish))
        for kind in TURNS
    }


def _take_or_leave(
    candidate: Candidate, wish: Level, limits: Limits, relations: Sequence[Related], made: BalancedSet
) -> None:
    against = _against(candidate, limits, relations, made)
    if against:
        made.left_out.append(against)
    else:
        made.chosen.append(Chosen(candidate, _reasons(candidate, wish, made)))


def _against(candidate: Candidate, limits: Limits, relations: Sequence[Related], made: BalancedSet) -> LeftOut | None:
    for other in (each.candidate for each in made.chosen):
        if candidate.key in superseded_by(other.key, relations) or other.key in superseded_by(candidate.key, relations):
            return LeftOut(candidate, "replaced", other.code)
        if any(each.kind == CONFLICTS and {each.one, each.other} == {candidate.key, other.key} for each in relations):
            return LeftOut(candidate, "conflicts", other.code)
    kinds = Counter(each.candidate.kind for each in made.chosen)
    most_of_kind, most, hours = (limits.number(name) for name in (candidate.kind.value, TOTAL, HOURS))
    if most is not None and len(made.chosen) >= most:
        return LeftOut(candidate, "total_reached")
    if most_of_kind is not None and kinds[candidate.kind] >= most_of_kind:
        return LeftOut(candidate, "kind_reached")
    if hours is not None and made.hours + candidate.hours > hours:
        return LeftOut(candidate, "hours_reached")
    return None


def _reasons(candidate: Candidate, wish: Level, made: BalancedSet) -> tuple[str, ...]:
    said = {
        "at_level": candidate.level is wish,
        "nearest_level": candidate.level is not wish,
        "market_ready": candidate.maturity is Maturity.READY,
        "measurable": candidate.is_measurable,
        "first_of_kind": all(each.candidate.kind is not candidate.kind for each in made.chosen),
    }
    return tuple(code for code, holds in said.items() if holds)


def _distance(candidate: Candidate, wish: Level) -> tuple[int, int]:
    steps = LEVELS.index(candidate.level) - LEVELS.index(wish)
    return abs(steps), int(steps > 0)


def _order(candidate: Candidate, wish: Level) -> tuple[int, tuple[int, int], int, bool, str]:
    return (
        -candidate.closeness,
        _distance(candidate, wish),
        tuple(Maturity).index(candidate.maturity),
        not candidate.is_measurable,
        candidate.code,
    )
