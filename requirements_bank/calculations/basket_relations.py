"""How requirements that stand beside each other relate: conflicts, and what another one makes superfluous."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

CONFLICTS, REPLACES, INCLUDES = "conflicts_with", "replaces", "includes"


@dataclass(frozen=True, slots=True)
class Related:
    """One requirement says of another that it replaces, includes or conflicts with it."""

    one: Hashable
    kind: str
    other: Hashable


def relations_within(chosen: Sequence[Hashable], relations: Iterable[Related]) -> list[Related]:
    """Return what holds among the chosen, conflicts once for each pair; replaced is also what a replaced one replaces.

    >>> chain = [Related("C", "replaces", "B"), Related("B", "replaces", "A")]
    >>> [(each.one, each.other) for each in relations_within(["A", "C"], chain)]
    [('C', 'A')]
    """
    within, known = set(chosen), list(relations)
    found = {
        (each.kind, frozenset((each.one, each.other)) if each.kind == CONFLICTS else (each.one, each.other)): each
        for each in [*_further(known), *known]
        if each.one in within and each.other in within and each.one != each.other
    }
    return sorted(found.values(), key=lambda each: (each.kind, chosen.index(each.one), chosen.index(each.other)))


def superseded_by(one: Hashable, relations: Iterable[Related]) -> set[Hashable]:
    """Return what the requirement makes superfluous: all that it replaces or includes, and what those do."""
    below: dict[Hashable, set[Hashable]] = {}
    for each in relations:
        if each.kind in (REPLACES, INCLUDES):
            below.setdefault(each.one, set()).add(each.other)
    reached: set[Hashable] = set()
    waiting = [one]
    while waiting:
        for other in below.get(waiting.pop(), set()) - reached:
            reached.add(other)
            waiting.append(other)
    return reached - {one}


def _further(relations: Sequence[Related]) -> list[Related]:
    """Return the replacements that follow from others."""
    ones = dict.fromkeys(each.one for each in relations if each.kind == REPLACES)
    replacing = [each for each in relations if each.kind == REPLACES]
    return [Related(one, REPLACES, other) for one in ones for other in sorted(superseded_by(one, replacing), key=str)]
