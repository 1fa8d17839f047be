"""Sets of rules brought in: one version, nothing twice, nothing half."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from emissions.calculations.rule_drafts import RuleDraft
from emissions.calculations.rule_sets import SetRule, Standing
from emissions.models import MappingVersion
from emissions.queries.mapping import draft_of, own_rows
from emissions.services.change_rules import add_rule
from emissions.services.import_rules import BroughtIn, import_rules, look_at_rules
from emissions.services.network_rules import publish_rule_set
from foundation.errors import ConflictError, DomainError
from foundation.models import Change
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work, imported
from tests.emissions.services.ledger_state import year_total_of

MILK = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
GREENS = RuleDraft(supplier_number="559900-0011", category="food.fruit_vegetables", explanation="They grow them")
NOTHING = RuleDraft(category="food.dairy", explanation="For no line at all")


def came(*drafts: RuleDraft) -> list[SetRule]:
    return [SetRule("", draft, row) for row, draft in enumerate(drafts, start=2)]


@pytest.fixture
def place(vik: Organisation, tmp_path: Path) -> Iterator[Organisation]:
    imported(vik, tmp_path, 2024)
    with at_work(vik):
        yield vik


def held(place: Organisation) -> set[RuleDraft]:
    return {draft_of(row) for row in own_rows(place.pk, 10_000)}


def test_a_set_comes_in_as_one_version_and_only_once(place: Organisation) -> None:
    first, again = (import_rules(organisation=place, rules=came(MILK, GREENS)) for _ in range(2))

    assert (first, again) == (BroughtIn(2, 0, 2), BroughtIn(0, 0, None))
    assert (held(place), MappingVersion.objects.filter(organisation=place).count()) == ({MILK, GREENS}, 2)
    assert year_total_of(place, 2024)["purchase", "food.dairy"] == 8000
    change = Change.objects.get(organisation=place, kind="emissions.rule_set")
    assert change.summary == {"version": 2, "added": 2, "changed": 0}


def test_rules_in_conflict_stay_ours_unless_they_are_to_be_replaced(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK)
    other = replace(MILK, category="food.mixed")

    assert import_rules(organisation=place, rules=came(other)).version is None
    assert held(place) == {MILK}
    assert import_rules(organisation=place, rules=came(other), replace=True).changed == 1
    assert [(row.uuid, row.category) for row in own_rows(place.pk, 10_000)] == [(rule.uuid, "food.mixed")]


def test_a_wrong_row_stops_everything_or_is_left_out(place: Organisation) -> None:
    rules = came(MILK, NOTHING, MILK)

    looked = look_at_rules(place, rules)

    assert [(one.row, one.field) for one in looked.wrong] == [(3, ""), (4, "")]
    assert [one.standing for one in looked.compared] == [Standing.NEW]
    with pytest.raises(DomainError, match=" 3: "):
        import_rules(organisation=place, rules=rules)
    assert held(place) == set()
    assert import_rules(organisation=place, rules=rules, leave_wrong=True).added == 1


def test_nothing_comes_in_on_rules_that_somebody_changed_meanwhile(place: Organisation) -> None:
    seen = look_at_rules(place, came(GREENS)).seen
    add_rule(organisation=place, draft=MILK)

    with pytest.raises(ConflictError):
        import_rules(organisation=place, rules=came(GREENS), seen=seen)


def test_only_a_network_publishes(place: Organisation) -> None:
    with pytest.raises(DomainError):
        publish_rule_set(network=place)
