"""The groups of the review queue as they are read: whole, and one of them alone."""

from dataclasses import replace
from pathlib import Path

from emissions.calculations.review_proposals import Ground
from emissions.calculations.rule_drafts import RuleDraft
from emissions.queries.review import ReviewQueue
from emissions.services.change_rules import add_rule, change_rule
from emissions.services.network_rules import publish_rule_set
from emissions.services.review_decisions import Decision, decide_group
from organisations.models import NetworkMembership, Organisation
from organisations.services.validity import end_now
from suppliers.models import SupplierCard
from suppliers.services.correct_supplier import correct_supplier
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, Posting, at_work, imported
from tests.factories.organisations import join_network, make_organisation

HELP = Posting("04-02", "74000", "Övriga tjänster", "200000.00", "Städhjälpen AB", "559900-0169")
UNNUMBERED = [
    Posting("04-03", "74000", "Övriga tjänster", amount, name)
    for name, amount in (("Alfa", "900.00"), ("Beta", "-700"))
]


def test_a_group_alone_is_what_it_is_among_all(vik: Organisation, tmp_path: Path) -> None:
    elsewhere = replace(HELP, unit="Elsewhere", amount="-1000.00")
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, HELP, elsewhere, *UNNUMBERED])
    with at_work(vik):
        groups = ReviewQueue(vik, 2024).groups

        names = [one.key.supplier_name for one in groups if one.key.account == "74000"]
        assert names == ["Städhjälpen AB", "Alfa", "Beta"], "without a number each name is a supplier"
        assert [ReviewQueue(vik, 2024).group(one.item) for one in groups] == groups
        assert [one.stake for one in groups] == sorted((one.stake for one in groups), reverse=True)


def test_a_decision_on_a_corrected_supplier_decides(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, HELP, *UNNUMBERED])
    with at_work(vik):
        helper, alfa = (SupplierCard.objects.get(name=name) for name in ("Städhjälpen AB", "Alfa"))
        correct_supplier(card=helper, number="556012-5790", reason="Looked up")
        correct_supplier(card=alfa, name="Alfa Städ AB", reason="Looked up")
        for name in ("Städhjälpen AB", "Alfa Städ AB"):
            (group,) = (one for one in ReviewQueue(vik, 2024).groups if one.key.supplier_name == name)
            reach = ReviewQueue(vik, 2024).reach(group)
            decision = Decision("supplier_account", "Looked at", "food.mixed")
            decide_group(organisation=vik, year=2024, item=group.item, decision=decision)
            assert reach["supplier_account"].lines == 1
            assert ReviewQueue(vik, 2024).group(group.item) is None, name


def test_what_networks_say_is_proposed_the_first_by_name_and_of_todays_alone(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [HELP])
    for slug, category in (("bro", "it.services"), ("alm", "maintenance.cleaning")):
        network = make_organisation(slug, kind=Organisation.Kind.NETWORK)
        join_network(vik, network)
        before = RuleDraft(supplier_number=HELP.number, category="food.mixed", explanation="Known")
        now = replace(before, category=category)
        with at_work(network):
            rule = add_rule(organisation=network, draft=before)
            publish_rule_set(network=network)
            change_rule(rule=rule, draft=now)
            publish_rule_set(network=network)
    with at_work(vik):
        assert _said_by_networks(vik) == ("maintenance.cleaning", "Alm kommune")
    with at_work(Organisation.objects.get(slug="alm")):
        end_now(NetworkMembership.objects.get(network__slug="alm"))
    with at_work(vik):
        assert _said_by_networks(vik) == ("it.services", "Bro kommune")


def _said_by_networks(place: Organisation) -> tuple[str, str]:
    queue = ReviewQueue(place, 2024)
    (group,) = queue.groups
    said = queue.proposals([group])[group.item][0]
    assert said.ground is Ground.NETWORK
    return said.category, said.detail
