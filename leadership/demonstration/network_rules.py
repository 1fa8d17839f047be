"""Rules that the demonstration's network has published for its members; whether they hold is each member's choice."""

from emissions.queries.network_rules import sets_of
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.network_rules import publish_rule_set
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from leadership.demonstration.cast import NETWORK
from organisations.models import Organisation

NOTE = "De første felles reglene, etter samlingen i november"
RULES = (
    RuleDraft(
        supplier_name="Rådgivning",
        category="construction.design",
        explanation="Rådgivende ingeniører i regionen prosjekterer, uansett konto",
    ),
    RuleDraft(
        text="kopipapir", category="office.supplies", explanation="Kopipapir føres på egne kontoer hos flere av oss"
    ),
    RuleDraft(
        commodity="unspsc:4321", category="it.computers", explanation="Datautstyr fra fellesavtalen har UNSPSC-koder"
    ),
)


def fill_network_rules(organisations: dict[str, Organisation]) -> None:
    """Let the network publish its first rules; what it published before is left as it is."""
    network = organisations[NETWORK[0]]
    with open_access(access_for_work(network.pk)), acting(Actor("Demonstration")):
        if sets_of(network).exists():
            return
        for draft in RULES:
            add_rule(organisation=network, draft=draft)
        publish_rule_set(network=network, note=NOTE)
