"""Examples for the addresses of rules as files, of rules from networks, and of the review queue."""

from uuid import UUID

from emissions.models import ClassificationRule
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.network_rules import Wish, choose_network_rules, publish_rule_set
from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.ledgers import import_sample

GREENS = RuleDraft(supplier_name="Ekby Grönsaker", category="food.fruit_vegetables", explanation="They grow vegetables")


@example("rules_export", everyones=("kind",))
def rules_as_a_file(cast: Cast) -> Arguments:
    add_rule(organisation=cast.ekby, draft=GREENS)
    return {"kind": "csv"}


@example(
    "network_rules",
    "api/v1/organisations/<slug:organisation>/network-rules/<slug:network>/",
    "api/v1/organisations/<slug:organisation>/network-rules/<slug:network>/take-over/",
    everyones=("network",),
)
def rules_of_a_network(cast: Cast) -> Arguments:
    _published_and_on(cast)
    return {"network": cast.network.slug}


@example("network_rule", everyones=("network",))
def a_rule_of_a_network(cast: Cast) -> Arguments:
    return {"network": cast.network.slug, "rule": _published_and_on(cast)}


def _published_and_on(cast: Cast) -> UUID:
    """Let the network publish a rule, and Ekby take it over, once; return the rule's id."""
    with open_access(access_for_work(cast.network.pk)):
        known = ClassificationRule.objects.filter(organisation=cast.network, supplier_name=GREENS.supplier_name).first()
        if known:
            return known.uuid
    import_sample(cast.ekby)
    with open_access(access_for_work(cast.network.pk)):
        rule = add_rule(organisation=cast.network, draft=GREENS)
        publish_rule_set(network=cast.network)
    choose_network_rules(member=cast.ekby, network=cast.network, wish=Wish(is_on=True))
    return rule.uuid
