"""A network's rules: published in versions, taken over as the member says, beaten by the member's own."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.calculations.rule_drafts import RuleDraft
from emissions.models import ClassificationRule, Follows, MappingVersion, NetworkRules, NetworkRuleSet
from emissions.queries.mapping import draft_of, latest_mapping_version, own_rows
from emissions.queries.network_rules import inherited_rows, seen_networks
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.change_rules import add_rule, change_rule, end_rule
from emissions.services.map_keys import ensure_mapping_version
from emissions.services.network_rules import (
    Wish,
    choose_network_rules,
    publish_rule_set,
    switch_network_rule,
    take_over_rules,
)
from foundation.errors import ConflictError, DomainError, NotFoundError
from organisations.models import NetworkMembership, Organisation
from organisations.services.validity import end_now
from tests.emissions.footprint_cases import at_work, imported
from tests.emissions.services.ledger_state import year_total_of
from tests.factories.organisations import join_network, make_organisation

MILK = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
GREENS = RuleDraft(supplier_number="559900-0011", category="food.fruit_vegetables", explanation="They grow them")
PERSON = RuleDraft(supplier_number="850709-9805", category="services.consulting", explanation="Lena advises")
ON, ASKS = Wish(is_on=True), Wish(is_on=True, follows=Follows.ASKS)


@pytest.fixture
def network(vik: Organisation) -> Organisation:
    """A network with Vik as its member, and a set of one rule."""
    found = make_organisation("nettet", kind=Organisation.Kind.NETWORK)
    join_network(vik, found)
    with at_work(found):
        add_rule(organisation=found, draft=MILK)
        publish_rule_set(network=found, note="The first")
    return found


@pytest.fixture
def place(vik: Organisation, network: Organisation, tmp_path: Path) -> Iterator[Organisation]:  # noqa: ARG001 - its member
    imported(vik, tmp_path, 2024)
    with at_work(vik):
        yield vik


def held(place: Organisation) -> set[RuleDraft]:
    return {draft_of(row) for row in inherited_rows(place.pk, 10_000)}


def dairy(place: Organisation) -> Decimal | None:
    return year_total_of(place, 2024).get(("purchase", "food.dairy"))


def republish(network: Organisation, *drafts: RuleDraft) -> None:
    with at_work(network):
        for draft in drafts:
            add_rule(organisation=network, draft=draft)
        publish_rule_set(network=network)


def test_a_network_changes_no_figure_before_the_member_says_so(place: Organisation, network: Organisation) -> None:
    (seen,) = seen_networks(place)
    assert (seen.network, seen.offers, seen.choice.is_on) == (network, True, False)
    assert (dairy(place), held(place)) == (None, set())

    taken = choose_network_rules(member=place, network=network, wish=ON)

    assert (taken.added, held(place), dairy(place)) == (1, {MILK}, Decimal(8000))
    assert not seen_networks(place)[0].offers


def test_a_new_version_comes_with_the_next_calculation_or_when_asked(
    place: Organisation, network: Organisation
) -> None:
    choose_network_rules(member=place, network=network, wish=ON)
    old = calculate_footprint(organisation=place, year=2024)
    republish(network, GREENS)
    assert held(place) == {MILK}

    new = calculate_footprint(organisation=place, year=2024)

    assert (held(place), NetworkRules.objects.get().taken) == ({MILK, GREENS}, 2)
    assert (old.mapping_number, new.mapping_number) == (2, 3)
    assert {row.supplier_name for row in ClassificationRule.objects.filter(since_version__lte=2)} == {"mejeriet"}
    assert ensure_mapping_version(place).number == 3

    choose_network_rules(member=place, network=network, wish=ASKS)
    republish(network, replace(GREENS, supplier_number="", account="64"))
    assert (ensure_mapping_version(place).number, len(held(place))) == (3, 2)
    assert take_over_rules(member=place, network=network).added == 1
    assert (latest_mapping_version(place) or MappingVersion()).number == 4


def test_what_the_network_words_anew_or_ends_follows(place: Organisation, network: Organisation) -> None:
    choose_network_rules(member=place, network=network, wish=ON)
    with at_work(network):
        rule = change_rule(rule=own_rows(network.pk, 99).get(), draft=replace(MILK, category="food.mixed"))
        publish_rule_set(network=network)
    with at_work(place):
        assert take_over_rules(member=place, network=network).changed == 1
        assert [row.category for row in inherited_rows(place.pk, 99)] == ["food.mixed"]
    with at_work(network):
        end_rule(rule=rule)
        publish_rule_set(network=network)
    with at_work(place):
        assert (take_over_rules(member=place, network=network).ended, held(place)) == (1, set())


def test_own_rules_beat_inherited_ones_and_single_ones_are_left(place: Organisation, network: Organisation) -> None:
    choose_network_rules(member=place, network=network, wish=ON)

    own = add_rule(organisation=place, draft=replace(MILK, category="food.meat"))
    assert (dairy(place), year_total_of(place, 2024)["purchase", "food.meat"]) == (None, Decimal(8000))
    end_rule(rule=own)
    assert dairy(place) == Decimal(8000)
    inherited = inherited_rows(place.pk, 99).get()
    with pytest.raises(ConflictError):
        end_rule(rule=inherited)
    switch_network_rule(member=place, network=network, identity=inherited.uuid, is_on=False)
    assert (dairy(place), NetworkRules.objects.get().switched_off) == (None, [str(inherited.uuid)])
    republish(network, GREENS)
    take_over_rules(member=place, network=network)
    assert held(place) == {GREENS}
    switch_network_rule(member=place, network=network, identity=inherited.uuid, is_on=True)
    assert held(place) == {MILK, GREENS}
    choose_network_rules(member=place, network=network, wish=Wish(is_on=False))
    assert (held(place), dairy(place)) == (set(), None)


def test_two_who_decide_at_once_do_not_overwrite_each_other(place: Organisation, network: Organisation) -> None:
    choose_network_rules(member=place, network=network, wish=ON, revision=0)

    with pytest.raises(ConflictError):
        choose_network_rules(member=place, network=network, wish=ASKS, revision=0)


def test_who_leaves_keeps_what_holds_and_gets_nothing_new(place: Organisation, network: Organisation) -> None:
    choose_network_rules(member=place, network=network, wish=ON)
    end_now(NetworkMembership.objects.get(member=place))
    republish(network, GREENS)

    assert (ensure_mapping_version(place).number, held(place)) == (2, {MILK})
    (seen,) = seen_networks(place)
    assert (seen.is_member, seen.offers, seen.newest) == (False, False, None)
    with pytest.raises(NotFoundError):
        take_over_rules(member=place, network=network)
    choose_network_rules(member=place, network=network, wish=Wish(is_on=False))
    assert held(place) == set()


def test_strangers_and_fellows_see_nothing_of_a_choice_and_strangers_nothing_of_the_set(
    place: Organisation, network: Organisation
) -> None:
    choose_network_rules(member=place, network=network, wish=ON)
    stranger, fellow = make_organisation("ytre"), make_organisation("nabo")
    join_network(fellow, network)

    for who, sets in ((stranger, 0), (fellow, 1), (network, 1)):
        with at_work(who):
            assert NetworkRuleSet.objects.count() == sets, who
            assert (NetworkRules.objects.count(), ClassificationRule.objects.filter(organisation=place).count()) == (
                0,
                0,
            ), who
    with at_work(stranger), pytest.raises(NotFoundError):
        choose_network_rules(member=stranger, network=network, wish=ON)


def test_persons_stay_at_home_and_nothing_is_published_twice(network: Organisation) -> None:
    with at_work(network):
        add_rule(organisation=network, draft=PERSON)
        with pytest.raises(DomainError):
            publish_rule_set(network=network)
        assert [rule["supplier_number"] for rule in NetworkRuleSet.objects.get().rules] == [""]
