"""A new version looks at what changed alone, and decides as if it had looked at every key."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from emissions.calculations.rule_drafts import RuleDraft
from emissions.calculations.rule_sets import SetRule
from emissions.models import MappingVersion
from emissions.queries.mapping import decisions_under, own_rows
from emissions.services.accept_proposals import take_back
from emissions.services.import_rules import import_rules
from emissions.services.map_keys import classified
from organisations.models import Organisation
from suppliers.models import SupplierCard
from suppliers.services.correct_supplier import correct_supplier
from tests.emissions.footprint_cases import at_work, imported
from tests.emissions.services.ledger_state import asked

BY_NAME = RuleDraft(supplier_name="zebra", category="services.other", explanation="Zebra sells services")
MILK = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
BUILDERS = RuleDraft(supplier_name="bygg", category="services.other", explanation="They plan")


@pytest.fixture
def place(vik: Organisation, tmp_path: Path) -> Iterator[Organisation]:
    imported(vik, tmp_path, 2024)
    with at_work(vik):
        yield vik


def newest(place: Organisation) -> MappingVersion:
    return MappingVersion.objects.filter(organisation=place).latest("number")


def written(place: Organisation) -> int:
    """How many keys the newest version decides otherwise than the one before."""
    count = "SELECT count(*) FROM key_category WHERE organisation_id = %s AND version = %s"
    return int(asked(count, place.pk, newest(place).number)[0][0])


def assert_as_if_all_were_looked_at(place: Organisation) -> None:
    version = newest(place)
    held = decisions_under(place.pk, version.number).sort("key")
    assert held.rows() == classified(version).select(held.columns).sort("key").rows()


def bring_in(place: Organisation, *rules: SetRule) -> int | None:
    rows = [replace(rule, row=row) for row, rule in enumerate(rules, start=2)]
    return import_rules(organisation=place, rules=rows, replace=True).version


def test_a_set_and_its_taking_back_move_what_their_rules_hold_for(place: Organisation) -> None:
    first = bring_in(place, SetRule("", MILK), SetRule("", BUILDERS))
    assert (first, written(place)) == (2, 3)
    assert_as_if_all_were_looked_at(place)
    milk = own_rows(place.pk, 2).get(supplier_name="mejeriet")

    second = bring_in(place, SetRule(str(milk.uuid), replace(MILK, supplier_name="grönsaker")))
    assert (second, written(place)) == (3, 2)
    assert_as_if_all_were_looked_at(place)

    take_back(organisation=place, number=3)
    assert written(place) == 2
    assert_as_if_all_were_looked_at(place)


def test_a_corrected_supplier_moves_its_own_lines(place: Organisation) -> None:
    bring_in(place, SetRule("", BY_NAME))
    card = SupplierCard.objects.get(organisation=place, name="Norra Mejeriet AB")

    correct_supplier(card=card, name="Zebra AB", reason="They were sold")

    assert written(place) == 1
    assert_as_if_all_were_looked_at(place)


def test_shipped_rules_that_moved_on_meanwhile_move_every_line(place: Organisation) -> None:
    bring_in(place, SetRule("", BY_NAME))
    MappingVersion.objects.filter(organisation=place).update(reference_version="0.1+earlier")
    asked("UPDATE key_category SET category = 'it.services' WHERE category = 'food.mixed' RETURNING key_id")
    card = SupplierCard.objects.get(organisation=place, name="Norra Mejeriet AB")

    correct_supplier(card=card, name="Zebra AB", reason="They were sold")

    assert written(place) > 1
    assert_as_if_all_were_looked_at(place)
