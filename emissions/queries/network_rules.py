"""Rules of networks: what was published, what a member makes of it, and what holds here for that reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from emissions.models import ClassificationRule, NetworkRules, NetworkRuleSet
from emissions.queries.mapping import rule_rows
from organisations.models import Organisation
from organisations.queries.networks import networks_of


@dataclass(frozen=True, slots=True)
class SeenNetwork:
    """A network as one member meets it: its newest set, the member's choice, and whether it still is a member."""

    network: Organisation
    newest: NetworkRuleSet | None
    choice: NetworkRules
    is_member: bool

    @property
    def offers(self) -> bool:
        """Whether it has published something newer than what holds here, or anything where nothing does."""
        newest = self.newest.number if self.newest and self.is_member else 0
        return newest > (self.choice.taken or 0) if self.choice.is_on else newest > 0


def newest_sets(networks: Iterable[int]) -> dict[int, NetworkRuleSet]:
    """Return by network the newest set that it published."""
    found = NetworkRuleSet.objects.filter(organisation__in=list(networks)).order_by("organisation_id", "-number")
    return {one.organisation_id: one for one in found.distinct("organisation_id")}


def published_rules(member: Organisation) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the name of each network that the organisation is in today, in order, and the rules of its newest set."""
    networks = networks_of(member).order_by().values("network")
    found = NetworkRuleSet.objects.filter(organisation__in=networks).order_by("organisation_id", "-number")
    newest = found.distinct("organisation_id").values_list("organisation__name", "rules")
    return sorted(newest, key=lambda said: said[0])


def sets_of(network: Organisation) -> QuerySet[NetworkRuleSet]:
    """Return what a network has published, the newest first."""
    return NetworkRuleSet.objects.filter(organisation=network).order_by("-number")


def seen_networks(member: Organisation) -> list[SeenNetwork]:
    """Return the networks with rules for a member: today's, and those left whose rules still hold here."""
    today = {link.network_id: link.network for link in networks_of(member)}
    choices = {
        choice.network_id: choice
        for choice in NetworkRules.objects.filter(organisation=member).select_related("network", "organisation")
    }
    kept = {key: choice.network for key, choice in choices.items() if choice.is_on and key not in today}
    newest = newest_sets(today)
    seen = [
        SeenNetwork(
            network,
            newest.get(key),
            choices.get(key) or NetworkRules(organisation=member, network=network),
            key in today,
        )
        for key, network in {**today, **kept}.items()
        if key in newest or key in kept
    ]
    return sorted(seen, key=lambda one: one.network.name)


def seen_network(member: Organisation, slug: str) -> SeenNetwork | None:
    """Return one network that has rules for a member by its place in addresses; None where there is none."""
    return next((one for one in seen_networks(member) if one.network.slug == slug), None)


def inherited_rows(organisation_id: int, number: int, network_id: int | None = None) -> QuerySet[ClassificationRule]:
    """Return the rules from networks, or from one, that hold for the organisation under a version number."""
    found = rule_rows(organisation_id, number).filter(network__isnull=False).select_related("network")
    return found.filter(network_id=network_id) if network_id is not None else found
