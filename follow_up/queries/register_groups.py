"""The register in groups: how many obligations each holds, by state; one query whatever there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from follow_up.models import KeptState, ObligationStanding

NOTHING = Value("", output_field=CharField())


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its key, what it is called where the key does not say so, and how many are of each state."""

    key: str
    name: str
    total: int
    states: Mapping[str, int]
    deviations: int

    @property
    def kept_share(self) -> float | None:
        """The share kept of those that are known; None where nothing is."""
        known = self.states[KeptState.KEPT] + self.states[KeptState.NOT_KEPT]
        return self.states[KeptState.KEPT] / known if known else None


EACH_THEME = Func(
    F("obligation__themes"),
    template="unnest(COALESCE(NULLIF(%(expressions)s, '{}'), ARRAY[''::varchar]))",
    output_field=CharField(),
)
_PARTY = F("contract__parties__name")
_OF_ITS_PARTY = Q(obligation__party=None) | Q(obligation__party=F("contract__parties"))
GROUPS: dict[str, tuple[Any, Any]] = {
    "contract": (Cast("contract__uuid", CharField()), F("contract__title")),
    "supplier": (Coalesce(_PARTY, NOTHING), NOTHING),
    "theme": (EACH_THEME, NOTHING),
    "state": (F("state"), NOTHING),
    "requirement": (
        Concat(F("obligation__code"), Value("@"), Cast("obligation__version__number", CharField())),
        NOTHING,
    ),
    "category": (F("contract__category"), NOTHING),
    "person": (
        Coalesce(
            Cast("obligation__care__person__uuid", CharField()), Cast("contract__manager__uuid", CharField()), NOTHING
        ),
        Coalesce(F("obligation__care__person__name"), F("contract__manager__name"), NOTHING),
    ),
}
"""What the register is grouped by: the key, and what it is called."""


def groups_of(found: QuerySet[ObligationStanding], by: str) -> list[Group]:
    """Return the groups, those first of which most is not kept, then the largest.

    An obligation of several suppliers or themes counts in each of theirs.
    """
    key, name = GROUPS[by]
    those = found.filter(_OF_ITS_PARTY) if by == "supplier" else found
    counted = (
        those.order_by()
        .annotate(group_key=key, group_name=name)
        .values("group_key", "group_name")
        .annotate(
            total=Count("pk"),
            deviations=Count("pk", filter=Q(open_deviations__gt=0)),
            **{f"in_{state}": Count("pk", filter=Q(state=state)) for state in KeptState.values},
        )
    )
    rows: list[dict[str, Any]] = [dict(row) for row in counted]
    groups = [
        Group(
            key=row["group_key"] or "",
            name=row["group_name"] or "",
            total=row["total"],
            states={state: row[f"in_{state}"] for state in KeptState.values},
            deviations=row["deviations"],
        )
        for row in rows
    ]
    return sorted(groups, key=lambda group: (-group.states[KeptState.NOT_KEPT], -group.total, group.name, group.key))


def states_of(found: QuerySet[ObligationStanding]) -> dict[str, int]:
    """Return how many there are of each state."""
    counted = dict(found.order_by().values_list("state").annotate(number=Count("pk")))
    return {state: counted.get(state, 0) for state in KeptState.values}
