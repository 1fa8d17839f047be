"""Take a network's published rules over as rows of the member's own, so that each mapping version pins what held.

Method: docs/decisions/0071-rules-of-a-network.md. Only rows are written here; whoever calls makes the mapping version.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from emissions.calculations.rule_drafts import RuleDraft
from emissions.calculations.rule_sets import from_json
from emissions.models import ClassificationRule, Follows, NetworkRules, NetworkRuleSet
from emissions.queries.mapping import draft_of
from emissions.queries.network_rules import inherited_rows, newest_sets
from foundation.changes.record import record_change
from organisations.models import Organisation
from organisations.queries.networks import networks_of


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many rules began to hold, were worded anew, and hold no longer."""

    added: int
    changed: int
    ended: int

    @property
    def moves(self) -> bool:
        """Whether anything is different from before."""
        return bool(self.added or self.changed or self.ended)


def behind(organisation: Organisation) -> list[tuple[NetworkRules, NetworkRuleSet]]:
    """Return the choices that follow by themselves and whose network has published since, with what it published."""
    choices = list(
        NetworkRules.objects.filter(organisation=organisation, is_on=True, follows=Follows.AUTOMATIC).order_by("pk")
    )
    if not choices:
        return []
    today = set(networks_of(organisation).values_list("network_id", flat=True))
    newest = newest_sets([choice.network_id for choice in choices if choice.network_id in today])
    pairs = [(choice, newest.get(choice.network_id)) for choice in choices]
    return [(choice, found) for choice, found in pairs if found and found.number > (choice.taken or 0)]


def follow(organisation: Organisation, number: int) -> bool:
    """Take over what networks have published since; `number` is the version to build on. Tell whether rules moved."""
    moved = False
    for choice, published in behind(organisation):
        taken = apply_set(choice, published, number)
        choice.taken = published.number
        choice.save(update_fields=["taken", "updated_at"])
        record_take_over(choice, taken, "followed")
        moved = moved or taken.moves
    return moved


def apply_set(choice: NetworkRules, published: NetworkRuleSet | None, number: int) -> TakenOver:
    """Let the rules of a published set hold for the member from the version after `number` on; None ends them all.

    Rules that the member switched off do not hold. What is as it was stays untouched.
    """
    wanted = wanted_rules(choice, published)
    held = {row.uuid: row for row in inherited_rows(choice.organisation_id, number, choice.network_id)}
    gone = [row for row in held.values() if wanted.get(row.uuid) != draft_of(row)]
    ClassificationRule.objects.filter(pk__in=[row.pk for row in gone]).update(until_version=number + 1)
    fresh = {key: draft for key, draft in wanted.items() if key not in held or draft_of(held[key]) != draft}
    ClassificationRule.objects.bulk_create(
        ClassificationRule(
            organisation=choice.organisation,
            network=choice.network,
            uuid=identity,
            since_version=number + 1,
            **asdict(draft),
        )
        for identity, draft in fresh.items()
    )
    changed = sum(1 for key in fresh if key in held)
    return TakenOver(len(fresh) - changed, changed, len(gone) - changed)


def wanted_rules(choice: NetworkRules, published: NetworkRuleSet | None) -> Mapping[UUID, RuleDraft]:
    """Return by id the rules of a set that are to hold for the member."""
    if published is None:
        return {}
    off = set(choice.switched_off)
    rules = [from_json(said) for said in published.rules]
    return {UUID(rule.identity): rule.draft for rule in rules if rule.identity not in off}


def record_take_over(choice: NetworkRules, taken: TakenOver, action: str) -> None:
    """Record what a member did with a network's rules."""
    record_change(
        organisation_id=choice.organisation_id,
        kind="emissions.network_rules",
        object_id=choice.network.uuid,
        action=action,
        summary={"network": choice.network.name, "version": choice.taken or 0, **asdict(taken)},
    )
