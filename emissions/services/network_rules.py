"""A network publishes its rules in versions; a member says whether they hold, takes a version over, leaves some out.

Method: docs/decisions/0071-rules-of-a-network.md. Whatever changes what holds for a member makes a mapping version of
the member's own, by the member's own people.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.rule_sets import as_json, from_json
from emissions.models import Follows, MappingVersion, NetworkRules, NetworkRuleSet
from emissions.queries.mapping import latest_mapping_version, own_rows, set_rule_of
from emissions.queries.network_rules import newest_sets, sets_of
from emissions.reports.rule_files import travelling
from emissions.services.change_rules import require_seen
from emissions.services.inherited_rules import TakenOver, apply_set, record_take_over
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version, make_mapping_version
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError, NotFoundError
from foundation.postgres.locks import hold
from organisations.models import Organisation
from organisations.queries.networks import networks_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member wants of a network's rules; `switched_off` are ids of rules that are not to hold."""

    is_on: bool
    follows: str = Follows.AUTOMATIC
    switched_off: tuple[str, ...] = ()


@transaction.atomic
def publish_rule_set(*, network: Organisation, note: str = "") -> NetworkRuleSet:
    """Publish the rules that hold for a network as the next version of its set, and return it.

    Rules that name a person's number stay at home. Raises DomainError for an organisation that is no network, and
    where nothing is different from the set that is out.
    """
    if not network.is_network:
        raise DomainError(_("Only a purchasing network publishes rules for its members."))
    hold("rule_set", network.pk)
    latest, newest = latest_mapping_version(network), sets_of(network).first()
    rows = own_rows(network.pk, latest.number) if latest else []
    rules = [as_json(rule) for rule in travelling(map(set_rule_of, rows))]
    if newest.rules == rules if newest else not rules:
        raise DomainError(_("Nothing is different from what is published. Change a rule first."))
    published = NetworkRuleSet.objects.create(
        organisation=network,
        number=newest.number + 1 if newest else 1,
        rules=rules,
        note=note,
        published_by=current_actor().name,
    )
    record_change(
        organisation_id=network.pk,
        kind="emissions.network_rule_set",
        object_id=published.number,
        action="published",
        summary={"version": published.number, "rules": len(rules)},
    )
    return published


@transaction.atomic
def choose_network_rules(
    *, member: Organisation, network: Organisation, wish: Wish, revision: int | None = None, seen: int | None = None
) -> TakenOver:
    """Let a network's rules hold for a member, or no longer, all but those switched off; return what moved.

    Switching on takes the newest set over; what was on keeps its version. `revision` and `seen` are the choice and the
    mapping version that somebody saw. Raises NotFoundError for a network that has nothing for the member, ConflictError
    where somebody else decided in between.
    """
    latest = _prepared(member, seen)
    choice = _locked_choice(member, network, revision)
    if wish.is_on and not choice.is_on:
        choice.taken = _newest(member, network).number
    published = _set_taken(choice) if wish.is_on else None
    known = {from_json(said).identity for said in published.rules} if published else set()
    choice.is_on, choice.follows = wish.is_on, Follows(wish.follows)
    if wish.is_on and published is None:
        raise NotFoundError(_("You are no longer a member of the network: its rules can only be switched off."))
    choice.switched_off = sorted(known & set(wish.switched_off)) if wish.is_on else choice.switched_off
    taken = apply_set(choice, published, latest.number)
    return _settled(choice, taken, "switched_on" if wish.is_on else "switched_off")


@transaction.atomic
def take_over_rules(
    *, member: Organisation, network: Organisation, revision: int | None = None, seen: int | None = None
) -> TakenOver:
    """Take the newest set of a network over, where its rules hold; errors as `choose_network_rules`."""
    latest = _prepared(member, seen)
    choice = _locked_choice(member, network, revision)
    if not choice.is_on:
        raise DomainError(_("The network's rules do not hold here. Switch them on first."))
    published = _newest(member, network)
    choice.taken = published.number
    return _settled(choice, apply_set(choice, published, latest.number), "taken_over")


@transaction.atomic
def switch_network_rule(*, member: Organisation, network: Organisation, identity: UUID, is_on: bool) -> TakenOver:
    """Let one rule of a network hold for a member, or not; errors as `choose_network_rules`."""
    latest = _prepared(member, None)
    choice = _locked_choice(member, network, None)
    published = _set_taken(choice) if choice.is_on else None
    if published is None or str(identity) not in {from_json(said).identity for said in published.rules}:
        raise NotFoundError(_("There is no such rule in the set that holds here."))
    off = set(choice.switched_off) - {str(identity)}
    choice.switched_off = sorted(off if is_on else off | {str(identity)})
    taken = apply_set(choice, published, latest.number)
    return _settled(choice, taken, "rule_on" if is_on else "rule_off")


def _prepared(member: Organisation, seen: int | None) -> MappingVersion:
    hold_ledger_soon(member)
    require_seen(member, seen)
    return ensure_mapping_version(member, follows=False)


def _locked_choice(member: Organisation, network: Organisation, revision: int | None) -> NetworkRules:
    """Return the member's choice, made where there is none; only for networks that have rules for the member."""
    found = NetworkRules.objects.select_for_update(of=("self",)).filter(organisation=member, network=network).first()
    if found is None:
        _newest(member, network)
        found = NetworkRules(organisation=member, network=network, revision=0)
    if revision is not None and revision != found.revision:
        raise ConflictError(_("Somebody else has decided on these rules since you looked. Look at the page once more."))
    return found


def _set_taken(choice: NetworkRules) -> NetworkRuleSet | None:
    return sets_of(choice.network).filter(number=choice.taken or 0).first()


def _newest(member: Organisation, network: Organisation) -> NetworkRuleSet:
    published = newest_sets([network.pk]).get(network.pk)
    if published is None or not networks_of(member).filter(network=network).exists():
        raise NotFoundError(_("There is no such network with rules for you."))
    return published


def _settled(choice: NetworkRules, taken: TakenOver, action: str) -> TakenOver:
    """Keep the choice and make the mapping version that follows from it, where anything moves."""
    choice.revision += 1
    choice.save()
    if taken.moves:
        latest = latest_mapping_version(choice.organisation)
        policies = latest.policies if latest else {}
        make_mapping_version(organisation=choice.organisation, policies=policies, note=choice.network.name)
    record_take_over(choice, taken, action)
    return taken
