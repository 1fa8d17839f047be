"""The demonstration's network publishes its rules once, and no member's figures change with it."""

from emissions.models import NetworkRules, NetworkRuleSet
from foundation.access import open_access
from foundation.scoping import access_for_work
from leadership.demonstration.cast import NETWORK
from leadership.demonstration.network_rules import RULES, fill_network_rules
from tests.factories.cast import Cast


def test_a_set_is_published_once(cast: Cast) -> None:
    for _time in range(2):
        fill_network_rules({NETWORK[0]: cast.network})

    with open_access(access_for_work(cast.ekby.pk)):
        (published,) = NetworkRuleSet.objects.all()
        assert (published.number, len(published.rules), NetworkRules.objects.count()) == (1, len(RULES), 0)
