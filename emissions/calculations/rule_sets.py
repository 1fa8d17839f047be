"""Sets of rules as they travel, between municipalities and from a network to its members: compared before use.

Source: docs/methods/rule_sets.md. A rule that comes is known by its id where the receiver has one of that id; else by
which lines it is for. Then it is
1. the same: as ours, in all that it says (a rule of other origin: whatever its explanation and number are);
2. changed: our rule of that id, worded anew;
3. in conflict: for the same lines as one of ours, saying something else;
4. new: for lines that none of ours names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from emissions.calculations.organisation_rules import DEFAULT_PRECEDENCE
from emissions.calculations.rule_drafts import RuleDraft

FIELDS: tuple[str, ...] = tuple(RuleDraft.__slots__)
TEXTS = tuple(name for name in FIELDS if name != "precedence")


@dataclass(frozen=True, slots=True)
class SetRule:
    """One rule of a set: its id where it was made, or "" where nobody said, and the row of the file it stood in."""

    identity: str
    draft: RuleDraft
    row: int = 0


class Standing(StrEnum):
    """What a rule that comes is to those that hold."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Compared:
    """A rule that comes, what it is to ours, and ours where there is one."""

    came: SetRule
    standing: Standing
    held: SetRule | None = None


def compare(held: Iterable[SetRule], came: Sequence[SetRule]) -> list[Compared]:
    """Return what each rule that comes is to those that hold, in the order in which they come.

    Each held rule has an id of its own, and no two are for the same lines; nor are two that come (`said_twice`). A held
    rule that comes for other lines than before leaves its old ones free.
    """
    coming = {rule.identity: rule.draft.lines for rule in came if rule.identity}
    by_identity, by_lines = {}, {}
    for rule in held:
        by_identity[rule.identity] = rule
        if coming.get(rule.identity, rule.draft.lines) == rule.draft.lines:
            by_lines[rule.draft.lines] = rule
    return [_compared(rule, by_identity.get(rule.identity), by_lines.get(rule.draft.lines)) for rule in came]


def _compared(came: SetRule, known: SetRule | None, rival: SetRule | None) -> Compared:
    if known is not None and rival in (None, known):
        return Compared(came, Standing.SAME if came.draft == known.draft else Standing.CHANGED, known)
    if rival is not None:
        same = rival.draft.outcome == came.draft.outcome
        return Compared(came, Standing.SAME if same else Standing.CONFLICT, rival)
    return Compared(came, Standing.NEW)


def said_twice(rules: Sequence[SetRule]) -> dict[int, int]:
    """Return by row the earlier row of the same set that is the same rule, or one for the same lines."""
    first: dict[tuple[str, ...], int] = {}
    found = {}
    for rule in rules:
        keys = [rule.draft.lines, *([(rule.identity,)] if rule.identity else [])]
        earlier = min(first.setdefault(key, rule.row) for key in keys)
        if earlier != rule.row:
            found[rule.row] = earlier
    return found


def as_json(rule: SetRule) -> dict[str, Any]:
    """Return a rule as sets keep it: its id and all fields of a draft."""
    return {"id": rule.identity, **asdict(rule.draft)}


def from_json(said: Mapping[str, Any], row: int = 0) -> SetRule:
    """Return a rule as a set kept it; fields that it does not have are empty."""
    texts = {name: str(said.get(name) or "") for name in TEXTS}
    number = said.get("precedence") or DEFAULT_PRECEDENCE
    return SetRule(str(said.get("id") or ""), RuleDraft(**texts, precedence=int(number)), row)
